from typing import Literal, cast

ProductSort = Literal["-created_at", "-title", "-updated_at", "created_at", "title", "updated_at"]

PRODUCT_SORT_VALUES: set[ProductSort] = {
    "-created_at",
    "-title",
    "-updated_at",
    "created_at",
    "title",
    "updated_at",
}


def check_product_sort(value: str) -> ProductSort:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(ProductSort, value)
