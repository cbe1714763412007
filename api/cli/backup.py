"""`flask backup FILE` and `flask restore FILE`: all that is stored, on either engine."""

import time
from pathlib import Path

import click
from alembic.script import ScriptDirectory
from flask.cli import with_appcontext

from config import ROOT
from models import db
from models.backups import BackupFailed, back_up, restore


@click.command("backup")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@with_appcontext
def backup_command(path: Path) -> None:
    """Write all that is stored to a new FILE; the server may go on meanwhile."""
    began = time.perf_counter()
    try:
        back_up(db.engine.url, path)
    except BackupFailed as failure:
        raise click.ClickException(str(failure)) from failure
    size = path.stat().st_size
    click.echo(f"{path}: {size:,} bytes in {time.perf_counter() - began:.1f} s")


@click.command("restore")
@click.argument(
    "path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--replace", is_flag=True, help="Even if the database is not empty: it is emptied.")
@with_appcontext
def restore_command(path: Path, replace: bool) -> None:
    """Make the database what a backup in FILE says, all of it or nothing."""
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    known = {script.revision for script in scripts.walk_revisions()}
    db.engine.dispose()  # whoever holds a connection would be in the way
    try:
        revision = restore(db.engine.url, path, known=known, replace=replace)
    except BackupFailed as failure:
        raise click.ClickException(str(failure)) from failure
    click.echo(f"The database is what {path} says, at revision {revision}.")
    if revision != scripts.get_current_head():
        click.echo("Bring it to the newest one: flask --app wsgi db upgrade")
