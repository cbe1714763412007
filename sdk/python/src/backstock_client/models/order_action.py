from typing import Literal, cast

OrderAction = Literal["cancel", "confirm", "ship"]

ORDER_ACTION_VALUES: set[OrderAction] = {
    "cancel",
    "confirm",
    "ship",
}


def check_order_action(value: str) -> OrderAction:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(OrderAction, value)
