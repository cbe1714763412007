"""Write `openapi.json`, check that it says what the code does, or release it."""

import json
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from api.openapi import document
from config import ROOT

FILE = ROOT / "openapi.json"
RELEASED = ROOT / "docs" / "contract" / "released.json"
group = AppGroup("contract", help="The OpenAPI document.")


def rendered() -> str:
    """Give the document as it is committed: indented, in a stable order."""
    return json.dumps(document(current_app), indent=2, ensure_ascii=False) + "\n"


@group.command("write")
def write() -> None:
    """Write openapi.json."""
    FILE.write_text(rendered(), encoding="utf-8")
    click.echo(f"wrote {Path(FILE).name}")


@group.command("check")
def check() -> None:
    """Fail if openapi.json is not what the code makes."""
    require_current()
    click.echo("openapi.json is what the code makes")


@group.command("release")
def release() -> None:
    """Keep openapi.json as what later documents must not break."""
    require_current()
    RELEASED.write_text(rendered(), encoding="utf-8")
    click.echo(f"later documents are compared with {RELEASED.name}; commit it with the version")


def require_current() -> None:
    """End the command if openapi.json is not what the code makes."""
    if not FILE.exists() or FILE.read_text(encoding="utf-8") != rendered():
        click.echo("openapi.json differs from the code: run `make openapi` and commit it", err=True)
        sys.exit(1)
