from typing import Literal, cast

InvalidCodes = Literal["blank", "refuse"]

INVALID_CODES_VALUES: set[InvalidCodes] = {
    "blank",
    "refuse",
}


def check_invalid_codes(value: str) -> InvalidCodes:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(InvalidCodes, value)
