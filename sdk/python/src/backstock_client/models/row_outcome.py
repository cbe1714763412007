from typing import Literal, cast

RowOutcome = Literal["created", "refused", "skipped", "unchanged", "updated"]

ROW_OUTCOME_VALUES: set[RowOutcome] = {
    "created",
    "refused",
    "skipped",
    "unchanged",
    "updated",
}


def check_row_outcome(value: str) -> RowOutcome:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(RowOutcome, value)
