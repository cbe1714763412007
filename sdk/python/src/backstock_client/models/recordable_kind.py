from typing import Literal, cast

RecordableKind = Literal["adjusted", "received"]

RECORDABLE_KIND_VALUES: set[RecordableKind] = {
    "adjusted",
    "received",
}


def check_recordable_kind(value: str) -> RecordableKind:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(RecordableKind, value)
