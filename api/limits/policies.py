"""What is limited: so many units a window, for each partition of those who ask."""

import math
from typing import NamedTuple

WINDOW_SECONDS = 60
"""A window opens with the first request of a partition and ends so much later, for all policies."""


class Policy:
    """So many units in a window; a quota of 0 limits nothing."""

    __slots__ = ("announced", "name", "quota")

    def __init__(self, name: str, quota: int) -> None:
        self.name, self.quota = name, quota
        self.announced = f'"{name}";q={quota};w={WINDOW_SECONDS}'


class Charge(NamedTuple):
    """What a request takes from a policy; `partition` says whose window it is."""

    policy: Policy
    partition: str
    units: int


class Spent(NamedTuple):
    """How a window stands after a charge, or without it where it did not fit."""

    policy: Policy
    left: int
    ends_in: float
    """Seconds."""
    fits: bool

    @property
    def wait_seconds(self) -> int:
        """Whole seconds until the window has ended; at most a second too many."""
        return max(1, math.ceil(self.ends_in))


def charge(policy: Policy, partition: str, units: int) -> list[Charge]:
    """Give a charge as the list that it is part of; none where nothing is limited.

    What costs more than there is takes all there is: else it could never be done.
    """
    return [Charge(policy, partition, min(units, policy.quota))] if policy.quota else []


def standing(spent: list[Spent]) -> str:
    """Word `RateLimit` (draft-ietf-httpapi-ratelimit-headers-11): what is left, and how long."""
    return ", ".join([f'"{one.policy.name}";r={one.left};t={one.wait_seconds}' for one in spent])


def announced(spent: list[Spent]) -> str:
    """Word `RateLimit-Policy`: what may be spent in a whole window."""
    return ", ".join([one.policy.announced for one in spent])
