"""The benchmark's table, and its place in a document."""

import pytest

from bench.speed import table
from bench.speed.cases import CASES
from bench.speed.figures import Figure, summary

PRODUCT = [case for case in CASES if case.name == "product"]
FIGURES = {
    "product": {
        "backstock": Figure(1_234.4, 1.26, 4, 200, 100),
        "fastapi": Figure(411.5, 15, 40.04, 1_000, None),
    }
}


def render(**imported):
    found = summary(
        FIGURES, PRODUCT, **{"has_goals": True, "rows": None, "rows_goal": 5_000, **imported}
    )
    return table.render("2 cores", PRODUCT, FIGURES, found)


def test_shows_figures_then_ratios_and_marks_what_is_below_its_goal():
    assert render() == "\n".join(
        [
            "Measured on 2 cores.",
            "",
            "| case | server | req/s | p50 ms | p99 ms | server CPU us | database CPU us |",
            "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
            "| product | Backstock | 1,234 | 1.3 | 4.0 | 200 | 100 |",
            "| product | FastAPI, idiomatic | 412 | 15.0 | 40.0 | 1,000 |  |",
            "",
            "| case | compared with | by | ratio | goal | |",
            "| --- | --- | --- | ---: | ---: | --- |",
            "| product | FastAPI, idiomatic | req/s | 3.00 | 5 | **below** |",
            "| product | FastAPI, idiomatic | CPU | 5.00 | 6 | **below** |",
        ]
    )


def test_says_nothing_of_goals_that_were_not_set():
    assert "| product | FastAPI, idiomatic | req/s | 3.00 |  |  |" in render(has_goals=False)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (4_999.0, "Import of a catalogue: 4,999 rows/s (goal 5,000) **below**"),
        (5_000.0, "Import of a catalogue: 5,000 rows/s (goal 5,000)"),
    ],
)
def test_ends_with_the_import(rows, told):
    assert render(rows=rows).endswith(f"\n\n{told}")


def test_replaces_what_is_between_the_markers_of_the_engine(tmp_path):
    path = tmp_path / "speed.md"
    path.write_text("a\n<!-- sqlite -->\nold\n<!-- /sqlite -->\nb\n<!-- x -->\nc\n<!-- /x -->\n")

    table.write(path, "sqlite", "new")

    assert path.read_text() == (
        "a\n<!-- sqlite -->\n\nnew\n\n<!-- /sqlite -->\nb\n<!-- x -->\nc\n<!-- /x -->\n"
    )


def test_refuses_a_document_without_its_markers(tmp_path):
    path = tmp_path / "speed.md"
    path.write_text("a\n<!-- sqlite -->\n")

    with pytest.raises(table.NoMarkers):
        table.write(path, "sqlite", "new")

    assert path.read_text() == "a\n<!-- sqlite -->\n"
