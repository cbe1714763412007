"""`flask demo`: an owner, two locations and a hundred books; harmless to run again."""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from api.cli.imports import import_file
from api.transaction import unit_of_work
from config import ROOT
from models import Location, User
from services import records
from services.access import accounts
from services.imports.options import Options
from services.records import Record, table_of
from services.stock import locations

EMAIL = "demo@example.com"
PASSWORD = "a-shelf-full-of-stories"  # noqa: S105 - a demo's password is public  # nosec B105
CATALOGUE = ROOT / "demo" / "books.csv"
PLACES = {
    "warehouse": {"name": "Warehouse", "priority": 10},
    "shop": {"name": "Shop", "priority": 20},
}
MAPPING = {
    f"attributes.{name}": name
    for name in ("authors", "publisher", "publication_year", "language", "pages")
}
WELCOME = """
Backstock has a demo catalogue of {books} books in two locations.

  API reference   {url}/docs
  log in as       {email}
  password        {password}

Place an order:

  TOKEN=$(curl -s {url}/v1/auth/login -H 'Content-Type: application/json' \\
    -d '{{"email": "{email}", "password": "{password}"}}' \\
    | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

  curl -s {url}/v1/orders -H "Authorization: Bearer $TOKEN" \\
    -H "Idempotency-Key: my-first-order" -H 'Content-Type: application/json' \\
    -d '{{"currency": "EUR", "customer": {{"email": "reader@example.com"}},
         "lines": [{{"sku": "BK-0001", "quantity": 1}}]}}'
"""


@click.command("demo")
@with_appcontext
def command() -> None:
    """Load the demo catalogue and say where to go."""
    settings = current_app.config["SETTINGS"]
    if not settings.is_development:
        raise click.ClickException("The demo's password is public: BACKSTOCK_ENV=development only.")
    owner = unit_of_work(_owner)
    unit_of_work(lambda: _open_locations(owner))
    options = Options(kind="book", mapping=MAPPING)
    job = import_file(CATALOGUE, owner["account_id"], options, quiet=True)
    url = f"http://{settings.host}:{settings.port}"
    click.echo(WELCOME.format(url=url, email=EMAIL, password=PASSWORD, books=job["counts"]["rows"]))


def _owner() -> Record:
    table = table_of(User)
    found = records.one(select(table).where(table.c.email == EMAIL))
    facts = {"account_name": "Demo Books", "currency": "EUR", "name": "Demo Owner"}
    return found or accounts.register(email=EMAIL, password=PASSWORD, **facts)


def _open_locations(owner: Record) -> None:
    table = table_of(Location)
    for code, facts in PLACES.items():
        this = (table.c.account_id == owner["account_id"], table.c.code == code)
        if records.one(select(table.c.id).where(*this)) is None:
            locations.add(owner["account_id"], code=code, **facts)
