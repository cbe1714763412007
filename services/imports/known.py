"""What the account has already of the things a batch names: five statements a batch."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from models import Base, Product, StockLevel, Variant, VariantStatus
from models.among import among
from models.codes import gtin14
from services.imports.options import Setting
from services.imports.rows import Row
from services.records import Record, Statement, table_of


@dataclass(slots=True)
class Known:
    """Rows of the account, found by the codes of a batch."""

    by_sku: dict[str, Record]
    by_gtin: dict[str, Record]
    products: dict[UUID, Record]
    by_ref: dict[str, Record]
    levels: dict[tuple[UUID, UUID], Record]


def look_up(setting: Setting, rows: list[Row]) -> Known:
    """Find variants by SKU and GTIN, their products, products by reference, their levels."""
    owned = {"account_id": setting.account_id}
    variants = _variants(setting.account_id, rows)
    refs = [row.product_ref for row in rows if row.product_ref is not None]
    found = _products.many(**owned, ids={variant["product_id"] for variant in variants})
    products = _union(found, _products_by_ref.many(**owned, refs=refs))
    stocked = [variant["id"] for variant in variants] if any(row.stock for row in rows) else []
    levels = _levels.many(**owned, variant_ids=stocked)
    active = [v for v in variants if v["gtin14"] and v["status"] == VariantStatus.ACTIVE]
    return Known(
        by_sku={variant["sku"]: variant for variant in variants},
        by_gtin={variant["gtin14"]: variant for variant in active},
        products={product["id"]: product for product in products},
        by_ref={product["external_ref"]: product for product in products},
        levels={(level["variant_id"], level["location_id"]): level for level in levels},
    )


def _variants(account_id: UUID, rows: list[Row]) -> list[Record]:
    skus = [row.variant["sku"] for row in rows if "sku" in row.variant]
    gtins = [gtin14(row.variant["gtin"]) for row in rows if row.variant.get("gtin")]
    by_sku = _by_sku.many(account_id=account_id, skus=skus)
    return _union(by_sku, _by_gtin.many(account_id=account_id, gtins=gtins))


def _union(some: list[Record], others: list[Record]) -> list[Record]:
    """Give each row once; an OR over two indexes would use neither."""
    return list({row["id"]: row for row in (*some, *others)}.values())


def _owned(model: type[Base], column: str, values: str) -> Select[Any]:
    table = table_of(model)
    owned = table.c.account_id == bindparam("account_id")
    return select(table).where(owned, among(table.c[column], values))


@Statement
def _by_sku() -> Select[Any]:
    return _owned(Variant, "sku", "skus")


@Statement
def _by_gtin() -> Select[Any]:
    return _owned(Variant, "gtin14", "gtins")


@Statement
def _products() -> Select[Any]:
    return _owned(Product, "id", "ids")


@Statement
def _products_by_ref() -> Select[Any]:
    return _owned(Product, "external_ref", "refs")


@Statement
def _levels() -> Select[Any]:
    return _owned(StockLevel, "variant_id", "variant_ids")
