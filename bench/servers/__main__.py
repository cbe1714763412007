"""Measure the servers in turns, and print the medians and their ratio."""

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
from statistics import median
from urllib.request import Request, urlopen

from bench.servers.run import SERVERS, Round, load, serving
from bench.speed.servers import OUT_OF_REACH

TRIVIAL = "bench.servers.trivial:app"
BACKSTOCK = "wsgi:app"
LOGIN = {"email": "demo@example.com", "password": "a-shelf-full-of-stories"}


def main() -> None:
    """Read the options, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.servers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="of each server and request")
    parser.add_argument("--seconds", type=int, default=2, help="of each round")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--workers", default="1")
    parser.add_argument("--threads", default="2")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "BACKSTOCK_ENV": "development",
            "DATABASE_URL": f"sqlite:///{folder}/bench.db",
            "SECRET_KEY": secrets.token_urlsafe(48),
            "WORKERS": options.workers,
            "THREADS": options.threads,
            **OUT_OF_REACH,
        }
        for command in (["db", "upgrade"], ["demo"]):
            subprocess.run(
                [sys.executable, "-m", "flask", "--app", "wsgi", *command],
                env={**os.environ, **settings},
                check=True,
                capture_output=True,
            )
        rounds: dict[tuple[str, str], list[Round]] = {}
        for _ in range(options.rounds):
            for server in SERVERS:
                measure(server, settings, options, rounds)
    show(rounds)


def measure(
    server: str,
    settings: dict[str, str],
    options: argparse.Namespace,
    rounds: dict[tuple[str, str], list[Round]],
) -> None:
    """Add one round of every request to `rounds`, by request and server."""
    how = {"connections": options.connections, "seconds": options.seconds}
    with serving(server, TRIVIAL, settings) as (group, base_url):
        got = load(group, base_url, headers={}, **how)
        rounds.setdefault(("(nothing)", server), []).append(got)
    with serving(server, BACKSTOCK, settings) as (group, base_url):
        token = _ask(base_url, "/v1/auth/login", LOGIN)["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        product = _ask(base_url, "/v1/products?limit=1", headers=headers)["data"][0]["id"]
        for path in ("/health/live", f"/v1/products/{product}"):
            name = path.replace(product, "{id}")
            got = load(group, base_url + path, headers=headers, **how)
            rounds.setdefault((name, server), []).append(got)


def show(rounds: dict[tuple[str, str], list[Round]]) -> None:
    """Print a row for each request and server, and how many times gunicorn's cost each is."""
    print("| request | server | req/s | CPU us | p99 ms | of gunicorn's CPU |")
    print("| --- | --- | --- | --- | --- | --- |")
    for (request, server), taken in sorted(rounds.items()):
        speed = median(one.per_second for one in taken)
        cost = median(one.cpu_us for one in taken)
        tail = median(one.p99_ms for one in taken)
        share = cost / median(one.cpu_us for one in rounds[request, "gunicorn"])
        print(f"| {request} | {server} | {speed:,.0f} | {cost:,.0f} | {tail:.1f} | {share:.2f} |")


def _ask(
    base_url: str,
    path: str,
    body: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> dict[str, list[dict[str, str]]]:
    sent = {"Content-Type": "application/json", **(headers or {})}
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(base_url + path, data, sent)) as answer:
        found: dict[str, list[dict[str, str]]] = json.load(answer)
        return found


if __name__ == "__main__":
    main()
