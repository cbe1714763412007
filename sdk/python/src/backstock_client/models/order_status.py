from typing import Literal, cast

OrderStatus = Literal["cancelled", "completed", "confirmed", "pending_payment"]

ORDER_STATUS_VALUES: set[OrderStatus] = {
    "cancelled",
    "completed",
    "confirmed",
    "pending_payment",
}


def check_order_status(value: str) -> OrderStatus:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(OrderStatus, value)
