"""`flask db-role`: what a pooler does not pass on, the role has by itself."""

import click
from flask import current_app
from flask.cli import with_appcontext

from models import db
from models.servers import settle_role


@click.command("db-role")
@with_appcontext
def command() -> None:
    """Give the role of DATABASE_URL the settings of a session, in this database."""
    for name, value in settle_role(db.engine, current_app.config["SETTINGS"]).items():
        print(f"{name} = {value}")
    print("New sessions have them; a pooler needs RECONNECT.")
