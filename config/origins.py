"""Addresses that settings name as origins: scheme, host, port, and nothing more."""

import re

from config.settings import UnusableConfiguration

ORIGIN = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9][0-9]{0,4})?", re.ASCII)


def origins(name: str, given: list[str]) -> tuple[str, ...]:
    """Give the origins that setting `name` lists.

    Raises UnusableConfiguration, also for `*`: whoever may read along is named.
    """
    named = tuple(text.strip() for text in given if text.strip())
    for text in named:
        if not ORIGIN.fullmatch(text):
            raise UnusableConfiguration(
                f"{name}: {text} is no origin; name each as in https://shop.example, in small "
                "letters, without a path or a slash at its end."
            )
    return named


def origin(name: str, given: str) -> str:
    """Give the one origin that setting `name` may state.

    Raises UnusableConfiguration.
    """
    return (*origins(name, [given]), "")[0]
