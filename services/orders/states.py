"""What an order can do next."""

from models import OrderAction, OrderStatus
from services.records import Record

ACTIONS: dict[str, list[OrderAction]] = {
    OrderStatus.PENDING_PAYMENT: [OrderAction.CONFIRM, OrderAction.CANCEL],
    OrderStatus.CONFIRMED: [OrderAction.SHIP, OrderAction.CANCEL],
    OrderStatus.COMPLETED: [],
    OrderStatus.CANCELLED: [],
}


def allowed_actions(order: Record) -> list[OrderAction]:
    """Give the actions that the order's state allows; nothing shipped is cancelled."""
    shipped = order["shipped_at"] is not None
    return [a for a in ACTIONS[order["status"]] if not (a == OrderAction.CANCEL and shipped)]
