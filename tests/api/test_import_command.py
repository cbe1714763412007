"""`flask import`, `flask demo` and `flask contract`"""

import pytest

from api.cli import contract
from api.transaction import unit_of_work
from models import Product, User
from services.access import accounts, sessions


@pytest.fixture
def invoke(app):
    return app.test_cli_runner().invoke


@pytest.fixture
def email(shop):
    shop.user("owner")
    return shop.rows(User)[0]["email"]


def test_imports_a_file_and_tells_what_became_of_it(invoke, shop, email, tmp_path):
    (tmp_path / "a.csv").write_text("no,title\nA,One\nB,\n")
    report = tmp_path / "errors.csv"

    options = ["--map", "sku=no", "--mode", "partial", "--errors", str(report)]
    told = invoke(args=["import", str(tmp_path / "a.csv"), "--account", email, *options])

    assert told.exit_code == 1  # something was refused
    assert "created         1" in told.output
    assert report.read_text().splitlines()[1].startswith("2,title,required")
    assert shop.count(Product) == 1


def test_says_what_is_wrong_with_the_call(invoke, shop, email, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("no,title\nA,One\n")

    nothing = invoke(args=["import", str(path), "--account", email])
    nobody = invoke(args=["import", str(path), "--account", "nobody@example.com"])
    garbled = invoke(args=["import", str(path), "--account", email, "--map", "sku"])

    assert (nothing.exit_code, nobody.exit_code, garbled.exit_code) == (1, 2, 2)
    assert "nothing-to-match" in nothing.output
    assert "no user has the e-mail" in nobody.output
    assert "write FIELD=COLUMN" in garbled.output
    assert shop.count(Product) == 0


def test_loads_the_demo_twice_without_harm(app, invoke):
    first, second = invoke(args=["demo"]), invoke(args=["demo"])

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "demo catalogue of 100 books" in second.output
    with app.app_context():
        known = {"email": "demo@example.com", "password": "a-shelf-full-of-stories"}
        session = unit_of_work(lambda: sessions.log_in(**known, ttl_seconds=60))
    assert session.user_id
    assert accounts.AccountNotFound.code() == "account-not-found"


def test_checks_the_committed_document(invoke, tmp_path, monkeypatch):
    good = invoke(args=["contract", "check"])
    monkeypatch.setattr(contract, "FILE", tmp_path / "openapi.json")
    missing = invoke(args=["contract", "check"])
    written = invoke(args=["contract", "write"])
    again = invoke(args=["contract", "check"])

    assert (good.exit_code, missing.exit_code) == (0, 1)
    assert (written.exit_code, again.exit_code) == (0, 0)


def test_releases_a_document_that_the_code_makes_and_no_other(invoke, tmp_path, monkeypatch):
    released = tmp_path / "released.json"
    monkeypatch.setattr(contract, "RELEASED", released)

    done = invoke(args=["contract", "release"])

    assert done.exit_code == 0
    assert released.read_text(encoding="utf-8") == contract.FILE.read_text(encoding="utf-8")

    released.write_text("as it was")
    monkeypatch.setattr(contract, "FILE", tmp_path / "openapi.json")

    refused = invoke(args=["contract", "release"])

    assert refused.exit_code == 1
    assert released.read_text() == "as it was"
