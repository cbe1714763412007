"""What somebody lets others do: never more than they may do themselves."""

from collections.abc import Iterable

from models import Role
from models.scopes import OF_ROLE
from services.access.callers import Caller
from services.errors import Forbidden


class ScopeNotHeld(Forbidden):
    """Nobody lets others do more than they may do themselves.

    `details.scopes` names what you lack; leave it out or ask somebody who has it.
    """


def refuse_wider(caller: Caller, scopes: Iterable[str]) -> None:
    """Refuse to hand on scopes that the caller lacks.

    Raises ScopeNotHeld.
    """
    too_wide = sorted(set(scopes) - caller.scopes)
    if too_wide:
        raise ScopeNotHeld(f"You lack {', '.join(too_wide)}.", scopes=too_wide)


def refuse_above(caller: Caller, *roles: str) -> None:
    """Refuse to act upon users who may do more: an API key would log in as one of them.

    Raises ScopeNotHeld.
    """
    refuse_wider(caller, {scope for role in roles for scope in OF_ROLE[Role(role)]})
