"""The outbox of an app: where its mail goes, by its settings."""

from flask import Flask, current_app

from api.logs import log
from config import Settings
from config.mail import mail_server, sender
from services.mail import Deliver, Mail, Outbox, over_smtp, to_console

EXTENSION = "backstock-outbox"


def register(app: Flask, settings: Settings) -> None:
    """Keep the outbox of an app."""
    app.extensions[EXTENSION] = Outbox(_deliver(settings), log.warning)


def outbox() -> Outbox:
    """Give the outbox of this app."""
    found: Outbox = current_app.extensions[EXTENSION]
    return found


def _deliver(settings: Settings) -> Deliver:
    if settings.smtp_url:
        return over_smtp(mail_server(settings.smtp_url), sender(settings.mail_from))
    if settings.is_development:
        return to_console
    return _nowhere


def _nowhere(mail: Mail) -> None:
    raise LookupError("no mail server")
