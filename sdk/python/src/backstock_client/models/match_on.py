from typing import Literal, cast

MatchOn = Literal["gtin", "sku"]

MATCH_ON_VALUES: set[MatchOn] = {
    "gtin",
    "sku",
}


def check_match_on(value: str) -> MatchOn:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(MatchOn, value)
