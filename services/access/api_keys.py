"""API keys: a program's way in. The secret is shown once and kept only as an HMAC."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from models import ApiKey, utcnow
from services import audited, records
from services.access.callers import Caller, hash_secret
from services.errors import Conflict, Forbidden, NotFound
from services.paging import Listing, Page, Paging
from services.records import Record

LISTING = Listing(ApiKey)


class ApiKeyNotFound(NotFound):
    """There is no such API key."""


class ScopeNotHeld(Forbidden):
    """A key cannot do more than its maker.

    `details.scopes` names what you lack; leave it out or ask somebody who has it.
    """


class ApiKeyRevoked(Conflict):
    """The API key was revoked, which is final.

    Make a new one.
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

    Raises ScopeNotHeld.
    """
    too_wide = sorted(set(scopes) - maker.scopes)
    if too_wide:
        raise ScopeNotHeld(f"You lack {', '.join(too_wide)}.", scopes=too_wide)
    public_id, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
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
    return {**_shown(row), "secret": f"bsk_{public_id}_{secret}"}


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
    row = records.get(ApiKey, account_id, api_key_id, ApiKeyNotFound)
    if row["revoked_at"] is not None:
        raise ApiKeyRevoked()
    return _shown(
        audited.patch(
            ApiKey,
            account_id,
            api_key_id,
            {"revoked_at": utcnow()},
            version=None,
            missing=ApiKeyNotFound,
            verb="revoked",
        )
    )


def _shown(row: Record) -> Record:
    return {**row, "prefix": f"bsk_{row['public_id']}"}
