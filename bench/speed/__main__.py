"""`python -m bench.speed`: time Backstock and its peers, print a table and one line of JSON."""

import argparse
import json
import signal
import sys
from pathlib import Path
from statistics import median

from bench.speed import data, databases, distance, imports, load, postgres_bench, table
from bench.speed.cases import CASES, IMPORT, IMPORT_GOAL, Case
from bench.speed.figures import Figures, plain, summary
from bench.speed.pinning import Cores, pinned, postmaster
from bench.speed.rounds import Bench
from bench.speed.servers import SERVERS

NAMES = (*(case.name for case in CASES), IMPORT)


def main() -> None:
    """Measure what was asked for."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that everything is cleaned up
    cases = [case for case in CASES if case.name in options.cases]
    with databases.engine(options.db, say) as engine:
        root = postmaster(engine.server_url, say)
        with pinned(root, say) as cores:
            figures = _figures(options, engine, root, cores, cases)
            rows = _rows_per_second(options, engine, cores)
        words = table.machine(engine.version(), options.away)
    has_goals = options.db == "postgresql" and not options.away
    found = summary(figures, cases, has_goals=has_goals, rows=rows, rows_goal=IMPORT_GOAL)
    told = table.render(words, cases, figures, found)
    if options.write:
        table.write(options.write, "away" if options.away else options.db, told)
    if options.json:
        whole = {"machine": words, "figures": plain(figures), "ratios": found}
        options.json.write_text(json.dumps(whole, indent=2) + "\n", "utf-8")
    print(f"{told}\n\n{json.dumps(found)}")


def say(words: str) -> None:
    """Tell how it goes, apart from what comes out."""
    print(words, file=sys.stderr, flush=True)


def _figures(
    options: argparse.Namespace,
    engine: databases.Engine,
    root: int | None,
    cores: Cores,
    cases: list[Case],
) -> Figures:
    if not cases:
        return {}
    with engine.fresh() as url:
        say("filling a database")
        shop = data.fill(url)
        rounds, seconds = options.rounds, options.seconds
        with distance.removed(url, options.away) as away:
            return Bench(shop, cores, root, _servers(options), rounds, seconds, say, away).run(
                cases
            )


def _servers(options: argparse.Namespace) -> list[str]:
    """Give the servers that can run here."""
    if not load.has_wrk():
        say("wrk is not installed: the load comes from Python, which fast servers wait for.")
    names = [name for name in SERVERS if name in options.servers]
    if "pgbench" in names and (options.db == "sqlite" or options.away):
        names.remove("pgbench")  # it runs beside PostgreSQL or not at all
    if "pgbench" in names and not postgres_bench.is_there():
        names.remove("pgbench")
        say("pgbench is not installed: it is left out.")
    return names


def _rows_per_second(
    options: argparse.Namespace, engine: databases.Engine, cores: Cores
) -> float | None:
    if IMPORT not in options.cases:
        return None
    rates = []
    for number in range(1, options.rounds + 1):
        rates.append(imports.run(engine, cores.server))
        say(f"round {number}: {IMPORT}: {rates[-1]:,.0f} rows/s")
    return median(rates)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("--db", choices=databases.ENGINES, default=databases.ENGINES[0])
    parser.add_argument("--rounds", type=_positive, default=5)
    parser.add_argument("--seconds", type=_positive, default=3, help="of each measurement")
    parser.add_argument(
        "--away", type=float, default=0, metavar="MS", help="round trip to PostgreSQL, made longer"
    )
    parser.add_argument("--cases", type=_choice(NAMES), default=NAMES, help=",".join(NAMES))
    parser.add_argument("--servers", type=_choice(SERVERS), default=SERVERS, help=",".join(SERVERS))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all medians there, too")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table in a document")
    return parser.parse_args()


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


class _choice:  # noqa: N801 - used as a type of an argument
    """Names from a list, between commas."""

    def __init__(self, known: tuple[str, ...]) -> None:
        self.known = known

    def __call__(self, text: str) -> tuple[str, ...]:
        names = tuple(text.split(","))
        unknown = [name for name in names if name not in self.known]
        if unknown:
            raise argparse.ArgumentTypeError(f"{unknown[0]}: not one of {', '.join(self.known)}")
        return names


if __name__ == "__main__":
    main()
