"""Scopes: what a caller may do, and the roles that name sets of them."""

from models.access import Role

SCOPES: dict[str, str] = {
    "access:read": "See users, API keys and the account.",
    "access:write": "Manage users, API keys and the account.",
    "catalogue:read": "See product kinds, products and variants.",
    "catalogue:write": "Change product kinds, products and variants.",
    "data:read": "See imports and their reports.",
    "data:write": "Import data.",
    "orders:read": "See orders and fulfilments.",
    "orders:write": "Place, confirm, cancel and ship orders.",
    "stock:read": "See locations, stock levels and movements.",
    "stock:write": "Manage locations, receive and adjust stock.",
}

READING = frozenset(scope for scope in SCOPES if scope.endswith(":read"))

OF_ROLE: dict[Role, frozenset[str]] = {
    Role.OWNER: frozenset(SCOPES),
    Role.MANAGER: frozenset(SCOPES) - {"access:write"},
    Role.STAFF: (READING - {"access:read"}) | {"stock:write", "orders:write"},
    Role.VIEWER: READING - {"access:read"},
}
