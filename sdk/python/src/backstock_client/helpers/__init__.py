"""Written by hand, beside what is generated from openapi.json."""

from .connect import connect
from .pages import iterate_pages, iterate_pages_async
from .problems import ProblemError
from .retries import retrying

__all__ = ("ProblemError", "connect", "iterate_pages", "iterate_pages_async", "retrying")
