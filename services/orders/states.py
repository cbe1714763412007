"""What an order can do next."""

from models import OrderAction, OrderStatus
from services.records import Record

CONFIRM, SHIP, CANCEL = (action.value for action in OrderAction)
ACTIONS: dict[str, list[str]] = {
    OrderStatus.PENDING_PAYMENT: [CONFIRM, CANCEL],
    OrderStatus.CONFIRMED: [SHIP, CANCEL],
    OrderStatus.COMPLETED: [],
    OrderStatus.CANCELLED: [],
}


def allowed_actions(order: Record) -> list[str]:
    """Give the actions that the order's state allows; nothing shipped is cancelled."""
    shipped = order["shipped_at"] is not None
    return [a for a in ACTIONS[order["status"]] if not (a == CANCEL and shipped)]
