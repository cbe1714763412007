"""Who may act: accounts, their users, their keys, and the sessions of users."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import (
    Identified,
    Owned,
    Versioned,
    named_within_account,
    one_of,
    short,
    within_account,
)


class Role(StrEnum):
    """What a user may do: `owner` everything, `manager` all but access, `viewer` reading alone."""

    OWNER = "owner"
    MANAGER = "manager"
    STAFF = "staff"
    VIEWER = "viewer"


class Account(Identified, Versioned):
    """One merchant. Every other row belongs to exactly one account."""

    __tablename__ = "accounts"
    __table_args__ = (CheckConstraint("length(currency) = 3", name="currency_iso"),)

    name: Mapped[str] = short(120, doc="The merchant's name, as customers know it.")
    currency: Mapped[str] = short(
        3, doc="ISO 4217 code of prices that name no currency themselves."
    )


class User(Owned, Versioned):
    """A person who may act for an account."""

    __tablename__ = "users"
    __table_args__ = (
        named_within_account(),
        UniqueConstraint("email"),  # a person logs in with it, before the account is known
        Index(None, "account_id", "created_at", "id"),
        one_of("role", Role),
        CheckConstraint("email = lower(email)", name="email_lower"),
    )

    email: Mapped[str] = short(254, doc="Where the user is reached; it also logs them in.")
    name: Mapped[str] = short(120, doc="The user's name, as colleagues know it.")
    role: Mapped[str] = short(20, doc="The named set of scopes that the user has.")
    password_hash: Mapped[str] = short(200, doc="Argon2id, PHC string format.")
    is_active: Mapped[bool] = mapped_column(default=True, doc="Whether the user may log in.")


class ApiKey(Owned, Versioned):
    """A secret by which a program acts for an account; only its HMAC is kept."""

    __tablename__ = "api_keys"
    __table_args__ = (
        within_account("created_by", "users"),
        UniqueConstraint("public_id"),  # the key is presented before the account is known
        Index(None, "account_id", "created_at", "id"),
        Index(None, "created_by"),
    )

    name: Mapped[str] = short(120, doc="What the key is for, so that people can tell keys apart.")
    public_id: Mapped[str] = short(16, doc="The part of the key that may be shown.")
    secret_hash: Mapped[str] = short(64, doc="HMAC-SHA256 of the secret part, in hex.")
    scopes: Mapped[list[Any]] = mapped_column(
        doc="What the key may do, as far as its maker still may."
    )
    created_by: Mapped[UUID] = mapped_column(
        doc="The user who made the key; it works while they may log in."
    )
    expires_at: Mapped[datetime | None] = mapped_column(
        doc="When the key stops working, in UTC; null: it works until it is revoked."
    )
    revoked_at: Mapped[datetime | None] = mapped_column(
        doc="When the key was revoked, in UTC; null: it was not."
    )
    rotated_at: Mapped[datetime | None] = mapped_column(
        doc="When the secret was last replaced, in UTC; null: it never was."
    )
    former_hash: Mapped[str | None] = short(
        64, doc="What `secret_hash` was before; null: nothing that works still."
    )
    former_until: Mapped[datetime | None] = mapped_column(
        doc="When the secret before the last one stops working, in UTC; null: at once, or none was."
    )


class RefreshToken(Owned):
    """One link of a session's chain; a link used twice ends the whole session."""

    __tablename__ = "refresh_tokens"
    __table_args__ = (
        within_account("user_id", "users"),
        Index(None, "account_id"),
        Index(None, "user_id"),
        Index(None, "family_id"),
    )

    user_id: Mapped[UUID] = mapped_column(doc="Whose session it is.")
    family_id: Mapped[UUID] = mapped_column(doc="The session: every token since one log-in.")
    started_at: Mapped[datetime | None] = mapped_column(
        doc="When the session began, in UTC; null: `created_at` stands for it."
    )
    expires_at: Mapped[datetime] = mapped_column(doc="When the token stops working, in UTC.")
    used_at: Mapped[datetime | None] = mapped_column(doc="When it was exchanged, in UTC.")
    revoked_at: Mapped[datetime | None] = mapped_column(doc="When the session ended, in UTC.")


class PasswordReset(Owned):
    """A user's one way to set a new password without the old one; only its hash is kept."""

    __tablename__ = "password_resets"
    __table_args__ = (
        within_account("user_id", "users"),
        UniqueConstraint("user_id"),  # the newest counts
        UniqueConstraint("token_hash"),  # it is presented before the account is known
        Index(None, "account_id"),
    )

    user_id: Mapped[UUID] = mapped_column(doc="Whose password it is.")
    token_hash: Mapped[str] = short(64, doc="SHA-256 of the token, in hex.")
    expires_at: Mapped[datetime] = mapped_column(doc="When the token stops working, in UTC.")
