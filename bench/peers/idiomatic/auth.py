"""Who is calling: a bearer token to an account and scopes, as a dependency."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import exists, select

from bench.peers.common import (
    SCOPES_OF,
    invalid_token,
    missing_scope,
    not_authenticated,
    read_token,
)
from bench.peers.idiomatic.database import SessionDep
from bench.peers.idiomatic.models import RefreshToken, User

bearer = HTTPBearer(auto_error=False)
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling, for which account, with which scopes."""

    account_id: UUID
    principal: str
    scopes: frozenset[str]


async def get_caller(request: Request, credentials: Credentials, session: SessionDep) -> Caller:
    """Check the token, then ask the database whether it still counts."""
    if credentials is None:
        raise not_authenticated()
    claims = read_token(credentials.credentials)
    user_id, family_id = UUID(claims["sub"]), UUID(claims["sid"])
    of_session = RefreshToken.family_id == family_id
    user = await session.scalar(
        select(User).where(
            User.id == user_id,
            User.is_active.is_(True),
            exists().where(of_session, RefreshToken.user_id == user_id),
            ~exists().where(of_session, RefreshToken.revoked_at.is_not(None)),
        )
    )
    if user is None:
        raise invalid_token()
    caller = Caller(user.account_id, f"user:{user_id}", SCOPES_OF[user.role])
    request.state.caller = caller
    return caller


def requires(scope: str) -> Callable[..., Any]:
    """Give a dependency that lets in only callers with `scope`."""

    async def check(caller: Annotated[Caller, Depends(get_caller)]) -> Caller:
        if scope not in caller.scopes:
            raise missing_scope(scope)
        return caller

    return check
