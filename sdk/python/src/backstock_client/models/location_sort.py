from typing import Literal, cast

LocationSort = Literal["-code", "-created_at", "-priority", "code", "created_at", "priority"]

LOCATION_SORT_VALUES: set[LocationSort] = {
    "-code",
    "-created_at",
    "-priority",
    "code",
    "created_at",
    "priority",
}


def check_location_sort(value: str) -> LocationSort:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(LocationSort, value)
