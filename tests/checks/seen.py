"""Which answers were seen: operation, status and, of a problem, its code."""

import orjson
from werkzeug import Response

from tests.checks.contract import PROBLEM, Operation

Outcome = tuple[str, str, str | None]
SEEN: set[Outcome] = set()


def note(operation: Operation, answer: Response) -> None:
    """Remember that an operation answered so."""
    code = orjson.loads(answer.data).get("code") if answer.mimetype == PROBLEM else None
    SEEN.add((operation.id, str(answer.status_code), code))
