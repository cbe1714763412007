"""A shop to measure: 10,000 products, 20,000 SKUs in two locations, 2,000 orders, its owner."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import insert, select

from api import tokens
from api.transaction import unit_of_work
from bench.speed import databases
from bench.speed.rows import Orders, Row, levels, products, receipts, variants
from models import (
    Location,
    Order,
    OrderLine,
    Product,
    Reservation,
    ReservationLine,
    StockLevel,
    StockMovement,
    Variant,
    utcnow,
)
from models.base import Base
from models.work import execute
from services.access import accounts, sessions
from services.records import table_of
from services.stock import locations

ORDERS = 2_000
PLACES = {"warehouse": 10, "shop": 20}
SHOWN = 200
"""Products that are asked for by id."""

AGE = timedelta(days=2)
"""How long ago the rows begin, so that none of them is from the future."""

OWNER = "owner@example.com"


@dataclass(frozen=True, slots=True)
class Shop:
    """What a caller has to know of the filled database."""

    url: str
    token: str
    account_id: UUID
    user_id: UUID
    product_ids: list[str]


def fill(url: str) -> Shop:
    """Migrate an empty database, fill it and log its owner in."""
    with databases.app_on(url):
        owner = open_shop()
        product_ids = unit_of_work(lambda: _stock_up(owner["account_id"]))
        session = unit_of_work(
            lambda: sessions.start(
                owner["account_id"], owner["id"], ttl_seconds=databases.TOKEN_LIFE_SECONDS
            )
        )
        token = tokens.issue(session)["access_token"]
    databases.analyse(url)
    return Shop(url, token, owner["account_id"], owner["id"], product_ids)


def open_shop() -> Row:
    """Register an owner and open the locations; give the owner. Needs an app's context."""
    facts = {"account_name": "Bench Books", "currency": "EUR", "name": "Bench Owner"}
    owner = unit_of_work(
        lambda: accounts.register(email=OWNER, password="a password for the bench", **facts)
    )
    for code, priority in PLACES.items():
        place = {"code": code, "name": code.title(), "priority": priority}
        unit_of_work(lambda: locations.add(owner["account_id"], **place))  # noqa: B023
    return owner


def _stock_up(account_id: UUID) -> list[str]:
    """Insert all rows; give the ids of the products to ask for."""
    began = utcnow() - AGE
    books = products(account_id, began)
    sold = variants(books)
    stocked = levels(sold, _location_ids(account_id))
    received = receipts(stocked)
    placed = Orders(sold, stocked, ORDERS, utcnow() - AGE / 2)
    _insert(Product, books)
    _insert(Variant, sold)
    _insert(StockLevel, stocked)
    _insert(StockMovement, received)
    _insert(Order, placed.orders)
    _insert(OrderLine, placed.lines)
    _insert(Reservation, placed.reservations)
    _insert(ReservationLine, placed.reservation_lines)
    _insert(StockMovement, placed.movements)
    return [str(book["id"]) for book in books[:: len(books) // SHOWN]]


def _location_ids(account_id: UUID) -> list[UUID]:
    table = table_of(Location)
    theirs = select(table.c.id).where(table.c.account_id == account_id).order_by(table.c.priority)
    return list(execute(theirs).scalars())


def _insert(model: type[Base], rows: list[Row]) -> None:
    execute(insert(table_of(model)), rows)
