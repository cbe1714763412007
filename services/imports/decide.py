"""Decide what a batch changes, without changing anything: the same for a dry run."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from models import RowOutcome, new_id, utcnow
from models.codes import gtin14
from services.catalogue.attributes import problems
from services.imports.known import Known
from services.imports.options import Setting
from services.imports.rows import Reader, Row
from services.records import Record

Difference = tuple[str, Any, Any]
"""A field, what it was and what it becomes."""


@dataclass(slots=True)
class Decision:
    """What becomes of one row."""

    row: Row
    outcome: RowOutcome
    changes: list[Difference] = field(default_factory=list)


@dataclass(slots=True)
class Writes:
    """Rows to insert and to change, over a whole batch."""

    new_products: list[Record] = field(default_factory=list)
    new_variants: list[Record] = field(default_factory=list)
    products: dict[UUID, Record] = field(default_factory=dict)
    variants: dict[UUID, Record] = field(default_factory=dict)
    openings: dict[tuple[UUID, UUID], int] = field(default_factory=dict)
    """Units of levels that there are not yet, by variant and location."""
    receipts: dict[UUID, int] = field(default_factory=dict)
    """Units of levels where nothing ever moved, by their ids."""


class Decider:
    """Goes through the rows of a batch; later rows see what earlier ones decided."""

    def __init__(self, setting: Setting, reader: Reader, known: Known) -> None:
        self.setting = setting
        self.reader = reader
        self.known = known
        self.writes = Writes()
        self.now = utcnow()

    def decide(self, row: Row) -> Decision:
        """Compare a row with what there is."""
        if row.is_refused:
            return Decision(row, RowOutcome.REFUSED)
        variant = self._match(row)
        product = self._product_of(row, variant)
        self._check(row, variant, product)
        if row.is_refused:
            return Decision(row, RowOutcome.REFUSED)
        changes = self._put_product(row, product)
        product = product or self.writes.new_products[-1]
        changes += self._put_variant(row, variant, product)
        variant_id = variant["id"] if variant else self.writes.new_variants[-1]["id"]
        changes += self._put_stock(row, variant_id)
        if variant is None:
            return Decision(row, RowOutcome.CREATED, changes)
        return Decision(row, RowOutcome.UPDATED if changes else RowOutcome.UNCHANGED, changes)

    def _match(self, row: Row) -> Record | None:
        if self.setting.options.match_on == "gtin":
            return self.known.by_gtin.get(gtin14(row.variant["gtin"]) or "")
        return self.known.by_sku.get(row.variant["sku"])

    def _product_of(self, row: Row, variant: Record | None) -> Record | None:
        if variant is not None:
            return self.known.products[variant["product_id"]]
        return self.known.by_ref.get(row.product_ref) if row.product_ref else None

    def _check(self, row: Row, variant: Record | None, product: Record | None) -> None:
        """Refuse what the tables would refuse, in words and before anything is written."""
        self._check_codes(row, variant)
        ref = row.product_ref
        if product is None:
            for target in ("title",) if variant is None else ():
                if target not in row.product:
                    row.refuse(
                        self.reader.column(target), "required", None, "A new product needs it."
                    )
        elif product["kind"] != self.setting.options.kind:
            detail = f"The product there is of kind {product['kind']}."
            row.refuse(None, "kind-differs", self.setting.options.kind, detail)
        elif ref and product["external_ref"] not in (None, ref):
            detail = f"The SKU belongs to the product {product['external_ref']}."
            row.refuse(self.reader.column("product_ref"), "product-differs", ref, detail)
        for pointer, why in problems(self.setting.schema, self._attributes(row, product)):
            name = pointer.split("/")[1] if pointer else None
            column = self.reader.column(f"attributes.{name}") if name else None
            row.refuse(column, "attribute-invalid", row.attributes.get(name or ""), why)

    def _check_codes(self, row: Row, variant: Record | None) -> None:
        """A code that another variant bears cannot be given to this one."""
        own_id = variant["id"] if variant else None
        gtin, sku = row.variant.get("gtin"), row.variant.get("sku")
        bearer = self.known.by_gtin.get(gtin14(gtin) or "") if gtin else None
        if bearer is not None and bearer["id"] != own_id:
            target = "isbn" if "isbn" in self.reader.targets else "gtin"
            detail = f"The variant {bearer['sku']} has this code."
            row.refuse(self.reader.column(target), "gtin-taken", gtin, detail)
        holder = self.known.by_sku.get(sku) if sku else None
        if holder is not None and holder["id"] != own_id:
            detail = "Another variant has this SKU."
            row.refuse(self.reader.column("sku"), "sku-taken", sku, detail)
        if variant is None and sku is None:
            row.refuse(self.reader.column("sku"), "required", None, "A new variant needs it.")

    def _attributes(self, row: Row, product: Record | None) -> dict[str, Any]:
        return {**(product["attributes"] if product else {}), **row.attributes}

    def _put_product(self, row: Row, product: Record | None) -> list[Difference]:
        facts = {**row.product, "attributes": self._attributes(row, product)}
        if row.product_ref is not None:
            facts["external_ref"] = row.product_ref
        if product is None:
            made = {
                "id": new_id(),
                "account_id": self.setting.account_id,
                "kind": self.setting.options.kind,
                "description": None,
                "status": "active",
                "external_ref": None,
                "created_at": self.now,
                "updated_at": self.now,
                **facts,
            }
            self.writes.new_products.append(made)
            if row.product_ref is not None:
                self.known.by_ref[row.product_ref] = made
            return _differences({}, facts)
        changes = _differences(product, facts)
        if changes:
            product.update(facts)
            self.writes.products[product["id"]] = product
        return changes

    def _put_variant(self, row: Row, variant: Record | None, product: Record) -> list[Difference]:
        facts = dict(row.variant)
        if "gtin" in facts:
            facts["gtin14"] = gtin14(facts["gtin"])
        if variant is None:
            made = {
                "id": new_id(),
                "account_id": self.setting.account_id,
                "product_id": product["id"],
                "title": None,
                "gtin": None,
                "gtin14": None,
                "price_minor": None,
                "currency": self.setting.currency,
                "weight_grams": None,
                "created_at": self.now,
                "updated_at": self.now,
                **facts,
            }
            self.writes.new_variants.append(made)
            self._remember(made)
            if "version" in product:  # its ETag covers the new variant
                self.writes.products.setdefault(product["id"], product)
            return _differences({}, row.variant, prefix="variant.")
        changes = _differences(variant, row.variant, prefix="variant.")
        if changes:
            self.known.by_gtin.pop(variant["gtin14"], None)
            self.known.by_sku.pop(variant["sku"], None)
            variant.update(facts)
            self._remember(variant)
            self.writes.variants[variant["id"]] = variant
            self.writes.products.setdefault(product["id"], product)
        return changes

    def _remember(self, variant: Record) -> None:
        """Let later rows of the batch see who bears which code."""
        self.known.by_sku[variant["sku"]] = variant
        if variant["gtin14"]:
            self.known.by_gtin[variant["gtin14"]] = variant

    def _put_stock(self, row: Row, variant_id: UUID) -> list[Difference]:
        """Opening stock counts where nothing ever moved; later the ledger knows better."""
        changes = []
        for code, quantity in row.stock.items():
            place = (variant_id, self.setting.locations[code])
            level = self.known.levels.get(place)
            if level is None:
                self.writes.openings[place] = quantity
            elif level["sequence"] == 0 and quantity > 0:
                self.writes.receipts[level["id"]] = quantity
            else:
                continue
            changes.append((f"stock.{code}", None, quantity))
        return changes


def _differences(before: Record, after: Record, *, prefix: str = "") -> list[Difference]:
    return [
        (prefix + name, before.get(name), value)
        for name, value in after.items()
        if before.get(name) != value and (before or value != {})
    ]
