from typing import Literal, cast

UnsoldReason = Literal["archived", "draft", "no-price", "other-currency"]

UNSOLD_REASON_VALUES: set[UnsoldReason] = {
    "archived",
    "draft",
    "no-price",
    "other-currency",
}


def check_unsold_reason(value: str) -> UnsoldReason:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(UnsoldReason, value)
