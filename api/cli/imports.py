"""`flask import FILE`: an import of any size, resumable, with a progress bar."""

import gc
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from tqdm import tqdm

from api.transaction import unit_of_work
from models import User
from services import records
from services.errors import Refusal
from services.imports import read, run
from services.imports.options import Options
from services.imports.source import Source
from services.records import Record, table_of


@click.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--account", required=True, metavar="EMAIL", help="E-mail of a user of the account.")
@click.option("--kind", default="general", show_default=True, help="Product kind of every row.")
@click.option(
    "--map", "pairs", multiple=True, metavar="FIELD=COLUMN", help="Which column holds a field."
)
@click.option("--match-on", type=click.Choice(["sku", "gtin"]), default="sku", show_default=True)
@click.option(
    "--mode", type=click.Choice(["atomic", "partial"]), default="atomic", show_default=True
)
@click.option("--dry-run", is_flag=True, help="Tell what would change, and change nothing.")
@click.option(
    "--invalid-codes", type=click.Choice(["refuse", "blank"]), default="refuse", show_default=True
)
@click.option("--list-separator", default=";", show_default=True)
@click.option("--errors", type=click.Path(path_type=Path), help="Write what is wrong as CSV.")
@with_appcontext
def command(
    path: Path, account: str, pairs: tuple[str, ...], errors: Path | None, **chosen: Any
) -> None:
    """Import products with variants and opening stock from CSV or JSON lines, plain or gzip.

    Run it again to go on where it stopped; what is there already is left alone.
    """
    began = time.perf_counter()
    gc.freeze()  # what the program is made of is no garbage
    options = Options(mapping=_mapping(pairs), **chosen)
    try:
        owner = unit_of_work(lambda: _account_id(account))
        job = import_file(path, owner, options)
    except Refusal as refusal:
        sys.exit(f"{refusal.code()}: {refusal.detail}\n{refusal.remedy()}\n{_facts(refusal)}")
    _tell(job, time.perf_counter() - began)
    if errors is not None:
        with errors.open("w", encoding="utf-8", newline="") as report:
            problems = read.error_report(job["account_id"], job["id"])
            unit_of_work(lambda: report.writelines(problems))
        click.echo(f"problems: {errors}")
    sys.exit(1 if job["counts"]["refused"] else 0)


def import_file(path: Path, account_id: UUID, options: Options, *, quiet: bool = False) -> Record:
    """Import a file batch by batch, each in a transaction of its own; give the job."""
    setting = unit_of_work(lambda: run.prepare(account_id, actor="system", options=options))
    with path.open("rb") as stream:
        print_of_file = run.fingerprint(stream, options)
        source = Source(stream)
        reader = run.open_reader(setting, source)
        job = unit_of_work(
            lambda: run.start(account_id, options=options, fingerprint=print_of_file)
        )
        with tqdm(total=path.stat().st_size, unit="B", unit_scale=True, disable=quiet) as bar:
            for number, batch in enumerate(run.batches(source, reader, skip=job["position"]), 1):
                before = job
                job = unit_of_work(lambda: run.apply(setting, reader, before, batch))  # noqa: B023
                if number.bit_count() == 1:  # what was planned for a table half as long is no use
                    unit_of_work(run.refresh_statistics)
                bar.update(stream.tell() - bar.n)
    return unit_of_work(lambda: run.finish(account_id, job))


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    split = [pair.partition("=") for pair in pairs]
    wrong = [field for field, equals, column in split if not (equals and field and column)]
    if wrong:
        raise click.BadParameter(f"write FIELD=COLUMN, not {wrong[0]}", param_hint="--map")
    return {field: column for field, _, column in split}


def _account_id(email: str) -> UUID:
    table = table_of(User)
    user = records.one(select(table.c.account_id).where(table.c.email == email.lower()))
    if user is None:
        raise click.BadParameter(f"no user has the e-mail {email}", param_hint="--account")
    found: UUID = user["account_id"]
    return found


def _facts(refusal: Refusal) -> str:
    return json.dumps(refusal.details, default=str) if refusal.details else ""


def _tell(job: Record, seconds: float) -> None:
    for name in run.COUNTS:
        click.echo(f"{name:>15} {job['counts'][name]:>9,}")
    rate = job["counts"]["rows"] / seconds if seconds else 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if sys.platform == "darwin":
        peak /= 1024  # bytes there, kilobytes elsewhere
    click.echo(f"{seconds:.1f} s, {rate:,.0f} rows/s, {peak:.0f} MB at most")
