"""Commands: `flask --app wsgi ...`."""

from flask import Flask

from api.cli import backup, check, contract, demo, imports, servers


def register(app: Flask) -> None:
    """Add our commands to the app."""
    app.cli.add_command(backup.backup_command)
    app.cli.add_command(backup.restore_command)
    app.cli.add_command(check.command)
    app.cli.add_command(contract.group)
    app.cli.add_command(demo.command)
    app.cli.add_command(imports.command)
    app.cli.add_command(servers.command)
