"""Same key, same answer."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import Response
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bench.peers.common import IS_SQLITE, Problem
from bench.peers.idiomatic.database import begin_writing
from bench.peers.idiomatic.models import IdempotencyKey
from bench.peers.plan import in_progress, key_reused


@dataclass(frozen=True, slots=True)
class Question:
    """A request with its key."""

    account_id: UUID
    principal: str
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is kept and given."""

    status: int
    headers: dict[str, Any]
    body: bytes


async def once(
    session: AsyncSession,
    this: Question,
    answer: Callable[[], Awaitable[Answer]],
    request_id: str,
) -> Response:
    """Answer, or give the answer that was kept; commits."""
    kept = await _recall(session, this)
    if kept is None:
        try:
            given = await answer()
        except Problem as problem:
            if not problem.is_kept:
                raise
            await session.rollback()
            await begin_writing(session)
            kept = await _recall(session, this)
            headers = {"Content-Type": "application/problem+json"}
            given = Answer(problem.status, headers, problem.body(request_id))
    if kept is not None:
        headers = {**kept.headers, "Idempotent-Replayed": "true"}
        return Response(kept.body, kept.status, headers)
    session.add(
        IdempotencyKey(
            account_id=this.account_id,
            principal=this.principal,
            key=this.key,
            fingerprint=this.fingerprint,
            status=given.status,
            headers=given.headers,
            body=given.body,
        )
    )
    await session.commit()
    return Response(given.body, given.status, given.headers)


async def _recall(session: AsyncSession, this: Question) -> IdempotencyKey | None:
    """Hold the key until the transaction ends; give what is kept under it."""
    if not IS_SQLITE:
        name = f"{this.account_id} {this.principal} {this.key}".encode()
        number = int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), signed=True)
        if not await session.scalar(select(func.pg_try_advisory_xact_lock(number))):
            raise in_progress()
    kept = await session.scalar(
        select(IdempotencyKey).where(
            IdempotencyKey.account_id == this.account_id,
            IdempotencyKey.principal == this.principal,
            IdempotencyKey.key == this.key,
        )
    )
    if kept is not None and kept.fingerprint != this.fingerprint:
        raise key_reused()
    return kept
