"""Answers kept for callers who ask the same thing twice."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Delete,
    Select,
    bindparam,
    delete,
    func,
    select,
)

from models import IdempotencyKey, utcnow
from models.work import current
from services.errors import Conflict, Invalid
from services.last import hold_at_last, insert_at_last
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


class Recalled(Exception):
    """What was asked was answered before; `answer` is what was kept."""

    def __init__(self, answer: Record) -> None:
        super().__init__("answered before")
        self.answer = answer


def recall(account_id: UUID, *, principal: str, key: str, fingerprints: Sequence[str]) -> None:
    """Ask for the answer kept under `key`, and hold the key as soon as anything is written.

    The answer comes with the next read, in its place. Two requests with one key never write at
    the same time. On SQLite the write lock sees to it; on PostgreSQL an advisory lock, which a
    killed process leaves behind no more than an open transaction. Why not a row marked
    "running": docs/decisions/0004. `fingerprints` says what is asked in each way in which it may
    have been kept.

    Raises, now or with the next read, Recalled, IdempotencyKeyReused; later RequestInProgress.
    """
    if current().dialect.name != "sqlite":
        number = number_of(account_id, principal, key)
        current().at_first(lambda: hold(number))
        hold_at_last(number, RequestInProgress)
    this = {"account_id": account_id, "principal": principal, "key": key}
    _kept.ahead(lambda rows: _answer(this, fingerprints, rows), **this)


def _answer(this: Record, fingerprints: Sequence[str], rows: list[Record]) -> None:
    for kept in rows:
        if kept["created_at"] < utcnow() - KEPT:
            _forget.run(**this)
        elif kept["fingerprint"] not in fingerprints:
            raise IdempotencyKeyReused(pointer="/Idempotency-Key", location="header")
        else:
            raise Recalled(kept)


def remember(account_id: UUID, **answer: Any) -> None:
    """Keep an answer in the transaction of the work it answers."""
    insert_at_last((table_of(IdempotencyKey), [{"account_id": account_id, **answer}]))


def hold(number: int) -> None:
    """Take the lock of a key until the transaction ends.

    Raises RequestInProgress.
    """
    if not _lock.value(number=number):
        raise RequestInProgress()


def number_of(account_id: UUID, principal: str, key: str) -> int:
    """Give the advisory lock that stands for a key."""
    name = f"{account_id} {principal} {key}".encode()
    return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), signed=True)


def _this() -> tuple[ColumnElement[bool], ...]:
    table = table_of(IdempotencyKey)
    return tuple(table.c[name] == bindparam(name) for name in ("account_id", "principal", "key"))


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
