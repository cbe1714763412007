"""What a statement has to do: its plan, and how much it reads, on either engine.

PostgreSQL is asked for the generic plan, which is made without knowing the values.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from bench.statements import Statement

NAMED = re.compile(r"%(?:\((?P<name>\w+)\))?(?P<kind>[sbt%])")
STEPS = 10
"""How many steps of SQLite's machine are counted at once."""
OF_THE_STATEMENT = re.compile(r"SCAN (?:CONSTANT|\(|json_)")
"""What SQLite says of tables that a statement brings along: values and subqueries."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What one statement does.

    `work`: pages that PostgreSQL touches, or thousands of steps of SQLite's machine.
    """

    work: float
    scanned: tuple[str, ...]
    """Tables that are read from end to end."""
    text: str


Planner = Callable[[Statement], Plan]


def numbered(statement: Statement) -> tuple[str, list[Any]]:
    """Give the text of a statement with its values named $1, $2 ..., and the values."""
    if statement.is_numbered or statement.values is None:
        return statement.text, [*(statement.values or ())]
    values: list[Any] = []
    names: dict[str, int] = {}
    unnamed = iter(() if isinstance(statement.values, dict) else statement.values)

    def number(found: re.Match[str]) -> str:
        name = found["name"]
        if found["kind"] == "%":
            return "%"
        if name in names:
            return f"${names[name]}"
        values.append(statement.values[name] if name else next(unnamed))
        if name:
            names[name] = len(values)
        return f"${len(values)}"

    return NAMED.sub(number, statement.text), values


def of_postgresql(
    connection: psycopg.Connection[Any], statement: Statement, *, run: bool = True
) -> Plan:
    """Plan a reading statement without its values; `run` it with them to count the pages."""
    text, values = numbered(statement)
    literals = ", ".join(sql.Literal(value).as_string(connection) for value in values)
    arguments = f"({literals})" if values else ""
    options = "ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON" if run else "FORMAT JSON"
    connection.execute("SET plan_cache_mode = force_generic_plan")
    connection.execute(f"PREPARE looked_at AS {text}")
    try:
        row = connection.execute(f"EXPLAIN ({options}) EXECUTE looked_at{arguments}").fetchone()
    finally:
        connection.execute("DEALLOCATE looked_at")
    assert row is not None  # noqa: S101 - EXPLAIN always answers
    root = row[0][0]["Plan"]
    scanned = [n["Relation Name"] for n in _nodes(root) if n["Node Type"] == "Seq Scan"]
    pages = root.get("Shared Hit Blocks", 0) + root.get("Shared Read Blocks", 0)
    return Plan(pages, tuple(scanned), json.dumps(root, indent=1))


def of_sqlite(connection: Any, statement: Statement) -> Plan:
    """Plan a reading statement, run it and count its steps."""
    rows = connection.execute(f"EXPLAIN QUERY PLAN {statement.text}").fetchall()
    lines = [str(row[3]) for row in rows]
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += STEPS
        return 0

    connection.set_progress_handler(count, STEPS)
    try:
        connection.execute(statement.text).fetchall()
    finally:
        connection.set_progress_handler(None, STEPS)
    scans = [line for line in lines if line.startswith("SCAN ")]
    scanned = [line.split()[1] for line in scans if not OF_THE_STATEMENT.match(line)]
    return Plan(steps / 1_000, tuple(scanned), "\n".join(lines))


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)
