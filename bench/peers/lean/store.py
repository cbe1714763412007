"""What a store of either engine gives and takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from bench.peers.common import Problem
from bench.peers.lean.draft import Draft
from bench.peers.lean.shapes import Row
from bench.peers.plan import key_reused

ATTEMPTS = 6
KEY_CONSTRAINT = "uq_idempotency_keys_account_id_principal_key"
PROBLEM_HEADERS = {"Content-Type": "application/problem+json"}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is kept under a key."""

    status: int
    headers: dict[str, str]
    body: bytes


OrderRows = tuple[Sequence[Row], Sequence[Row], Sequence[Row], Sequence[Row], Sequence[Row]]
"""Rows of orders, lines, allocations, parcels and their lines."""


def placed(draft: Draft) -> Answer:
    """Answer with the order."""
    return Answer(201, draft.headers, draft.body)


def refused(problem: Problem, request_id: str) -> Answer:
    """Answer with a refusal that is kept."""
    return Answer(problem.status, PROBLEM_HEADERS, problem.body(request_id))


def replayed(fingerprint: str, kept: Any) -> Answer:
    """Give an answer again; `kept` is fingerprint, status, headers as JSON text, body."""
    if kept[0] != fingerprint:
        raise key_reused()
    headers = orjson.loads(kept[2]) if isinstance(kept[2], str) else kept[2]
    return Answer(kept[1], {**headers, "Idempotent-Replayed": "true"}, bytes(kept[3]))


def busy() -> Problem:
    """Refuse what met others too often."""
    return Problem(503, "service-busy", "The service is too busy at this moment.")
