"""`make faults`: break the server, the database and the clock, and see that nothing is lost."""

import random
import sys
import time
from importlib import import_module

import click

from tests.faults.harness.places import Place, place
from tests.faults.harness.scene import ENGINES, Fault, NotHere, Scene, Wish, scene

KINDS = (
    *("kill", "stop", "database", "broker", "disk"),
    *("clock", "migrate", "backup", "jobs", "memory"),
)
BRIEF_SECONDS = 8.0
COUNTED = ("requests", "orders", "receipts", "replays", "503", "broken")
SHOWN = 5


class Some(click.ParamType):
    """Some of a few names, between commas; none means all."""

    name = "names"

    def __init__(self, known: tuple[str, ...]) -> None:
        self._known = known

    def convert(self, value, param, ctx):
        """Give the names."""
        asked = tuple(filter(None, value.replace(",", " ").split()))
        if unknown := set(asked) - set(self._known):
            self.fail(f"{', '.join(unknown)} is none of {', '.join(self._known)}", param, ctx)
        return asked or self._known


@click.command()
@click.option("--db", "engines", type=Some(ENGINES), default="", help="sqlite, postgresql or both.")
@click.option("--faults", "kinds", type=Some(KINDS), default="", help="Which; all by default.")
@click.option("--seconds", default="", help="For a fault that goes on; brief by default.")
@click.option("--seed", default="", help="To repeat what clients and faults chose.")
def main(engines: tuple[str, ...], kinds: tuple[str, ...], seconds: str, seed: str) -> None:
    """Break things, and exit with 1 if anything is lost."""
    seed = seed or str(random.SystemRandom().randrange(10**9))
    lasting = float(seconds or BRIEF_SECONDS)
    click.echo(f"SEED={seed} SECONDS={lasting:g} DB={','.join(engines)} FAULTS={','.join(kinds)}")
    began, wrong = time.monotonic(), 0
    for engine in engines:
        with place(engine) as where:
            for name, fault in _faults(kinds):
                if engine in fault.engines:
                    wrong += _tried(where, name, fault, Wish(f"{seed}/{name}", lasting))
    said = f"{wrong} objections" if wrong else "Nothing was lost, and nothing is wrong"
    click.echo(f"\n{said}. SEED={seed}, {time.monotonic() - began:.0f} s")
    sys.exit(1 if wrong else 0)


def _faults(kinds: tuple[str, ...]) -> list[tuple[str, Fault]]:
    modules = {kind: import_module(f"tests.faults.kinds.{kind}") for kind in kinds}
    return [
        (f"{kind}: {name}", fault)
        for kind, module in modules.items()
        for name, fault in module.FAULTS.items()
    ]


def _tried(where: Place, name: str, fault: Fault, wish: Wish) -> int:
    began = time.monotonic()
    click.echo(f"\n{where.engine}, {name}")
    try:
        with scene(fault.place(where), wish, **fault.settings) as made:
            fault.act(made)
            objections = made.settle()
    except NotHere as reason:
        click.echo(f"  left out: {reason}")
        return 0
    except Exception as error:  # the other faults are still to be tried
        click.echo(f"  DOES NOT HOLD: {type(error).__name__}: {str(error)[-1_000:]}")
        return 1
    _tell(made, time.monotonic() - began)
    for objection in objections[:SHOWN]:
        click.echo(f"  DOES NOT HOLD: {objection[:200]}")
    if not objections:
        click.echo("  what was acknowledged is there, and the books are right")
    return len(objections)


def _tell(made: Scene, seconds: float) -> None:
    injected = "; ".join(f"{what} {n}" for what, n in made.done.items())
    counts = ", ".join(f"{made.record.counts[what]:,} {what}" for what in COUNTED)
    click.echo(f"  {seconds:.0f} s; {injected}")
    click.echo(f"  {counts}; longest outage {made.record.longest_outage:.1f} s")


if __name__ == "__main__":
    main()
