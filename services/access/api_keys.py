"""API keys: a program's way in. The secret is shown once and kept only as an HMAC."""

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from models import ApiKey, utcnow
from services import audited, records
from services.access.callers import Caller, hash_secret
from services.access.grants import refuse_wider
from services.errors import Conflict, Invalid, NotFound
from services.paging import Listing, Page, Paging
from services.records import Record

LISTING = Listing(ApiKey)
SECRET_BYTES = 32


class ApiKeyNotFound(NotFound):
    """There is no such API key."""


class ApiKeyRevoked(Conflict):
    """The API key was revoked, which is final.

    Make a new one.
    """


class ExpiryPassed(Invalid):
    """The key would have expired before anybody can use it.

    Send an instant that is still to come, or none for a key that works until it is revoked.
    """


def issue(
    account_id: UUID,
    *,
    maker: Caller,
    pepper: bytes,
    name: str,
    scopes: list[str],
    expires_at: datetime | None = None,
) -> Record:
    """Make a key; `secret` of the answer is the only time the whole key is seen.

    Raises ScopeNotHeld, ExpiryPassed.
    """
    refuse_wider(maker, scopes)
    if expires_at is not None and expires_at <= utcnow():
        raise ExpiryPassed(pointer="/expires_at")
    public_id, secret = secrets.token_hex(8), secrets.token_urlsafe(SECRET_BYTES)
    row = audited.create(
        ApiKey,
        account_id=account_id,
        name=name,
        public_id=public_id,
        secret_hash=hash_secret(secret, pepper),
        scopes=sorted(set(scopes)),
        created_by=maker.user_id,
        expires_at=expires_at,
    )
    return _with_secret(row, secret)


def rotate(
    account_id: UUID, api_key_id: UUID, *, by: Caller, pepper: bytes, grace_seconds: int
) -> Record:
    """Give a key another secret; the one before works for `grace_seconds` more.

    Who does it holds every scope of the key, whose new secret they get to see. Raises
    ApiKeyNotFound, ApiKeyRevoked, ScopeNotHeld.
    """
    row = _held(account_id, api_key_id)
    refuse_wider(by, row["scopes"])
    secret, now = secrets.token_urlsafe(SECRET_BYTES), utcnow()
    changes = {
        "secret_hash": hash_secret(secret, pepper),
        "rotated_at": now,
        "former_hash": row["secret_hash"] if grace_seconds else None,
        "former_until": now + timedelta(seconds=grace_seconds) if grace_seconds else None,
    }
    return _with_secret(_change(row, changes, verb="rotated"), secret)


def get(account_id: UUID, api_key_id: UUID) -> Record:
    """Give one key, without its secret.

    Raises ApiKeyNotFound.
    """
    return _shown(records.get(ApiKey, account_id, api_key_id, ApiKeyNotFound))


def find(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List the keys of the account, revoked ones too."""
    return LISTING.page(account_id, paging, filters, complete=lambda rows: [*map(_shown, rows)])


def rename(account_id: UUID, api_key_id: UUID, *, version: int | None, **changes: str) -> Record:
    """Change what the key is called.

    Raises ApiKeyNotFound, StaleVersion.
    """
    return _shown(
        audited.patch(
            ApiKey, account_id, api_key_id, changes, version=version, missing=ApiKeyNotFound
        )
    )


def revoke(account_id: UUID, api_key_id: UUID) -> Record:
    """Stop a key from working, at once and for good.

    Raises ApiKeyNotFound, ApiKeyRevoked.
    """
    row = _held(account_id, api_key_id)
    return _shown(_change(row, {"revoked_at": utcnow()}, verb="revoked"))


def _held(account_id: UUID, api_key_id: UUID) -> Record:
    """Give a key that was not revoked, and will not be until the transaction ends."""
    row = records.hold(ApiKey, account_id, api_key_id, ApiKeyNotFound)
    if row["revoked_at"] is not None:
        raise ApiKeyRevoked()
    return row


def _change(row: Record, changes: Record, *, verb: str) -> Record:
    this = (ApiKey, row["account_id"], row["id"], changes)
    return audited.patch(*this, version=None, missing=ApiKeyNotFound, verb=verb, held=row)


def _with_secret(row: Record, secret: str) -> Record:
    return {**_shown(row), "secret": f"bsk_{row['public_id']}_{secret}"}


def _shown(row: Record) -> Record:
    return {**row, "prefix": f"bsk_{row['public_id']}"}
