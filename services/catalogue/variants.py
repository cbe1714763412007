"""Variants: what is sold, found by any code it bears."""

from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, literal_column, select

from models import Product, Variant, VariantStatus
from models.codes import canonical_gtin, gtin14
from services import audited, records
from services.access import accounts
from services.constraints import explained, references_to
from services.errors import Conflict, NotFound
from services.filters import anywhere, mentions
from services.paging import Listing, Page, Paging
from services.records import Record, Statement, table_of

MAX_CODE = 64


def _mentioned(q: BindParameter[Any]) -> ColumnElement[bool]:
    """The title of its product is looked into as well."""
    table, product = table_of(Variant), table_of(Product)
    title = select(product.c.title).where(product.c.id == table.c.product_id).scalar_subquery()
    return mentions(q, table.c.sku, table.c.title, title)


LISTING = Listing(Variant, sorts=("created_at", "sku"), filters={"q": _mentioned})


class ProductNotFound(NotFound):
    """There is no such product."""


class VariantNotFound(NotFound):
    """There is no such variant."""


class CodeNotFound(NotFound):
    """No variant has this SKU, GTIN or ISBN.

    Check the code; hyphens are ignored in GTINs and ISBNs, but a SKU must match exactly.
    """


class SkuTaken(Conflict):
    """Another variant has this SKU.

    SKUs are unique within the account; `details.sku` is the one in question.
    """


class GtinTaken(Conflict):
    """Another active variant has this GTIN or ISBN.

    Archive that variant, or correct the code; `details.gtin` is the one in question.
    """


class VariantInUse(Conflict):
    """The variant was stocked or sold, so its history needs it.

    Archive it instead: PATCH its `status` to `archived`.
    """


def insert(account_id: UUID, product_id: UUID, *, at: str = "", **facts: Any) -> Record:
    """Write a variant of a product that is known to be the account's.

    `at` points at the variant in the payload. Raises SkuTaken, GtinTaken.
    """
    if facts.get("currency") is None:
        facts["currency"] = accounts.get(account_id)["currency"]
    sku, gtin = facts["sku"], facts.get("gtin")
    with explained(
        uq_variants_account_id_sku=lambda: SkuTaken(sku=sku, pointer=f"{at}/sku"),
        uq_variants_account_id_gtin14=lambda: GtinTaken(gtin=gtin, pointer=f"{at}/gtin"),
    ):
        return audited.create(
            Variant,
            account_id=account_id,
            product_id=product_id,
            gtin14=gtin14(gtin),
            **facts,
        )


def add(account_id: UUID, product_id: UUID, **facts: Any) -> Record:
    """Add a variant to a product.

    Raises ProductNotFound, SkuTaken, GtinTaken.
    """
    _touch(account_id, product_id)
    return insert(account_id, product_id, **facts)


def get(account_id: UUID, variant_id: UUID) -> Record:
    """Give one variant.

    Raises VariantNotFound.
    """
    return records.get(Variant, account_id, variant_id, VariantNotFound)


def by_code(account_id: UUID, code: str) -> Record:
    """Give the variant that bears a SKU, GTIN-8/12/13/14 or ISBN-10/13.

    A SKU is matched first, exactly; then active variants by GTIN. Raises CodeNotFound.
    """
    if "\x00" in code or len(code) > MAX_CODE:
        raise CodeNotFound(code=code[:MAX_CODE])
    row = _by_sku.one(account_id=account_id, sku=code)
    if row is None and (gtin := gtin14(canonical_gtin(code))):
        row = _by_gtin.one(account_id=account_id, gtin14=gtin)
    if row is None:
        raise CodeNotFound(code=code)
    return row


def find(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List variants; `q` looks into SKU and titles, `gtin` takes any GTIN or ISBN."""
    if "q" in filters:
        filters["q"] = anywhere(filters["q"])
    if "gtin" in filters:
        filters["gtin14"] = gtin14(filters.pop("gtin"))
    return LISTING.page(account_id, paging, filters)


def change(account_id: UUID, variant_id: UUID, *, version: int | None, **changes: Any) -> Record:
    """Change a variant; orders keep the SKU, title and price they were placed with.

    Raises VariantNotFound, StaleVersion, SkuTaken, GtinTaken.
    """
    if "gtin" in changes:
        changes["gtin14"] = gtin14(changes["gtin"])
    at, gtin = "/gtin", changes.get("gtin")
    if gtin is None and changes.get("status") == VariantStatus.ACTIVE:
        at, gtin = "/status", get(account_id, variant_id)["gtin"]  # which it wants back
    with explained(
        uq_variants_account_id_sku=lambda: SkuTaken(sku=changes["sku"], pointer="/sku"),
        uq_variants_account_id_gtin14=lambda: GtinTaken(gtin=gtin, pointer=at),
    ):
        variant = audited.patch(
            Variant, account_id, variant_id, changes, version=version, missing=VariantNotFound
        )
    _touch(account_id, variant["product_id"])
    return variant


def remove(account_id: UUID, variant_id: UUID, *, version: int | None) -> None:
    """Delete a variant that was never stocked or sold.

    Raises VariantNotFound, StaleVersion, VariantInUse.
    """
    product_id = get(account_id, variant_id)["product_id"]
    with explained(**references_to(Variant, refusal=VariantInUse)):
        audited.remove(Variant, account_id, variant_id, version=version, missing=VariantNotFound)
    _touch(account_id, product_id)


def _touch(account_id: UUID, product_id: UUID) -> None:
    """Count a change of a variant as one of its product, whose ETag covers both."""
    records.patch(Product, account_id, product_id, {}, version=None, missing=ProductNotFound)


def _owned() -> Select[Any]:
    table = table_of(Variant)
    return select(table).where(table.c.account_id == bindparam("account_id"))


@Statement
def _by_sku() -> Select[Any]:
    return _owned().where(table_of(Variant).c.sku == bindparam("sku"))


@Statement
def _by_gtin() -> Select[Any]:
    table = table_of(Variant)
    is_active = table.c.status == literal_column(f"'{VariantStatus.ACTIVE}'")
    return _owned().where(table.c.gtin14 == bindparam("gtin14"), is_active)
