"""Variants: what is sold, found by any code it bears."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update

from models import Product, Variant, VariantStatus, db, utcnow
from models.codes import canonical_gtin, gtin14
from services import records
from services.access import accounts
from services.constraints import explained, references_to
from services.errors import Conflict, NotFound
from services.filters import mentions, narrowed
from services.paging import Page, Paging, page
from services.records import Record, table_of

MAX_CODE = 64


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
        return records.create(
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
    table = table_of(Variant)
    gtin = gtin14(canonical_gtin(code))
    by_gtin = (table.c.gtin14 == gtin) & (table.c.status == VariantStatus.ACTIVE)
    matches = or_(table.c.sku == code, by_gtin) if gtin else table.c.sku == code
    exact_first = (table.c.sku == code).desc()
    found = select(table).where(table.c.account_id == account_id, matches)
    row = records.one(found.order_by(exact_first).limit(1))
    if row is None:
        raise CodeNotFound(code=code)
    return row


def find(account_id: UUID, paging: Paging, **filters: Any) -> Page:
    """List variants; `q` looks into SKU and titles, `gtin` takes any GTIN or ISBN."""
    table, product = table_of(Variant), table_of(Product)
    statement = select(table).where(table.c.account_id == account_id)
    if text := filters.pop("q", None):
        statement = statement.join(product, product.c.id == table.c.product_id)
        statement = statement.where(mentions(text, table.c.sku, table.c.title, product.c.title))
    if gtin := filters.pop("gtin", None):
        filters["gtin14"] = gtin14(gtin)
    sorts = {name: table.c[name] for name in ("created_at", "sku")}
    return page(narrowed(statement, table, filters), paging, sorts=sorts, row_id=table.c.id)


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
        variant = records.patch(
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
        records.remove(Variant, account_id, variant_id, version=version, missing=VariantNotFound)
    _touch(account_id, product_id)


def _touch(account_id: UUID, product_id: UUID) -> None:
    """Count a change of a variant as one of its product, whose ETag covers both."""
    table = table_of(Product)
    this = (table.c.account_id == account_id, table.c.id == product_id)
    changed = {"version": table.c.version + 1, "updated_at": utcnow()}
    touched = update(table).where(*this).values(**changed).returning(table.c.id)
    if db.session.scalar(touched) is None:
        raise ProductNotFound(id=product_id)
