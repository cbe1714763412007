"""`python -m bench.replay`: exits 0 if every unit is accounted for."""

import argparse
import sys
from contextlib import closing
from pathlib import Path

from bench.replay.run import Options, Result, replay
from bench.replay.server import Refused, Server

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "online_retail.csv.gz"


def main() -> int:
    """Replay as the command line says, and print what came of it."""
    given = _parser().parse_args()
    if not given.data.exists():
        print(f"There is no {given.data}; name the file with --data.", file=sys.stderr)
        return 2
    server = Server(given.base_url, given.email, given.password, given.api_key)
    try:
        with closing(server):
            result = replay(Options(given.data, server, given.threads, given.limit))
    except (Refused, OSError) as error:
        print(f"The replay stopped: {error}", file=sys.stderr)
        return 1
    _print(result)
    return 1 if result.differences else 0


def _print(result: Result) -> None:
    print(f"{'set-up':<15}{result.setup_seconds:>12,.1f} s")
    print(f"{'orders':<15}{result.seconds:>12,.1f} s")
    print(f"{'orders/s':<15}{result.orders_per_second:>12,.1f}")
    print(f"{'orders made':<15}{result.made:>12,}")
    print(f"{'already there':<15}{result.already_there:>12,}")
    print(f"{'lines':<15}{result.lines:>12,}")
    print(f"{'units in file':<15}{result.units:>12,}")
    print(f"{'units sold':<15}{result.units_sold:>12,}")
    for difference in result.differences[:20]:
        print(f"does not hold: {difference}")
    if not result.differences:
        print("The ledger verifies, and every unit is accounted for.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bench.replay", description=__doc__)
    parser.add_argument("--base-url", default="http://127.0.0.1:8000")
    parser.add_argument("--email", default="demo@example.com")
    parser.add_argument("--password", default="a-shelf-full-of-stories")
    parser.add_argument("--api-key", help="instead of e-mail and password")
    parser.add_argument("--data", type=Path, default=DATA, help="online_retail.csv.gz")
    parser.add_argument("--threads", type=_positive, default=4)
    parser.add_argument("--limit", type=_positive, help="replay the first invoices only")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


if __name__ == "__main__":
    sys.exit(main())
