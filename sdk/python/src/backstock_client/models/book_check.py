from typing import Literal, cast

BookCheck = Literal["chain", "on_hand", "promised", "reserved", "sequence"]

BOOK_CHECK_VALUES: set[BookCheck] = {
    "chain",
    "on_hand",
    "promised",
    "reserved",
    "sequence",
}


def check_book_check(value: str) -> BookCheck:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(BookCheck, value)
