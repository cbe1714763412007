"""Scopes: what a caller may do, and the roles that name sets of them."""

from enum import StrEnum

from models.access import Role


class Scope(StrEnum):
    """One thing that a caller may do: read or write one area of the API."""

    ACCESS_READ = "access:read"
    ACCESS_WRITE = "access:write"
    CATALOGUE_READ = "catalogue:read"
    CATALOGUE_WRITE = "catalogue:write"
    DATA_READ = "data:read"
    DATA_WRITE = "data:write"
    ORDERS_READ = "orders:read"
    ORDERS_WRITE = "orders:write"
    STOCK_READ = "stock:read"
    STOCK_WRITE = "stock:write"


SCOPES: dict[Scope, str] = {
    Scope.ACCESS_READ: "See users, API keys and the account.",
    Scope.ACCESS_WRITE: "Manage users, API keys and the account.",
    Scope.CATALOGUE_READ: "See product kinds, products and variants.",
    Scope.CATALOGUE_WRITE: "Change product kinds, products and variants.",
    Scope.DATA_READ: "See imports and their reports.",
    Scope.DATA_WRITE: "Import data.",
    Scope.ORDERS_READ: "See orders and fulfilments.",
    Scope.ORDERS_WRITE: "Place, confirm, cancel and ship orders.",
    Scope.STOCK_READ: "See locations, stock levels and movements.",
    Scope.STOCK_WRITE: "Manage locations, receive and adjust stock.",
}

READING = frozenset(scope for scope in Scope if scope.endswith(":read"))

OF_ROLE: dict[Role, frozenset[Scope]] = {
    Role.OWNER: frozenset(Scope),
    Role.MANAGER: frozenset(Scope) - {Scope.ACCESS_WRITE},
    Role.STAFF: (READING - {Scope.ACCESS_READ}) | {Scope.STOCK_WRITE, Scope.ORDERS_WRITE},
    Role.VIEWER: READING - {Scope.ACCESS_READ},
}
