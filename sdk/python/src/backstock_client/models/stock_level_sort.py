from typing import Literal, cast

StockLevelSort = Literal["-created_at", "-updated_at", "created_at", "updated_at"]

STOCK_LEVEL_SORT_VALUES: set[StockLevelSort] = {
    "-created_at",
    "-updated_at",
    "created_at",
    "updated_at",
}


def check_stock_level_sort(value: str) -> StockLevelSort:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(StockLevelSort, value)
