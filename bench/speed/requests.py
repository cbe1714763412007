"""What a load generator sends: paths to choose from, a body with gaps, the headers."""

import json
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from bench.speed.cases import MARK, Case, sku
from bench.speed.data import Shop


@dataclass(frozen=True, slots=True)
class Plan:
    """One case against one server; `pieces` of the body have a random SKU between them."""

    host: str
    port: int
    method: str
    paths: list[str]
    headers: dict[str, str]
    pieces: list[str]
    skus: int
    keyed: bool
    clients: int


def plan(case: Case, shop: Shop, port: int) -> Plan:
    """Say what one case sends to the server at `port`."""
    ids = shop.product_ids if "{id}" in case.path else [""]
    headers = {"Host": f"127.0.0.1:{port}", "Authorization": f"Bearer {shop.token}"}
    if case.body is not None:
        headers["Content-Type"] = "application/json"
    return Plan(
        host="127.0.0.1",
        port=port,
        method=case.method,
        paths=[case.path.replace("{id}", product_id) for product_id in ids],
        headers=headers,
        pieces=(case.body or "").split(MARK),
        skus=case.skus,
        keyed=case.keyed,
        clients=case.clients,
    )


def maker(what: Plan) -> Callable[[], bytes]:
    """Give a function that makes one request after another, whole, as HTTP/1.1."""
    numbers, run = count(1), uuid.uuid4().hex
    head = "".join(f"{name}: {value}\r\n" for name, value in what.headers.items())

    def make() -> bytes:
        body = fill(what.pieces, what.skus).encode()
        key = f"Idempotency-Key: {run}-{next(numbers)}\r\n" if what.keyed else ""
        length = f"Content-Length: {len(body)}\r\n" if body else ""
        first = f"{what.method} {random.choice(what.paths)} HTTP/1.1\r\n"
        return f"{first}{head}{key}{length}\r\n".encode() + body

    return make


def fill(pieces: list[str], skus: int) -> str:
    """Put different random SKUs into the gaps of a body."""
    chosen = random.sample(range(1, skus + 1), len(pieces) - 1)
    return pieces[0] + "".join(sku(n) + piece for n, piece in zip(chosen, pieces[1:], strict=True))


def lua(what: Plan) -> str:
    """Write the same as a script for wrk; its last line of output is one JSON object."""
    return _SCRIPT.format(
        method=json.dumps(what.method),
        paths=_table(what.paths),
        headers="".join(f"[{json.dumps(k)}]={json.dumps(v)}," for k, v in what.headers.items()),
        pieces=_table(what.pieces),
        skus=what.skus,
        keyed=str(what.keyed).lower(),
        run=uuid.uuid4().hex,
    )


def _table(texts: list[str]) -> str:
    return ",".join(json.dumps(text) for text in texts)


_SCRIPT = """
local method, keyed, skus, run = {method}, {keyed}, {skus}, "{run}"
local paths, pieces, headers = {{{paths}}}, {{{pieces}}}, {{{headers}}}
local sent = 0
math.randomseed(tonumber(run:sub(1, 7), 16))

local function body()
  local used, parts = {{}}, {{pieces[1]}}
  for i = 2, #pieces do
    local n
    repeat n = math.random(skus) until not used[n]
    used[n] = true
    parts[#parts + 1] = string.format("SKU-%05d", n)
    parts[#parts + 1] = pieces[i]
  end
  return table.concat(parts)
end

function request()
  sent = sent + 1
  if keyed then headers["Idempotency-Key"] = run .. "-" .. sent end
  local text = body()
  return wrk.format(method, paths[math.random(#paths)], headers, text ~= "" and text or nil)
end

function done(summary, latency, requests)
  local e = summary.errors
  print(string.format(
    '{{"requests":%d,"seconds":%.6f,"p50_ms":%.3f,"p99_ms":%.3f,"refused":%d,"lost":%d}}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, e.status, e.connect + e.read + e.write + e.timeout))
end
"""
