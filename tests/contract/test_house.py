"""The rules of the house that a machine can hold."""

import importlib
import inspect
import pkgutil
import re

import pytest
from sqlalchemy import Index, UniqueConstraint

from config import ROOT
from models import Base

FOLDERS = ("api", "schemas", "services", "models")
MAX_LINES = 300
RESOURCES = ("access", "catalogue", "stock", "orders", "imports")
REACHES_ROWS = {"db", "records", "one", "many", "create", "create_many", "table_of"}

WITHOUT_ACCOUNT = {
    # before it is known who calls, or for which account
    "access.accounts.register",
    "access.callers.hash_secret",
    "access.callers.of_api_key",
    "access.callers.of_session",
    "access.sessions.end",
    "access.sessions.log_in",
    "access.sessions.refresh",
    "access.resets.ask",
    "access.resets.confirm",
    # parts of a service, given rows that were read within the account
    "orders.progress.set_reservation",
    "orders.read.assembled",
    "orders.read.complete",
    "stock.posting.statement",
    "stock.levels.of_sku",
    "stock.levels.shown",
    "orders.read.lines_of",
    "orders.read.reserved_of",
    "orders.read.with_lines",
    # they touch no row
    "orders.plan.make",
    "stock.ledger.add_up",
    "stock.levels.available",
    "imports.run.refresh_statistics",
    # `setting` carries the account of the import
    "imports.known.look_up",
    "imports.run.apply",
    "imports.run.batches",
    "imports.run.fingerprint",  # of a file, whoever sends it
    "imports.run.open_reader",
    "imports.write.write",
}
UNIQUE_WITHOUT_ACCOUNT = {
    # found by it before the account is known
    ("users", "email"),
    ("api_keys", "public_id"),
    ("password_resets", "token_hash"),
    # within a parent row, which belongs to one account
    ("fulfilment_lines", "fulfilment_id", "order_line_id"),
    ("job_rows", "job_id", "row"),
    ("order_lines", "order_id", "position"),
    ("password_resets", "user_id"),
    ("reservation_lines", "order_line_id", "stock_level_id"),
    ("reservations", "order_id"),
    ("stock_movements", "stock_level_id", "sequence"),
}

UNTOLD = {
    # told as `account.created`
    "services/access/accounts.py: create(Account",
    "services/access/accounts.py: create(User",
    # told as a session that starts, or as nothing new
    "services/access/sessions.py: create(RefreshToken",
    # told of the variant whose change it counts
    "services/catalogue/variants.py: patch(Product",
}
"""Rows that are written without a word in the audit log."""
WRITTEN = re.compile(r"(?<!audited\.)\b((?:create|patch|remove)\(\s*[A-Z]\w+)")


def modules():
    return [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]


def public_functions(package):
    """Give the public functions of the modules of a package that can reach rows, by name."""
    for found in pkgutil.iter_modules(importlib.import_module(f"services.{package}").__path__):
        module = importlib.import_module(f"services.{package}.{found.name}")
        if not REACHES_ROWS & vars(module).keys():
            continue
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{package}.{found.name}.{name}", function


def uniques(table):
    """Give the columns of every key that the database holds unique, the primary key apart."""
    constraints = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    indexes = [index for index in table.indexes if index.unique]
    return [[column.name for column in key.columns] for key in (*constraints, *indexes)]


def prefixes(table):
    """Give every set of columns by which rows of a table are found without a scan."""
    whole = [i for i in table.indexes if i.dialect_options["postgresql"]["where"] is None]
    keys: list[Index | UniqueConstraint] = [*whole, table.primary_key]
    keys += [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    names = [[column.name for column in key.columns] for key in keys]
    return [set(columns[:length]) for columns in names for length in range(1, len(columns) + 1)]


def test_transactions_end_at_the_edge_alone():
    closing = {
        str(path.relative_to(ROOT)) for path in modules() if ".commit(" in path.read_text("utf-8")
    }

    assert closing == {"api/transaction.py", "models/work.py"}


def test_every_row_that_is_written_alone_is_told_of():
    untold = {
        f"{path.relative_to(ROOT)}: {''.join(written.split())}"
        for path in sorted((ROOT / "services").rglob("*.py"))
        for written in WRITTEN.findall(path.read_text("utf-8"))
    }

    assert untold == UNTOLD


def test_no_module_is_longer_than_a_reader_bears():
    lengths = {str(path): len(path.read_text("utf-8").splitlines()) for path in modules()}

    assert {path: length for path, length in lengths.items() if length > MAX_LINES} == {}


def test_every_service_asks_for_the_account_first():
    functions = {name: f for package in RESOURCES for name, f in public_functions(package)}
    others = {
        name
        for name, function in functions.items()
        if next(iter(inspect.signature(function).parameters), None) != "account_id"
    }

    assert others == WITHOUT_ACCOUNT


@pytest.mark.parametrize("table", Base.metadata.tables.values(), ids=str)
def test_every_foreign_key_is_indexed(table):
    found = prefixes(table)
    keys = [{column.name for column in key.columns} for key in table.foreign_key_constraints]

    assert [key for key in keys if not any(columns <= key for columns in found)] == []


def test_every_unique_key_is_within_an_account():
    tables = Base.metadata.tables.values()
    others = {(t.name, *key) for t in tables for key in uniques(t) if "account_id" not in key}

    assert others == UNIQUE_WITHOUT_ACCOUNT
