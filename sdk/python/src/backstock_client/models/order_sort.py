from typing import Literal, cast

OrderSort = Literal["-created_at", "-updated_at", "created_at", "updated_at"]

ORDER_SORT_VALUES: set[OrderSort] = {
    "-created_at",
    "-updated_at",
    "created_at",
    "updated_at",
}


def check_order_sort(value: str) -> OrderSort:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(OrderSort, value)
