"""How a breaking change is announced, and what the gate says of one that is not."""

import json
import sys

import pytest

from tests.contract.gates.shop import SHOP, announcing, drop, put, shop
from tools.contract.__main__ import breaking, main
from tools.contract.changelog import announced, unannounced

LINES = [
    "`createOrder`: `POST /orders` is gone.",
    "`Limit` parameter: maximum is `100`, was `200`.",
]


def changelog(text):
    return f"# Changelog\n\nWords.\n\n{text}\n"


def test_an_item_may_be_wrapped_and_say_more():
    text = changelog(
        "## [Unreleased]\n\n### Added\n\n- Much.\n\n### Breaking\n\n"
        "- `createOrder`:\n  `POST /orders` is gone. Call\n  `placeOrder` with the same body.\n"
        "- `Limit` parameter: maximum is `100`, was `200`.\n\n### Fixed\n\n- Little."
    )

    assert announced(text) == [
        "`createOrder`: `POST /orders` is gone. Call `placeOrder` with the same body.",
        "`Limit` parameter: maximum is `100`, was `200`.",
    ]
    assert unannounced(LINES, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "## [Unreleased]\n\n### Changed\n\n- {}",
        "## [Unreleased]\n\n### Added\n\n## [1.0.0]\n\n### Breaking\n\n- {}",
        "## [Unreleased]\n\n### Breaking\n\n{}",
        "## [Unreleased]\n\n### Breaking\n\n- Beware: {}",
        "## [Unreleased]\n\n### Breaking\n\n- `createOrder`: is gone.",
    ],
    ids=["nowhere", "another section", "an older release", "no item", "other words", "not exact"],
)
def test_what_does_not_stand_there_is_not_announced(text):
    assert unannounced(LINES[:1], changelog(text.format(LINES[0]))) == LINES[:1]


@pytest.fixture
def files(tmp_path):
    """Write a released document, one that lacks an operation and limits another, a changelog."""
    new = shop(drop("paths /orders post"), put("components parameters Limit schema maximum", 100))
    paths = [tmp_path / name for name in ("released.json", "openapi.json", "CHANGELOG.md")]
    for path, text in zip(
        paths, (json.dumps(SHOP), json.dumps(new), announcing(LINES[:1])), strict=True
    ):
        path.write_text(text, encoding="utf-8")
    return paths


def test_the_gate_fails_and_prints_the_lines_that_are_missing(files, capsys):
    assert breaking(*files) == 1

    said = capsys.readouterr().err.splitlines()
    assert [line for line in said if line.startswith("- ")] == [f"- {LINES[1]}"]


def test_the_gate_passes_once_every_line_is_announced(files, capsys):
    files[2].write_text(announcing(LINES), encoding="utf-8")

    assert breaking(*files) == 0
    said = capsys.readouterr().out
    assert said == "openapi.json breaks in 2 announced ways with what was released\n"


def test_the_gate_passes_a_document_that_breaks_nothing(files, capsys):
    files[1].write_text(json.dumps(SHOP), encoding="utf-8")

    assert breaking(*files) == 0
    assert capsys.readouterr().out == "openapi.json keeps what was released\n"


def test_the_command_line_ends_with_what_the_gate_says(files, monkeypatch, capsys):
    options = [f"--{name}={path}" for name, path in zip(
        ("released", "document", "changelog"), files, strict=True
    )]  # fmt: skip
    monkeypatch.setattr(sys, "argv", ["contract", "breaking", *options])

    with pytest.raises(SystemExit) as end:
        main()

    assert end.value.code == 1
    assert LINES[1] in capsys.readouterr().err
