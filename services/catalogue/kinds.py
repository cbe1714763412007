"""Product kinds: a JSON Schema per kind, which the attributes of its products satisfy."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, literal_column, select

from models import Product, ProductKind
from models.work import current
from services import audited, records
from services.catalogue.attributes import check_schema, problems
from services.catalogue.builtin import BUILT_IN
from services.constraints import explained
from services.errors import Conflict, Invalid, NotFound
from services.paging import Listing, Page, Paging
from services.records import Record, Statement, table_of

LISTING = Listing(ProductKind)


class ProductKindNotFound(NotFound):
    """There is no such product kind."""


class UnknownKind(Invalid):
    """The account has no product kind of this code.

    `GET /v1/product-kinds` lists the kinds; make your own with `POST /v1/product-kinds`.
    """


class KindCodeTaken(Conflict):
    """The account has a product kind with this code.

    Change that one, or use another code; `details.code` is the one in question.
    """


class KindIsBuiltIn(Conflict):
    """Built-in kinds cannot be changed or deleted.

    Make a kind of your own.
    """


class KindInUse(Conflict):
    """Products of this kind stand in the way.

    `details.products` names up to ten of them. Change or remove them first.
    """


def add_built_in(account_id: UUID) -> None:
    """Give a new account the kinds that everybody has."""
    rows = [{"account_id": account_id, "is_built_in": True, **kind} for kind in BUILT_IN]
    records.create_many(ProductKind, rows)


def add(account_id: UUID, *, code: str, title: str, json_schema: dict[str, Any]) -> Record:
    """Make a kind of the account's own.

    Raises SchemaUnusable, KindCodeTaken.
    """
    check_schema(json_schema)
    with explained(uq_product_kinds_account_id_code=lambda: KindCodeTaken(code=code)):
        return audited.create(
            ProductKind, account_id=account_id, code=code, title=title, json_schema=json_schema
        )


def get(account_id: UUID, kind_id: UUID) -> Record:
    """Give one kind.

    Raises ProductKindNotFound.
    """
    return records.get(ProductKind, account_id, kind_id, ProductKindNotFound)


def by_code(account_id: UUID, code: str) -> Record:
    """Give the kind that a product names, and hold its schema still until the transaction ends.

    Else attributes could be checked against a schema that changes before they are stored.
    Raises UnknownKind.
    """
    kind = _held.one(account_id=account_id, code=code)
    if kind is None:
        raise UnknownKind(pointer="/kind", kind=code)
    return kind


def find(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List the kinds of the account."""
    return LISTING.page(account_id, paging, filters)


def all_of(account_id: UUID) -> list[Record]:
    """Give every kind of the account, by code."""
    return _all.many(account_id=account_id)


def update(account_id: UUID, kind_id: UUID, *, version: int | None, **changes: Any) -> Record:
    """Change a kind; a new schema must fit the products there are.

    Raises ProductKindNotFound, StaleVersion, KindIsBuiltIn, SchemaUnusable, KindInUse.
    """
    if "json_schema" in changes:
        check_schema(changes["json_schema"])
    kind = audited.patch(
        ProductKind, account_id, kind_id, changes, version=version, missing=ProductKindNotFound
    )
    if kind["is_built_in"]:
        raise KindIsBuiltIn()
    if "json_schema" in changes:
        _refuse_if_broken(account_id, kind)
    return kind


def remove(account_id: UUID, kind_id: UUID, *, version: int | None) -> None:
    """Delete a kind that no product has.

    Raises ProductKindNotFound, StaleVersion, KindIsBuiltIn, KindInUse.
    """
    kind = get(account_id, kind_id)
    if kind["is_built_in"]:
        raise KindIsBuiltIn()
    users = _users.many(account_id=account_id, code=kind["code"])
    in_use = [str(row["id"]) for row in users]
    if in_use:
        raise KindInUse(products=in_use)
    came_between = KindInUse(products=[])
    with explained(
        foreign_key=lambda: came_between, fk_products_account_id_kind=lambda: came_between
    ):
        audited.remove(
            ProductKind, account_id, kind_id, version=version, missing=ProductKindNotFound
        )


def _refuse_if_broken(account_id: UUID, kind: Record) -> None:
    broken: list[str] = []
    statement = _products().params(account_id=account_id, code=kind["code"])
    with current().execute(statement.execution_options(yield_per=500)) as rows:
        for row in rows.mappings():
            if problems(kind["json_schema"], row["attributes"]):
                broken.append(str(row["id"]))
            if len(broken) == 10:
                break
    if broken:
        raise KindInUse("The new schema does not fit products there are.", products=broken)


def _of_account() -> Select[Any]:
    table = table_of(ProductKind)
    return select(table).where(table.c.account_id == bindparam("account_id"))


def _products() -> Select[Any]:
    table = table_of(Product)
    this = (table.c.account_id == bindparam("account_id"), table.c.kind == bindparam("code"))
    return select(table.c.id, table.c.attributes).where(*this)


@Statement
def _held() -> Select[Any]:
    code = table_of(ProductKind).c.code
    return _of_account().where(code == bindparam("code")).with_for_update(read=True)


@Statement
def _all() -> Select[Any]:
    return _of_account().order_by(table_of(ProductKind).c.code)


@Statement
def _users() -> Select[Any]:
    return _products().limit(literal_column("10"))
