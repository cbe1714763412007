"""Who has a work done, for those who write it down."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody, and the request by which they came, if they came by one."""

    principal: str
    user_id: UUID | None = None
    request_id: str | None = None
    remote_address: str | None = None


SYSTEM = Actor("system")


def system() -> Actor:
    """Give who acts where nobody else is known to."""
    return SYSTEM
