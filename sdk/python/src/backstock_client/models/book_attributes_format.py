from typing import Literal, cast

BookAttributesFormat = Literal["audiobook", "ebook", "hardcover", "other", "paperback"]

BOOK_ATTRIBUTES_FORMAT_VALUES: set[BookAttributesFormat] = {
    "audiobook",
    "ebook",
    "hardcover",
    "other",
    "paperback",
}


def check_book_attributes_format(value: str) -> BookAttributesFormat:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(BookAttributesFormat, value)
