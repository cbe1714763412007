"""Shapes of the facts that errors carry in `details`."""

from schemas.base import Output

DETAILS: dict[str, type[Output]] = {}
