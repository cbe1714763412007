"""Currencies and their minor units (ISO 4217)."""

from decimal import Context, Decimal

from iso4217 import Currency

EXPONENTS: dict[str, int] = {
    str(currency.code): currency.exponent for currency in Currency if currency.exponent is not None
}
"""Digits behind the decimal point: EUR 2, JPY 0, KWD 3. Metals and test codes have none."""
EXACT = Context(prec=100)
"""Rounds nothing that a file can say: a rounded price is another one."""
CURRENCIES = frozenset(EXPONENTS)


def to_minor(amount: Decimal, currency: str) -> int | None:
    """Turn 12.50 EUR into 1250; None if the amount is finer than the currency."""
    minor = amount.scaleb(EXPONENTS[currency], EXACT)
    return int(minor) if minor == minor.to_integral_value() else None
