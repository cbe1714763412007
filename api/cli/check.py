"""`flask check`: whether this installation may be let loose."""

import os

import click
from flask import current_app
from flask.cli import with_appcontext

from config import Settings, weak

DEVELOPMENT = "BACKSTOCK_ENV=development is for trying things out: weak settings are let through."


@click.command("check")
@click.option("--deploy", is_flag=True, help="Judge the settings as outside development.")
@with_appcontext
def command(deploy: bool) -> None:
    """Look at the settings; exits with 78 if one must not be used."""
    settings: Settings = current_app.config["SETTINGS"]
    refused = _refusals(settings) if deploy else []
    for sentence in refused:
        print(f"refused: {sentence}")
    for sentence in weak.warnings(settings) if deploy else []:
        print(f"warning: {sentence}")
    if refused:
        raise SystemExit(os.EX_CONFIG)
    print("The settings can be used.")


def _refusals(settings: Settings) -> list[str]:
    """Give what stops the start outside development; there, the import of the app has said it."""
    return [*([DEVELOPMENT] if settings.is_development else []), *weak.refusals(settings)]
