from typing import Literal, cast

ImportMode = Literal["atomic", "partial"]

IMPORT_MODE_VALUES: set[ImportMode] = {
    "atomic",
    "partial",
}


def check_import_mode(value: str) -> ImportMode:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(ImportMode, value)
