"""`python -m bench.scale`: measure what requests cost, print that and what orders need."""

import argparse
import sys

from bench.scale import measure
from bench.scale.measure import Cost
from bench.scale.needs import RATES, needs
from config import Settings

READS = ("list", "product", "availability")
CASES = {name: (name, False) for name in ("order", "order_hot", *READS)} | {
    f"{name}, with a replica": (name, True) for name in ("order", *READS)
}
"""What is measured: the case of `bench.speed`, and whether it may read from the replica."""

GIB, MIB = 2**30, 2**20


def main() -> None:
    """Measure, and print two tables in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--seconds", type=int, default=5, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3, help="of which the medians are told")
    options = parser.parse_args()
    costs = _costs(options.rounds, options.seconds)
    print("| | per second | server us | primary us | replica us | WAL bytes | kept bytes |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, cost in costs.items():
        print(_row(name, cost))
    print("\n| orders a minute | server cores | database cores | connections | WAL | kept a day |")
    print("| --- | --- | --- | --- | --- | --- |")
    for rate in RATES:
        print(_needed(rate, costs["order"]))


def _costs(rounds: int, seconds: int) -> dict[str, Cost]:
    found: dict[str, list[Cost]] = {title: [] for title in CASES}
    with measure.site() as site:
        for number in range(rounds):
            for title, (name, replica) in CASES.items():
                found[title].append(site.cost(name, seconds, replica=replica))
                print(f"round {number + 1}: {_row(title, found[title][-1])}", file=sys.stderr)
    return {title: measure.middle(costs) for title, costs in found.items()}


def _row(name: str, cost: Cost) -> str:
    times = (cost.per_second, cost.server_us, cost.primary_us, cost.replica_us)
    written = [f"{number:,.0f}" for number in (*times, cost.wal_bytes, cost.kept_bytes)]
    return f"| {name} | {' | '.join(written)} |"


def _needed(rate: int, order: Cost) -> str:
    of_worker = Settings("", "", "", workers=1).database_connections
    found = needs(
        rate,
        server_us=order.server_us,
        database_us=order.primary_us,
        wal_bytes=order.wal_bytes,
        kept_bytes=order.kept_bytes,
        connections_of_worker=of_worker,
    )
    cores = f"{found.server_cores:.3g} | {found.database_cores:.3g} | {found.connections}"
    wal, kept = found.wal_bytes_a_second / MIB, found.kept_bytes_a_day / GIB
    return f"| {rate:,} | {cores} | {wal:.3g} MiB/s | {kept:.3g} GiB |"


if __name__ == "__main__":
    main()
