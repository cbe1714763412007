"""Products: what a shopper sees, with the variants that are sold."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from models import Product, Variant, db
from services import records
from services.catalogue import attributes, kinds
from services.catalogue.variants import ProductNotFound, insert
from services.constraints import explained, references_to
from services.errors import Conflict
from services.filters import mentions, narrowed
from services.paging import Page, Paging, page
from services.records import Record, grouped, table_of


class ExternalRefTaken(Conflict):
    """Another product has this external_ref.

    Change that product, or use another reference; `details.external_ref` is the one in question.
    """


class ProductInUse(Conflict):
    """The product was stocked or sold, so its history needs it.

    Archive it instead: PATCH its `status` to `archived`.
    """


def add(account_id: UUID, *, variants: list[Record] | None = None, **facts: Any) -> Record:
    """Make a product with its variants.

    Raises UnknownKind, AttributesInvalid, ExternalRefTaken, SkuTaken, GtinTaken.
    """
    facts.setdefault("attributes", {})
    attributes.check(kinds.by_code(account_id, facts["kind"])["json_schema"], facts["attributes"])
    with explained(**_reasons(facts)):
        product = records.create(Product, account_id=account_id, **facts)
    made = [
        insert(account_id, product["id"], at=f"/variants/{n}", **variant)
        for n, variant in enumerate(variants or [])
    ]
    return {**product, "variants": made}


def get(account_id: UUID, product_id: UUID) -> Record:
    """Give one product with its variants.

    Raises ProductNotFound.
    """
    return _with_variants([records.get(Product, account_id, product_id, ProductNotFound)])[0]


def find(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List products with their variants; `q` looks into the title, `sku` into the variants."""
    table, variant = table_of(Product), table_of(Variant)
    statement = select(table).where(table.c.account_id == account_id)
    if text := filters.pop("q", None):
        statement = statement.where(mentions(text, table.c.title))
    if sku := filters.pop("sku", None):
        theirs = (variant.c.account_id == account_id, variant.c.sku == sku)
        statement = statement.where(table.c.id.in_(select(variant.c.product_id).where(*theirs)))
    sorts = {name: table.c[name] for name in ("created_at", "updated_at", "title")}
    statement = narrowed(statement, table, filters)
    return page(statement, paging, sorts=sorts, row_id=table.c.id, complete=_with_variants)


def change(account_id: UUID, product_id: UUID, *, version: int | None, **changes: Any) -> Record:
    """Change a product; `attributes` are replaced as a whole.

    Raises ProductNotFound, StaleVersion, UnknownKind, AttributesInvalid, ExternalRefTaken.
    """
    with explained(**_reasons(changes)):
        product = records.patch(
            Product, account_id, product_id, changes, version=version, missing=ProductNotFound
        )
    if "kind" in changes or "attributes" in changes:
        kind = kinds.by_code(account_id, product["kind"])
        attributes.check(kind["json_schema"], product["attributes"])
    return _with_variants([product])[0]


def remove(account_id: UUID, product_id: UUID, *, version: int | None) -> None:
    """Delete a product that was never stocked or sold, with its variants.

    Raises ProductNotFound, StaleVersion, ProductInUse.
    """
    table = table_of(Variant)
    theirs = (table.c.account_id == account_id, table.c.product_id == product_id)
    with explained(**references_to(Product, Variant, refusal=ProductInUse)):
        db.session.execute(table.delete().where(*theirs))
        records.remove(Product, account_id, product_id, version=version, missing=ProductNotFound)


def _reasons(facts: Record) -> dict[str, Callable[[], Exception]]:
    """Word what the constraints may refuse of a product that says `facts`."""

    def unknown_kind() -> Exception:
        return kinds.UnknownKind(pointer="/kind", kind=facts["kind"])

    return {
        "uq_products_account_id_external_ref": lambda: ExternalRefTaken(
            external_ref=facts["external_ref"]
        ),
        "fk_products_account_id_kind": unknown_kind,
        "foreign_key": unknown_kind,
    }


def _with_variants(rows: list[Record]) -> list[Record]:
    table = table_of(Variant)
    ids = [row["id"] for row in rows]
    theirs = select(table).where(table.c.product_id.in_(ids)).order_by(table.c.id)
    by_product = grouped(records.many(theirs), "product_id")
    return [{**row, "variants": by_product.get(row["id"], [])} for row in rows]
