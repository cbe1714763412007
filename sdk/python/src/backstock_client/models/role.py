from typing import Literal, cast

Role = Literal["manager", "owner", "staff", "viewer"]

ROLE_VALUES: set[Role] = {
    "manager",
    "owner",
    "staff",
    "viewer",
}


def check_role(value: str) -> Role:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(Role, value)
