"""What an order can do next."""

from models import OrderStatus
from services.records import Record

ACTIONS: dict[str, list[str]] = {
    OrderStatus.PENDING_PAYMENT: ["confirm", "cancel"],
    OrderStatus.CONFIRMED: ["ship", "cancel"],
    OrderStatus.COMPLETED: [],
    OrderStatus.CANCELLED: [],
}


def allowed_actions(order: Record) -> list[str]:
    """Give the actions that the order's state allows; nothing shipped is cancelled."""
    shipped = order["shipped_at"] is not None
    return [a for a in ACTIONS[order["status"]] if not (a == "cancel" and shipped)]
