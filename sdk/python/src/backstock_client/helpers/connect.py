"""A client for one server and one caller."""

from __future__ import annotations

from typing import Any, overload

import httpx

from ..client import AuthenticatedClient, Client

SECONDS = 30.0
"""Longer than Backstock works on any request."""


class _Caller(AuthenticatedClient):
    """A client that does not show its key or token where it is printed or logged."""

    def __repr__(self) -> str:
        return f"<Client of {self._base_url}>"


@overload
def connect(base_url: str, *, api_key: str, timeout: float = SECONDS) -> AuthenticatedClient: ...
@overload
def connect(base_url: str, *, token: str, timeout: float = SECONDS) -> AuthenticatedClient: ...
@overload
def connect(base_url: str, *, timeout: float = SECONDS) -> Client: ...


def connect(
    base_url: str,
    *,
    api_key: str | None = None,
    token: str | None = None,
    timeout: float = SECONDS,
) -> AuthenticatedClient | Client:
    """Make a client that calls with an API key, with an access token, or as nobody yet."""
    settings: dict[str, Any] = {"base_url": base_url, "timeout": httpx.Timeout(timeout)}
    if api_key is not None:
        return _Caller(token=api_key, prefix="", auth_header_name="X-API-Key", **settings)
    if token is not None:
        return _Caller(token=token, **settings)
    return Client(**settings)
