from typing import Literal, cast

Scope = Literal[
    "access:read",
    "access:write",
    "catalogue:read",
    "catalogue:write",
    "data:read",
    "data:write",
    "orders:read",
    "orders:write",
    "stock:read",
    "stock:write",
]

SCOPE_VALUES: set[Scope] = {
    "access:read",
    "access:write",
    "catalogue:read",
    "catalogue:write",
    "data:read",
    "data:write",
    "orders:read",
    "orders:write",
    "stock:read",
    "stock:write",
}


def check_scope(value: str) -> Scope:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(Scope, value)
