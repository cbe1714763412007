"""Codes printed on goods: GTIN-8, -12, -13, -14 (GS1) and ISBN-10, -13 (ISO 2108)."""

import re

from stdnum import ean, isbn
from stdnum.exceptions import ValidationError

# Written out, since \s is not the same in every dialect of regular expressions.
CONTROL = r"\x00-\x1f\x7f-\x9f"
SPACE = r" \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
SKU = rf"^[^{CONTROL}{SPACE}](?:[^{CONTROL}]*[^{CONTROL}{SPACE}])?$"
CODE = r"^[a-z][a-z0-9_-]*$"
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""What PostgreSQL or UTF-8 cannot keep: NUL and lone surrogates."""
SEPARATORS = str.maketrans("", "", " -\u2010\u2011\u2012\u2013")


def compact(code: str) -> str:
    """Take spaces and hyphens out of a code."""
    return code.translate(SEPARATORS).upper()


def canonical_gtin(code: str) -> str | None:
    """Give the digits of a GTIN or ISBN; an ISBN-10 becomes its ISBN-13.

    None if length or check digit are wrong.
    """
    digits = compact(code)
    try:
        if len(digits) == 10:
            return str(isbn.to_isbn13(isbn.validate(digits)))
        if digits.isascii() and digits.isdigit():
            return str(ean.validate(digits))
    except ValidationError:
        return None
    return None


def gtin14(gtin: str | None) -> str | None:
    """Pad a GTIN to 14 digits, in which all lengths are one number space."""
    return gtin.zfill(14) if gtin else None
