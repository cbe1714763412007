"""The mail of an app, caught before it goes anywhere."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from api.mail import EXTENSION
from services.mail import Mail

TOKEN = re.compile(r"(?<![\w-])[A-Za-z0-9_-]{43}(?![\w-])")


class Caught:
    """An outbox that keeps what it is to send."""

    def __init__(self) -> None:
        self.letters: list[Mail] = []

    def send(self, mail: Mail) -> None:
        self.letters.append(mail)


@contextmanager
def caught(app: Flask) -> Iterator[list[Mail]]:
    """Catch the mail of an app; give it as it comes."""
    outbox, own = Caught(), app.extensions[EXTENSION]
    app.extensions[EXTENSION] = outbox
    try:
        yield outbox.letters
    finally:
        app.extensions[EXTENSION] = own


def token_in(letter: Mail) -> str:
    """Give the token that a letter brings."""
    (token,) = TOKEN.findall(letter.text)
    return str(token)
