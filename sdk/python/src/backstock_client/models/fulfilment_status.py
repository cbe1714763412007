from typing import Literal, cast

FulfilmentStatus = Literal["shipped"]

FULFILMENT_STATUS_VALUES: set[FulfilmentStatus] = {
    "shipped",
}


def check_fulfilment_status(value: str) -> FulfilmentStatus:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(FulfilmentStatus, value)
