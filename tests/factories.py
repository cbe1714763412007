"""The only place where rows are invented."""

import itertools
import uuid
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import Column, Table, func, select, update

from api import tokens
from api.transaction import unit_of_work
from models import Account, MovementKind, Role, User
from models.base import Base
from models.work import execute
from services import records
from services.access import sessions
from services.catalogue import kinds, products
from services.orders import place, progress
from services.stock import levels, locations
from services.stock.ledger import Change, Entry, post
from tests.client import Client

counter = itertools.count(1)


class Shop:
    """One account in one app, and the means to fill it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.account_id = self.run(_open_account)
        self.users: dict[str, uuid.UUID] = {}

    def run(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call a service in one transaction of its own."""
        with self.app.app_context():
            return unit_of_work(lambda: work(*args, **kwargs))

    def client(self, role: str = "owner", **headers: str) -> Client:
        """Give a client of a user with this role."""
        user_id = self.user(role)
        with self.app.app_context():
            session = unit_of_work(
                lambda: sessions.start(self.account_id, user_id, ttl_seconds=604_800)
            )
            pair = tokens.issue(session)
        bearer = {"Authorization": f"Bearer {pair['access_token']}", **headers}
        return Client(self.app, bearer, shop=self, user_id=user_id, tokens=pair)

    def user(self, role: str) -> uuid.UUID:
        if role not in self.users:
            self.users[role] = self.run(_add_user, self.account_id, role)
        return self.users[role]

    def colleague(self, role: str = "staff") -> uuid.UUID:
        """Add one more user of a role."""
        return self.run(_add_user, self.account_id, role)

    def location(self, **facts: Any) -> dict[str, Any]:
        n = next(counter)
        facts = {"code": f"place-{n}", "name": f"Place {n}", **facts}
        return self.run(locations.add, self.account_id, **facts)

    def product(self, **facts: Any) -> dict[str, Any]:
        """Make a product with one variant, unless `variants` says otherwise."""
        facts = {"kind": "general", "title": f"Thing {next(counter)}", **facts}
        facts.setdefault("variants", [{"sku": f"SKU-{next(counter)}", "price_minor": 1_000}])
        return self.run(products.add, self.account_id, **facts)

    def variant(self, **facts: Any) -> dict[str, Any]:
        facts = {"sku": f"SKU-{next(counter)}", "price_minor": 1_000, **facts}
        return self.product(variants=[facts])["variants"][0]

    def level(
        self,
        *,
        on_hand: int = 0,
        variant: dict[str, Any] | None = None,
        location: dict[str, Any] | None = None,
        **settings: Any,
    ) -> dict[str, Any]:
        """Make a stock level by receiving `on_hand` units; give it with its sku."""
        variant, location = variant or self.variant(), location or self.location()
        return self.run(_stock, self.account_id, variant, location, on_hand, settings)

    def order(
        self, *lines: tuple[str, int], confirmed: bool = False, **facts: Any
    ) -> dict[str, Any]:
        """Place an order over (sku, quantity) pairs."""
        body = {
            "currency": "EUR",
            "customer": {"email": "reader@example.com"},
            "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in lines],
            **facts,
        }
        order = self.run(place.place, self.account_id, actor="system", **body)
        if confirmed:
            order = self.run(progress.confirm, self.account_id, order["id"])
        return order

    def reload(self, level: dict[str, Any]) -> dict[str, Any]:
        """Read a stock level again."""
        return self.run(levels.get, self.account_id, level["id"])

    def count(self, model: Any) -> int:
        """Count the account's rows of a table."""
        table = records.table_of(model)
        statement = select(func.count()).select_from(table).where(_owner(table) == self.account_id)
        return self.run(lambda: execute(statement).scalar())

    def everything(self) -> dict[str, list[dict[str, Any]]]:
        """Read every row of the account, by table: equal twice if nothing changed."""
        tables = Base.metadata.sorted_tables
        return self.run(lambda: {table.name: _owned(table, self.account_id) for table in tables})

    def alter(self, model: Any, **values: Any) -> None:
        """Overwrite columns of all the account's rows of a table, to let time pass or keys tie."""
        table = records.table_of(model)
        owned = update(table).where(table.c.account_id == self.account_id)
        self.run(execute, owned.values(**values))

    def rows(self, model: Any) -> list[dict[str, Any]]:
        """Read all the account's rows of a table, oldest first."""
        table = records.table_of(model)
        statement = select(table).where(table.c.account_id == self.account_id)
        return self.run(lambda: records.many(statement.order_by(table.c.id)))


def _owned(table: Table, account_id: uuid.UUID) -> list[dict[str, Any]]:
    owned = select(table).where(_owner(table) == account_id)
    return records.many(owned.order_by(*table.primary_key))


def _owner(table: Table) -> Column[uuid.UUID]:
    return table.c.id if table.name == "accounts" else table.c.account_id


def _open_account() -> uuid.UUID:
    account = records.create(Account, name="Shop", currency="EUR")
    kinds.add_built_in(account["id"])
    return account["id"]


def _add_user(account_id: uuid.UUID, role: str) -> uuid.UUID:
    facts = {"email": f"{uuid.uuid4().hex}@example.com", "name": role, "role": Role(role)}
    # No password fits this hash: Argon2 takes its time, and few tests log in.
    return records.create(User, account_id=account_id, password_hash="-", **facts)["id"]


def _stock(
    account_id: uuid.UUID,
    variant: dict[str, Any],
    location: dict[str, Any],
    on_hand: int,
    settings: Any,
) -> dict[str, Any]:
    pair = (variant["id"], location["id"])
    level_id = levels.ensure(account_id, [pair])[pair]
    if on_hand:
        entry = Entry(MovementKind.RECEIVED, "system")
        assert post(account_id, entry, [Change(level_id, on_hand=on_hand)])
    if settings:
        levels.change(account_id, level_id, version=None, **settings)
    return levels.get(account_id, level_id)
