"""Commands: `flask --app wsgi ...`."""

from flask import Flask

from api.cli import contract


def register(app: Flask) -> None:
    """Add our commands to the app."""
    app.cli.add_command(contract.group)
