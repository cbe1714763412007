from typing import Literal, cast

VariantSort = Literal["-created_at", "-sku", "created_at", "sku"]

VARIANT_SORT_VALUES: set[VariantSort] = {
    "-created_at",
    "-sku",
    "created_at",
    "sku",
}


def check_variant_sort(value: str) -> VariantSort:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(VariantSort, value)
