"""`flask check`: whether this installation may be let loose."""

import os

import click
from flask import current_app
from flask.cli import with_appcontext

from api import readiness
from config import Settings, weak

DEVELOPMENT = "BACKSTOCK_ENV=development is for trying things out: weak settings are let through."


@click.command("check")
@click.option("--deploy", is_flag=True, help="Judge the settings as outside development.")
@with_appcontext
def command(deploy: bool) -> None:
    """Look at settings and database; exits with 78 or 69 if one will not do."""
    settings: Settings = current_app.config["SETTINGS"]
    refused = _refusals(settings) if deploy else []
    for sentence in refused:
        print(f"refused: {sentence}")
    for sentence in weak.warnings(settings) if deploy else []:
        print(f"warning: {sentence}")
    wrong = readiness.wrong()
    for name, words in wrong.items():
        print(f"not ready: The {name} {words}.")
    if refused or wrong:
        raise SystemExit(os.EX_CONFIG if refused else os.EX_UNAVAILABLE)
    print("The settings can be used, and the database is ready.")


def _refusals(settings: Settings) -> list[str]:
    """Give what stops the start outside development; there, the import of the app has said it."""
    return [*([DEVELOPMENT] if settings.is_development else []), *weak.refusals(settings)]
