"""What the account has already of the things a batch names: four statements a batch."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from models import Product, StockLevel, Variant, VariantStatus
from models.codes import gtin14
from services.imports.options import Setting
from services.imports.rows import Row
from services.records import Record, many, table_of


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
    variants = many(_variants(setting.account_id, rows))
    refs = [row.product_ref for row in rows if row.product_ref is not None]
    products = many(_products(setting.account_id, {v["product_id"] for v in variants}, refs))
    levels = many(_levels(setting, [variant["id"] for variant in variants], rows))
    active = [v for v in variants if v["gtin14"] and v["status"] == VariantStatus.ACTIVE]
    return Known(
        by_sku={variant["sku"]: variant for variant in variants},
        by_gtin={variant["gtin14"]: variant for variant in active},
        products={product["id"]: product for product in products},
        by_ref={product["external_ref"]: product for product in products},
        levels={(level["variant_id"], level["location_id"]): level for level in levels},
    )


def _variants(account_id: UUID, rows: list[Row]) -> Any:
    table = table_of(Variant)
    skus = [row.variant["sku"] for row in rows if "sku" in row.variant]
    gtins = [gtin14(row.variant["gtin"]) for row in rows if "gtin" in row.variant]
    named = or_(table.c.sku.in_(skus), table.c.gtin14.in_(gtins))
    return select(table).where(table.c.account_id == account_id, named)


def _products(account_id: UUID, ids: set[UUID], refs: list[str]) -> Any:
    table = table_of(Product)
    named = or_(table.c.id.in_(ids), table.c.external_ref.in_(refs))
    return select(table).where(table.c.account_id == account_id, named)


def _levels(setting: Setting, variant_ids: list[UUID], rows: list[Row]) -> Any:
    table = table_of(StockLevel)
    wanted = variant_ids if any(row.stock for row in rows) else []
    return select(table).where(
        table.c.account_id == setting.account_id, table.c.variant_id.in_(wanted)
    )
