"""What schemathesis loads: requests about real things, and which refusals of them are right.

`tests.fuzz.run` says in the environment which server, account and document they are about.
"""

import os
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import schemathesis
from schemathesis import Case, HookContext, Response
from schemathesis.core.failures import Failure
from schemathesis.generation.meta import TestPhase
from schemathesis.openapi.checks import RejectedPositiveData

from tests.fuzz import checks  # noqa: F401 - registers them
from tests.fuzz.excused import is_excused
from tests.fuzz.filling import Filler, operation_id
from tests.fuzz.merchant import Merchant
from tests.fuzz.noise import Noise
from tests.fuzz.real import Real

ID = re.compile(rb'"id":"([0-9a-f-]{36})"')
PART, PARTS = map(int, os.environ["FUZZ_PART"].split("/"))
noise = Noise()
filler = Filler(Real(Merchant(os.environ["FUZZ_URL"], os.environ["FUZZ_EMAIL"])))
turns: Iterator[int] = count()


@schemathesis.hook
def before_load_schema(context: HookContext, raw_schema: Any) -> None:
    """Drop a format that a pattern implies: a value that breaks it alone is sought for seconds.

    Data is made of what remains; `tests.fuzz.checks` has the document as it is.
    """
    parts = [raw_schema]
    for part in parts:
        if isinstance(part, dict) and {"pattern", "format"} <= part.keys():
            del part["format"]
        if isinstance(part, dict | list):
            parts.extend(part.values() if isinstance(part, dict) else part)


@schemathesis.hook
def filter_case(context: HookContext, case: Case) -> bool:
    """Leave to other runs, of another engine, a part of what is wrong by its form alone."""
    meta = case.meta
    if meta is None or meta.phase.name != TestPhase.COVERAGE or meta.generation.mode.is_positive:
        return True
    return next(turns) % PARTS == PART


@schemathesis.hook
def before_call(context: HookContext, case: Case, kwargs: dict[str, Any]) -> None:
    filler.fill(case)
    noise.add(case)


@schemathesis.hook
def after_call(context: HookContext, case: Case, response: Response) -> None:
    if not 200 <= response.status_code < 300 or operation_id(case) == "getContract":
        return  # the ids in a contract are those of its examples
    filler.seen.update(found.decode() for found in ID.findall(response.content))
    if case.method in ("PATCH", "DELETE"):
        filler.notice({str(value) for value in case.path_parameters.values()}, case.method)


@schemathesis.hook
def filter_failure(context: HookContext, failure: Failure, case: Case, response: Response) -> bool:
    """Whether a failure is one: valid data may be refused for what the document cannot say."""
    if not isinstance(failure, RejectedPositiveData) or response.status_code >= 500:
        return True
    return not is_excused(operation_id(case), response.json().get("code"))
