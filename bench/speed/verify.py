"""Before anything is timed: every server has to give the same answers."""

from bench.speed.data import Shop
from bench.speed.pinning import Say
from bench.speed.servers import Server


def verify(shop: Shop, started: dict[str, Server], say: Say) -> None:
    """Ask all servers the same and compare.

    Raises what `bench.peers.verify` raises when an answer differs.
    """
    if len(started) < 2 or "backstock" not in started:
        say("Only one server, so no answers are compared.")
        return
    from bench.peers import verify as peers

    peers.verify({name: server.url for name, server in started.items()}, shop.token)
    say(f"{', '.join(started)} give the same answers")
