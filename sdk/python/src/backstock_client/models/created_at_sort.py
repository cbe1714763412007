from typing import Literal, cast

CreatedAtSort = Literal["-created_at", "created_at"]

CREATED_AT_SORT_VALUES: set[CreatedAtSort] = {
    "-created_at",
    "created_at",
}


def check_created_at_sort(value: str) -> CreatedAtSort:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(CreatedAtSort, value)
