from typing import Literal, cast

ProductStatus = Literal["active", "archived", "draft"]

PRODUCT_STATUS_VALUES: set[ProductStatus] = {
    "active",
    "archived",
    "draft",
}


def check_product_status(value: str) -> ProductStatus:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(ProductStatus, value)
