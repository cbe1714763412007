"""`python -m bench.growth`: what each request costs at every size; exits 0 if nothing grows.

SQLite's database is a file in TMPDIR. PostgreSQL's is made on `--server`, whose user must be a
superuser: foreign keys of a million rows are not looked up. Both are gone afterwards.
"""

import argparse
import json
import sys
import time
from contextlib import ExitStack

from flask import Flask

from bench.growth import table
from bench.growth.asked import Ask, asks
from bench.growth.database import SERVER, fresh
from bench.growth.measure import Cost, costs, plans_of
from bench.growth.shop import Shop, open_shop


def main() -> int:
    """Measure as the command line says, and print what came of it."""
    given = _parser().parse_args()
    asked = [ask for ask in asks() if given.only in ask.name]
    with ExitStack() as stack:
        shops = [grown(stack.enter_context(fresh(given.db, given.server)), n) for n in given.sizes]
        found = {ask.name: measured(shops, ask, given.repeats) for ask in asked}
        if given.explain:
            explain(shops[-1], asked)
    print("\n".join(table.lines(asked, found, given.sizes)))
    print(json.dumps(table.as_json(given.db, found)))
    grows = [a for a in asked if table.ratio(found[a.name]) > table.FLAT and not a.is_known_to_grow]
    return 1 if grows else 0


def grown(app: Flask, size: int) -> Shop:
    """Open a shop and have it grow."""
    started = time.monotonic()
    shop = open_shop(app)
    shop.grow(size)
    print(f"{size:,} in {time.monotonic() - started:.0f} s", file=sys.stderr)
    return shop


def measured(shops: list[Shop], ask: Ask, repeats: int) -> dict[int, Cost]:
    """Give what a request costs in each shop, by size."""
    found = costs(shops, ask, repeats)
    return {shop.size: cost for shop, cost in zip(shops, found, strict=True)}


def explain(shop: Shop, asked: list[Ask]) -> None:
    """Print what each request has the database do at the last size."""
    unit = "1,000 steps" if shop.is_sqlite else "pages"
    print(f"{unit} per statement, and tables read from end to end")
    for ask in asked:
        plans = plans_of(shop, ask)
        work = " ".join(f"{plan.work:,.1f}" for plan in plans)
        scanned = sorted({name for plan in plans for name in plan.scanned})
        print(f"{ask.name:<33}{work}{'  SCANS ' + ', '.join(scanned) if scanned else ''}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench.growth", description=__doc__)
    parser.add_argument("--db", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--server", default=SERVER, help="URL of a PostgreSQL database")
    parser.add_argument("--sizes", type=_sizes, default=_sizes("1000,10000,100000,1000000"))
    parser.add_argument("--repeats", type=int, default=50)
    parser.add_argument("--only", default="", help="part of the names of the requests to measure")
    parser.add_argument("--explain", action="store_true", help="print the plans' verdicts, too")
    return parser


def _sizes(text: str) -> list[int]:
    sizes = sorted(int(part) for part in text.split(","))
    if not sizes or any(size < 10 or size % 10 for size in sizes):
        raise argparse.ArgumentTypeError("sizes are multiples of ten")
    return sizes


if __name__ == "__main__":
    sys.exit(main())
