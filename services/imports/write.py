"""Write what was decided: inserts in bulk, changes one by one, opening stock by the ledger."""

from typing import Any
from uuid import UUID

from sqlalchemy import update

from models import MovementKind, Product, Variant, utcnow
from models.work import current
from services.constraints import explained
from services.errors import TryAgain
from services.imports.decide import Writes
from services.imports.options import Setting
from services.records import Record, create_many, table_of
from services.stock.ledger import Change, Entry, open_levels, post

PRODUCT = ("title", "description", "status", "external_ref", "attributes")
VARIANT = ("sku", "title", "gtin", "gtin14", "price_minor", "currency", "weight_grams")


def write(setting: Setting, writes: Writes, *, reference: str) -> None:
    """Write a batch; if somebody took a code meanwhile, the batch is decided anew."""
    with explained(
        uq_products_account_id_external_ref=TryAgain,
        uq_variants_account_id_sku=TryAgain,
        uq_variants_account_id_gtin14=TryAgain,
    ):
        create_many(Product, writes.new_products)
        _change(Product, writes.products, PRODUCT)
        _change(Variant, writes.variants, VARIANT)
        create_many(Variant, writes.new_variants)
    _open_stock(setting, writes, reference)


def _change(model: Any, rows: dict[UUID, Record], columns: tuple[str, ...]) -> None:
    table = table_of(model)
    for row_id, row in rows.items():
        values = {name: row[name] for name in columns}
        values |= {"version": table.c.version + 1, "updated_at": utcnow()}
        # Guarded by the version that was compared: a change that came between is seen anew.
        this = (table.c.id == row_id, table.c.version == row.get("version", 1))
        changed = current().execute(
            update(table).where(*this).values(**values).returning(table.c.id)
        )
        if changed.first() is None:
            raise TryAgain("a row changed while the batch was decided")


def _open_stock(setting: Setting, writes: Writes, reference: str) -> None:
    """Receive what lies there, into levels that are made for it and such as nothing ever moved."""
    entry = Entry(MovementKind.RECEIVED, setting.actor, reference=reference, reason="opening stock")
    with explained(uq_stock_levels_account_id_variant_id_location_id=TryAgain):
        open_levels(setting.account_id, entry, writes.openings)
    changes = [
        Change(level_id, units, expected_on_hand=0) for level_id, units in writes.receipts.items()
    ]
    if changes and not post(setting.account_id, entry, changes):
        raise TryAgain("a level moved, or went away, while the batch was decided")
