"""Products: what a shopper sees, with the variants that are sold."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, delete, select

from models import Product, Variant
from models.among import among
from services import audited, records
from services.catalogue import attributes, kinds
from services.catalogue.variants import ProductNotFound, insert
from services.constraints import explained, references_to
from services.errors import Conflict
from services.filters import anywhere, mentions
from services.paging import ACCOUNT, Listing, Page, Paging
from services.records import Record, Statement, attach, table_of


def _has_sku(sku: BindParameter[Any]) -> ColumnElement[bool]:
    variant = table_of(Variant)
    theirs = (variant.c.account_id == ACCOUNT, variant.c.sku == sku)
    return table_of(Product).c.id.in_(select(variant.c.product_id).where(*theirs))


LISTING = Listing(
    Product,
    sorts=("created_at", "updated_at", "title"),
    filters={"q": lambda q: mentions(q, table_of(Product).c.title), "sku": _has_sku},
)


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
        product = audited.create(Product, account_id=account_id, **facts)
    made = [
        insert(account_id, product["id"], at=f"/variants/{n}", **variant)
        for n, variant in enumerate(variants or [])
    ]
    return {**product, "variants": made}


def get(account_id: UUID, product_id: UUID) -> Record:
    """Give one product with its variants.

    Raises ProductNotFound.
    """
    product = records.get_ahead(Product, account_id, product_id, ProductNotFound)
    variants = _variants.many(product_ids=[product_id])
    return {**product(), "variants": variants}


def find(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List products with their variants; `q` looks into the title, `sku` into the variants."""
    if "q" in filters:
        filters["q"] = anywhere(filters["q"])
    return LISTING.page(account_id, paging, filters, complete=_with_variants)


def change(account_id: UUID, product_id: UUID, *, version: int | None, **changes: Any) -> Record:
    """Change a product; `attributes` are replaced as a whole.

    Raises ProductNotFound, StaleVersion, UnknownKind, AttributesInvalid, ExternalRefTaken.
    """
    with explained(**_reasons(changes)):
        product = audited.patch(
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
    with explained(**references_to(Product, Variant, refusal=ProductInUse)):
        variants = _delete_variants.many(account_id=account_id, product_id=product_id)
        audited.remove(Product, account_id, product_id, version=version, missing=ProductNotFound)
    for variant in variants:
        audited.deleted(Variant, variant)


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
    variants = _variants.many(product_ids=[row["id"] for row in rows])
    attach(rows, variants, "product_id", "variants")
    return rows


@Statement
def _variants() -> Select[Any]:
    table = table_of(Variant)
    columns = [column for column in table.c if column.name not in ("account_id", "gtin14")]
    return select(*columns).where(among(table.c.product_id, "product_ids")).order_by(table.c.id)


@Statement
def _delete_variants() -> Any:
    table = table_of(Variant)
    owned = table.c.account_id == bindparam("account_id")
    theirs = delete(table).where(owned, table.c.product_id == bindparam("product_id"))
    return theirs.returning(*table.c)
