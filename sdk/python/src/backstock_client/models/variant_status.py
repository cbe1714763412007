from typing import Literal, cast

VariantStatus = Literal["active", "archived"]

VARIANT_STATUS_VALUES: set[VariantStatus] = {
    "active",
    "archived",
}


def check_variant_status(value: str) -> VariantStatus:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(VariantStatus, value)
