"""One cell to one value, with the damage that spreadsheets do."""

import re
from decimal import Decimal
from typing import Any

from models import ProductStatus
from models.catalogue import MAX_PRICE_MINOR
from models.codes import SKU, UNSTORABLE, canonical_gtin, compact
from models.money import CURRENCIES, to_minor
from models.storable import fault_of

MANGLED = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")
WHOLE = re.compile(r"[+-]?[0-9]{1,15}(?:\.0+)?")
DECIMAL = re.compile(r"[+-]?[0-9]{1,30}(?:\.[0-9]{0,30})?(?:[eE][+-]?[0-9]{1,3})?")
"""No other digits, no underscores, and no exponent that arithmetic gives up at."""
TRUE, FALSE = {"true", "yes", "1"}, {"false", "no", "0"}
LENGTHS = {"title": 300, "variant_title": 200, "description": 20_000, "product_ref": 120}
MAX_UNITS = 1_000_000_000


class CellRefused(Exception):
    """A cell that cannot become a value; `code` says why for programs."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def text(value: Any, name: str) -> str:
    """Read text that both engines can store, within the field's length."""
    if not isinstance(value, str):
        raise CellRefused("type", "Must be text.")
    if UNSTORABLE.search(value):
        raise CellRefused("characters", "Is not UTF-8, or contains NUL.")
    limit = LENGTHS.get(name, 300)
    if len(value) > limit:
        raise CellRefused("length", f"Must have at most {limit} characters.")
    return value


def sku(value: Any, _name: str) -> str:
    """Read a SKU; a whole number out of JSON is one too."""
    written = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    written = text(written, "sku").strip()
    if not 1 <= len(written) <= 64 or not re.fullmatch(SKU, written):
        raise CellRefused("pattern", "Must be 1 to 64 printable characters.")
    return written


def isbn(value: Any, _name: str) -> tuple[str, bool]:
    """Read an ISBN; give its 13 digits, and whether lost leading zeros were put back."""
    written = compact(text(str(value), "isbn"))
    if MANGLED.fullmatch(written):
        raise CellRefused(
            "isbn-mangled", "A spreadsheet turned the ISBN into a rounded number; export as text."
        )
    padded = written.zfill(10)
    found = canonical_gtin(padded)
    if found is None or len(found) != 13 or not found.startswith(("978", "979")):
        raise CellRefused("isbn-invalid", "Is no ISBN-10 or ISBN-13 with a right check digit.")
    return found, padded != written


def gtin(value: Any, _name: str) -> tuple[str, bool]:
    """Read a GTIN as it is; never padded, since its lengths differ."""
    written = compact(text(str(value), "gtin"))
    if MANGLED.fullmatch(written):
        raise CellRefused(
            "gtin-mangled", "A spreadsheet turned the GTIN into a rounded number; export as text."
        )
    found = canonical_gtin(written)
    if found is None:
        raise CellRefused("gtin-invalid", "Is no GTIN or ISBN with a right check digit.")
    return found, False


def whole(value: Any, *, low: int, high: int) -> int:
    """Read a whole number; `12` and `12.0`, as spreadsheets write it."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    written = str(value).strip() if is_number or isinstance(value, str) else ""
    if not WHOLE.fullmatch(written):
        raise CellRefused("type", "Must be a whole number.")
    return _within(int(written.split(".")[0]), low, high)


def _within(number: int, low: int, high: int) -> int:
    if not low <= number <= high:
        raise CellRefused("out-of-range", f"Must be from {low} to {high}.")
    return number


def price(value: Any, currency: str) -> int:
    """Read a price such as 12.50 into minor units, never through a float."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise CellRefused("type", "Must be a decimal number.")
    written = str(value).strip()
    if not DECIMAL.fullmatch(written):
        raise CellRefused("type", "Must be a decimal number, such as 12.50.")
    amount = Decimal(written)
    if abs(amount) > MAX_PRICE_MINOR:
        raise CellRefused("out-of-range", f"Must be from 0 to {MAX_PRICE_MINOR} minor units.")
    minor = to_minor(amount, currency)
    if minor is None:
        raise CellRefused("price-too-fine", f"{currency} has no unit as small as that.")
    return _within(minor, 0, MAX_PRICE_MINOR)


def currency(value: Any, _name: str) -> str:
    """Read an ISO 4217 code."""
    code = text(value, "currency").strip().upper()
    if code not in CURRENCIES:
        raise CellRefused("currency", "Is no ISO 4217 currency code.")
    return code


def status(value: Any, _name: str) -> str:
    """Read a product status."""
    word = text(value, "status").strip().lower()
    if word not in list(ProductStatus):
        raise CellRefused("not-one-of", f"Must be one of: {', '.join(ProductStatus)}.")
    return word


def attribute(value: Any, schema: dict[str, Any], separator: str) -> Any:
    """Read text as the type that the kind's schema gives the attribute."""
    if not isinstance(value, str):
        if fault := fault_of(value):
            raise CellRefused(fault, "Contains what cannot be stored: " + fault + ".")
        return value
    written = text(value, "description").strip()
    kind = schema.get("type")
    if kind == "array":
        parts = [part.strip() for part in written.split(separator)]
        items = schema.get("items", {})
        return [attribute(part, items, separator) for part in parts if part]
    if kind == "integer":
        return whole(written, low=-(2**53), high=2**53)
    if kind == "number":
        return _number(written)
    if kind == "boolean":
        return _boolean(written)
    return written


def _number(written: str) -> float:
    if not DECIMAL.fullmatch(written):
        raise CellRefused("type", "Must be a number.")
    number = float(written)
    if not abs(number) <= 2**53:
        raise CellRefused("out-of-range", "Must be a number that JSON readers keep exact.")
    return number


def _boolean(written: str) -> bool:
    if written.lower() not in TRUE | FALSE:
        raise CellRefused("type", "Must be true or false.")
    return written.lower() in TRUE
