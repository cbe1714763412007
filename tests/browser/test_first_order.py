"""A newcomer gets from the landing page to a placed order: what it shows, run as it stands."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CURL = Path(__file__).with_name("curl.py")
OWNER = "ada@example.com"


@pytest.fixture
def program(visit):
    """Put the steps of one language together, for an owner of this test's own."""

    def read(language):
        samples = visit("/").page.locator(f"[data-language={language}]")
        return "\n".join(samples.all_text_contents()).replace(OWNER, f"{language}@example.com")

    return read


def run(*command, **options):
    """Run a program to its end; give what it printed."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, **options)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def documents(text):
    """Give the JSON documents that follow each other in a text."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        document, at = decoder.raw_decode(text, at)
        yield document


def test_the_steps_in_curl_place_an_order(program, tmp_path):
    curl = tmp_path / "curl"
    curl.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{CURL}" "$@"\n')
    curl.chmod(0o700)

    printed = run("sh", "-euc", program("curl"), env={"PATH": f"{tmp_path}:{os.environ['PATH']}"})

    health, owner, product, movement, variants, stock, order, refusal, orders = documents(printed)
    assert health == {"status": "ok"}
    assert (owner["email"], owner["role"]) == ("curl@example.com", "owner")
    assert product["variants"][0]["sku"] == "BK-0001"
    assert (movement["sku"], movement["delta_on_hand"]) == ("BK-0001", 40)
    assert [variant["sku"] for variant in variants["data"]] == ["BK-0001"]
    assert stock["data"][0]["available"] == 40
    assert (order["lines"][0]["quantity"], order["total_minor"]) == (1, 999)
    assert (refusal["code"], refusal["details"]["lines"][0]["available"]) == (
        "insufficient-stock",
        39,
    )
    assert [listed["number"] for listed in orders["data"]] == [order["number"]]


def test_the_steps_in_python_place_an_order(program):
    printed = run(sys.executable, "-c", program("Python"))

    stocked, available, placed, refused, listed = printed.splitlines()
    number, status, total = placed.split()
    assert (stocked, available) == ("BK-0001 999 EUR", "40")
    assert (status, total) == ("pending_payment", "999")
    assert refused == "BK-0001 has only 39"
    assert listed == f"{number} pending_payment"
