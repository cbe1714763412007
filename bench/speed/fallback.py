"""A load generator for machines without wrk: asyncio over bare sockets."""

import asyncio
import time

from bench.speed.requests import Plan, maker

Sent = tuple[list[float], int, float]
"""Seconds that each answer took, answers of 400 and more, seconds in all."""


def send(plan: Plan, seconds: float) -> Sent:
    """Keep `plan.clients` connections busy for so many seconds."""
    return asyncio.run(_send(plan, seconds))


async def _send(plan: Plan, seconds: float) -> Sent:
    make, took, refused = maker(plan), list[float](), 0
    began = time.perf_counter()

    async def client() -> None:
        nonlocal refused
        reader, writer = await asyncio.open_connection(plan.host, plan.port)
        while (started := time.perf_counter()) < began + seconds:
            writer.write(make())
            status = await _status(reader)  # first: others count while this one waits
            refused += status >= 400
            took.append(time.perf_counter() - started)
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(client() for _ in range(plan.clients)))
    return took, refused, time.perf_counter() - began


async def _status(reader: asyncio.StreamReader) -> int:
    """Read one answer to its end; give its status. It has to say its length."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    _, found, rest = head.partition(b"\r\ncontent-length:")
    if not found:
        raise ValueError("an answer without a Content-Length")
    await reader.readexactly(int(rest.partition(b"\r\n")[0]))
    return int(head.split(b" ", 2)[1])
