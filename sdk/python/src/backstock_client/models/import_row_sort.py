from typing import Literal, cast

ImportRowSort = Literal["-row", "row"]

IMPORT_ROW_SORT_VALUES: set[ImportRowSort] = {
    "-row",
    "row",
}


def check_import_row_sort(value: str) -> ImportRowSort:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(ImportRowSort, value)
