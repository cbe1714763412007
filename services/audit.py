"""What is told of a change: who made it, and each field before and after.

It is written in the transaction of the change, when all else is done: it is there if and only if
the change was kept. Why rows, and of what: docs/decisions/0020.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson

from models import AuditEntry
from models.work import current
from services.last import insert_at_last
from services.records import Record, table_of

UNSAID = frozenset(
    {
        *("id", "account_id", "created_at", "updated_at", "version", "gtin14", "public_id"),
        *("fingerprint", "counts", "position", "former_hash"),
    }
)
"""Columns that every row has, that follow from others, or that tell how far a job is."""
CHANGED = "changed"
"""Instead of a secret, and of what is longer than `MOST_BYTES` as JSON."""
MOST_BYTES = 2_000
SECRET_WORDS = ("password", "secret", "hash", "token")


def record(
    account_id: UUID,
    action: str,
    resource_id: UUID,
    *,
    changes: Sequence[Record] = (),
    user_id: UUID | None = None,
) -> None:
    """Write down what the actor of this work did; `action` is `{resource type}.{verb}`.

    `user_id` says in whose name, where nobody had logged in yet.
    """
    actor = current().actor()
    named = {"principal": actor.principal, "user_id": actor.user_id}
    if user_id is not None:
        named = {"principal": f"user:{user_id}", "user_id": user_id}
    entry = {
        "account_id": account_id,
        **named,
        "request_id": actor.request_id,
        "remote_address": actor.remote_address,
        "action": action,
        "resource_type": action.partition(".")[0],
        "resource_id": resource_id,
        "changes": orjson.loads(orjson.dumps(list(changes), option=orjson.OPT_UTC_Z)),
    }
    insert_at_last((table_of(AuditEntry), [entry]))


def differences(before: Record, after: Record) -> list[Record]:
    """Give each field of two rows that differs; one of them is empty if it was not there."""
    return [
        change(name, before.get(name), after.get(name))
        for name in {**before, **after}
        if name not in UNSAID and before.get(name) != after.get(name)
    ]


def change(name: str, before: Any, after: Any) -> Record:
    """Say how one field changed, or only that it did."""
    is_secret = any(word in name for word in SECRET_WORDS)
    if is_secret or len(orjson.dumps([before, after])) > MOST_BYTES:
        return {"field": name.removesuffix("_hash"), "before": None, "after": CHANGED}
    return {"field": name, "before": before, "after": after}
