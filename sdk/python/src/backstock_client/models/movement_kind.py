from typing import Literal, cast

MovementKind = Literal["adjusted", "received", "released", "reserved", "shipped"]

MOVEMENT_KIND_VALUES: set[MovementKind] = {
    "adjusted",
    "received",
    "released",
    "reserved",
    "shipped",
}


def check_movement_kind(value: str) -> MovementKind:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(MovementKind, value)
