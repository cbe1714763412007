"""Cursors: a signed position in one list, useless in another."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from api.auth import account_id
from services.errors import Invalid
from services.paging import Position


class InvalidCursor(Invalid):
    """The cursor is not one of this list.

    Send `next_cursor` of the page before as it is, with the same filter and sort.
    """


READ: dict[str, Any] = {
    "t": datetime.fromisoformat,
    "u": UUID,
    "i": int,
    "s": str,
}


def seal_cursor(position: Position, bound_to: str) -> str:
    """Sign a position, so that only this account can use it and only in this list."""
    sealed = _serializer(bound_to).dumps([_write(value) for value in position])
    return sealed if isinstance(sealed, str) else sealed.decode()


def open_cursor(cursor: str, bound_to: str) -> Position:
    """Give the position back.

    Raises InvalidCursor.
    """
    try:
        return [READ[tag](value) for tag, value in _serializer(bound_to).loads(cursor)]
    except BadData as error:
        raise InvalidCursor(pointer="/cursor", location="query") from error


def _serializer(bound_to: str) -> URLSafeSerializer:
    newest, *former = current_app.config["SETTINGS"].keys_for("cursor")
    salt = hashlib.sha256(f"{account_id()} {bound_to}".encode()).digest()
    return URLSafeSerializer([*former, newest], salt=salt)  # the last one signs


def _write(value: Any) -> tuple[str, Any]:
    if isinstance(value, datetime):
        return "t", value.isoformat()
    if isinstance(value, UUID):
        return "u", str(value)
    return ("i", value) if isinstance(value, int) else ("s", value)
