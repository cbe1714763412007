"""Answers kept for callers who ask the same thing twice."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Delete,
    Insert,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
)

from models import IdempotencyKey, utcnow
from models.inserts import completed
from models.work import current
from services.constraints import explained
from services.errors import Conflict, Invalid, TryAgain
from services.records import Record, Statement, table_of

KEPT = timedelta(days=7)


class RequestInProgress(Conflict):
    """A request with this Idempotency-Key is being worked on.

    Wait as long as Retry-After says and send it again: you get its answer.
    """

    retry_after_seconds = 1


class IdempotencyKeyReused(Invalid):
    """This Idempotency-Key was sent with another request.

    Use a fresh key for every new request, and an old one only to repeat the same request.
    """


def recall(account_id: UUID, *, principal: str, key: str, fingerprint: str) -> Record | None:
    """Give the answer kept under `key`, and hold the key until the transaction ends.

    Two requests with one key never work at the same time. On SQLite the write lock sees to
    it; on PostgreSQL an advisory lock, which a killed process leaves behind no more than an
    open transaction. Why not a row marked "running": docs/decisions/0004.

    Raises RequestInProgress, IdempotencyKeyReused.
    """
    if not _held(account_id, principal, key):
        raise RequestInProgress()
    this = {"account_id": account_id, "principal": principal, "key": key}
    kept = _kept.one(**this)
    if kept is None:
        return None
    if kept["created_at"] < utcnow() - KEPT:
        _forget.run(**this)
        return None
    if kept["fingerprint"] != fingerprint:
        raise IdempotencyKeyReused(pointer="/Idempotency-Key", location="header")
    return kept


def remember(account_id: UUID, **answer: Any) -> None:
    """Keep an answer in the transaction of the work it answers."""
    with explained(uq_idempotency_keys_account_id_principal_key=TryAgain):
        row = {"account_id": account_id, **answer}
        _keep.run(**completed(table_of(IdempotencyKey), row))


def _held(account_id: UUID, principal: str, key: str) -> bool:
    if current().dialect.name == "sqlite":
        return True
    name = f"{account_id} {principal} {key}".encode()
    number = int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), signed=True)
    return bool(_lock.value(number=number))


def _this() -> tuple[ColumnElement[bool], ...]:
    table = table_of(IdempotencyKey)
    return tuple(table.c[name] == bindparam(name) for name in ("account_id", "principal", "key"))


@Statement
def _keep() -> Insert:
    table = table_of(IdempotencyKey)
    return insert(table).values({column.name: bindparam(column.name) for column in table.c})


@Statement
def _kept() -> Select[Any]:
    return select(table_of(IdempotencyKey)).where(*_this())


@Statement
def _forget() -> Delete:
    return delete(table_of(IdempotencyKey)).where(*_this())


@Statement
def _lock() -> Select[Any]:
    number: BindParameter[int] = bindparam("number", type_=BigInteger())
    return select(func.pg_try_advisory_xact_lock(number).label("held"))
