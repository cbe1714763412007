from typing import Literal, cast

ReservationStatus = Literal["active", "committed", "fulfilled", "released"]

RESERVATION_STATUS_VALUES: set[ReservationStatus] = {
    "active",
    "committed",
    "fulfilled",
    "released",
}


def check_reservation_status(value: str) -> ReservationStatus:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(ReservationStatus, value)
