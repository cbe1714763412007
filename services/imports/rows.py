"""One row of cells to one row of values, with everything that is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from models.catalogue import MAX_PRICE_MINOR
from models.codes import UNSTORABLE
from services.errors import pointer_to
from services.imports import cells
from services.imports.cells import MAX_UNITS, CellRefused
from services.imports.options import Setting, UnknownImportLocation, targets_of

Problem = dict[str, Any]
PLAIN: dict[str, tuple[str, str, Callable[[Any, str], Any]]] = {
    "title": ("product", "title", cells.text),
    "description": ("product", "description", cells.text),
    "status": ("product", "status", cells.status),
    "sku": ("variant", "sku", cells.sku),
    "variant_title": ("variant", "title", cells.text),
    "currency": ("variant", "currency", cells.currency),
}
"""Fields that need nothing but their cell: where in the row they go, and how they are read."""
MAX_SHOWN = 200
MAX_PROBLEMS = 20
"""Of one row; whoever repairs these reads the rest with the next try."""


@dataclass(slots=True)
class Row:
    """What one row says; only what it says is in it, so that the rest is left alone."""

    number: int
    product: dict[str, Any] = field(default_factory=dict)
    variant: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)
    stock: dict[str, int] = field(default_factory=dict)
    product_ref: str | None = None
    problems: list[Problem] = field(default_factory=list)
    is_refused: bool = False
    code: str | None = None
    """What became of the ISBN or GTIN: valid, padded, refused or missing."""

    def refuse(self, column: str | None, code: str, value: Any, detail: str) -> None:
        """Note what is wrong; the row will not be applied."""
        self.warn(column, code, value, detail)
        self.is_refused = True

    def warn(self, column: str | None, code: str, value: Any, detail: str) -> None:
        """Note what was wrong and left out; the rest of the row counts."""
        if len(self.problems) == MAX_PROBLEMS:
            return
        place = {"column": _shown(column), "code": code, "value": _shown(value)}
        self.problems.append({**place, "detail": _shown(detail)})


def _shown(value: Any) -> str | None:
    """Quote a cell so that it can be stored and is not too long."""
    return None if value is None else UNSTORABLE.sub("\ufffd", str(value))[:MAX_SHOWN]


class Reader:
    """Reads rows of one import: which column holds which field, and of what type."""

    def __init__(self, setting: Setting, header: list[str] | None) -> None:
        self.setting = setting
        self.is_self_describing = header is None
        self.targets = targets_of(header, setting.options)
        self.properties: dict[str, Any] = setting.schema.get("properties", {})
        for target in self.targets:
            code = target.removeprefix("stock.")
            if target.startswith("stock.") and code not in setting.locations:
                at = pointer_to("mapping", target)
                raise UnknownImportLocation(pointer=at, location_code=code)

    def read(self, number: int, raw: dict[str, Any] | None, fault: str | None) -> Row:
        """Give the values of a row, and its problems."""
        row = Row(number)
        if raw is None:
            row.refuse(None, "row-unreadable", None, f"The row is {fault}.")
            return row
        for target, column in self._targets_in(raw).items():
            value = raw.get(column)
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            try:
                self._put(row, target, value, raw)
            except CellRefused as refusal:
                self._complain(row, target, column, value, refusal)
        if row.code is None:
            row.code = "missing"
        self._require_code(row)
        return row

    def column(self, target: str) -> str:
        """Name the column that holds a field."""
        return self.targets.get(target, target)

    def _targets_in(self, raw: dict[str, Any]) -> dict[str, str]:
        """A CSV file has one header; each JSON line names its own fields."""
        return (
            targets_of(list(raw), self.setting.options, strict=False)
            if self.is_self_describing
            else self.targets
        )

    def _put(self, row: Row, target: str, value: Any, raw: dict[str, Any]) -> None:
        if target in PLAIN:
            part, name, read = PLAIN[target]
            getattr(row, part)[name] = read(value, target)
        elif target == "product_ref":
            row.product_ref = cells.text(value, target)
        elif target in ("price", "price_minor"):
            row.variant["price_minor"] = self._price(target, value, raw)
        elif target == "weight_grams":
            row.variant[target] = cells.whole(value, low=0, high=100_000_000)
        elif target in ("isbn", "gtin"):
            found, padded = (cells.isbn if target == "isbn" else cells.gtin)(value, target)
            row.variant["gtin"] = found
            row.code = "padded" if padded else "valid"
        elif target.startswith("stock."):
            self._put_stock(row, target.removeprefix("stock."), value)
        else:
            self._put_attribute(row, target.removeprefix("attributes."), value)

    def _put_attribute(self, row: Row, name: str, value: Any) -> None:
        name = cells.text(name, "name")
        separator = self.setting.options.list_separator
        row.attributes[name] = cells.attribute(value, self.properties.get(name, {}), separator)

    def _put_stock(self, row: Row, code: str, value: Any) -> None:
        if code not in self.setting.locations:
            raise CellRefused("location-unknown", "The account has no location of this code.")
        row.stock[code] = cells.whole(value, low=0, high=MAX_UNITS)

    def _price(self, target: str, value: Any, raw: dict[str, Any]) -> int:
        if target == "price_minor":
            return cells.whole(value, low=0, high=MAX_PRICE_MINOR)
        written = raw.get(self.column("currency"))
        currency = cells.currency(written, "currency") if written else self.setting.currency
        return cells.price(value, currency)

    def _complain(
        self, row: Row, target: str, column: str, value: Any, refusal: CellRefused
    ) -> None:
        is_code = target in ("isbn", "gtin")
        if is_code:
            row.code = "refused"
        if is_code and self.setting.options.invalid_codes == "blank":
            row.warn(column, refusal.code, value, str(refusal))
        else:
            row.refuse(column, refusal.code, value, str(refusal))

    def _require_code(self, row: Row) -> None:
        needed = "gtin" if self.setting.options.match_on == "gtin" else "sku"
        if needed in row.variant or row.is_refused:
            return
        target = "isbn" if needed == "gtin" and "isbn" in self.targets else needed
        row.refuse(self.column(target), "required", None, "Rows are matched by this code.")
