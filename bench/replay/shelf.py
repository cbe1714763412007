"""The shelf that the year is sold from: filled before, counted afterwards."""

from typing import Any
from urllib.parse import quote

from bench.replay.crew import Crew
from bench.replay.sales import Article, Survey
from bench.replay.server import Server

LOCATION = "replay"
CURRENCY = "GBP"

Record = dict[str, Any]


def fill(server: Server, crew: Crew, survey: Survey) -> str:
    """Make location, products and opening stock where they are not there yet; give the location.

    A second run finds variants and levels there, and receives nothing, whoever makes it.
    """
    location_id = _location(server)
    variants = {variant["sku"] for variant in server.walk("/v1/variants")}
    missing = [item for item in survey.articles.items() if item[0] not in variants]
    crew.each("products", missing, lambda item: _make(server, *item), len(missing))
    stocked = levels(server, location_id)
    empty = [item for item in survey.articles.items() if item[0] not in stocked]
    crew.each("receipts", empty, lambda item: _receive(server, location_id, *item), len(empty))
    return location_id


def _location(server: Server) -> str:
    found = server.get("/v1/locations", code=LOCATION)["data"]
    made = found[0] if found else server.post("/v1/locations", {"code": LOCATION, "name": "Replay"})
    return str(made["id"])


def _make(server: Server, code: str, article: Article) -> str:
    variant = {"sku": code, "price_minor": article.price_minor, "currency": CURRENCY}
    server.post("/v1/products", {"kind": "general", "title": article.title, "variants": [variant]})
    return "made"


def _receive(server: Server, location_id: str, code: str, article: Article) -> str:
    movement = {
        "kind": "received",
        "sku": code,
        "location_id": location_id,
        "quantity": article.opening,
        "reference": "replay opening stock",
    }
    key = f"replay:{location_id}:{quote(code, safe='')}"  # two runs at once receive once
    server.post("/v1/stock-movements", movement, key=key)
    return "received"


def levels(server: Server, location_id: str) -> dict[str, Record]:
    """Give the stock level of each code."""
    rows = server.walk("/v1/stock-levels", location_id=location_id)
    return {row["sku"]: row for row in rows}


def gone(stocked: dict[str, Record], survey: Survey) -> dict[str, int]:
    """Give the units of each code that left the shelf: opening stock less what is on hand."""
    return {
        code: article.opening - stocked[code]["on_hand"]
        for code, article in survey.articles.items()
    }


def differences(server: Server, stocked: dict[str, Record], survey: Survey) -> list[str]:
    """Name whatever the books and the shelf do not agree on with the file."""
    books = server.get("/v1/stock/verify")
    found = [] if books["ok"] else [f"the ledger does not verify: {books['differences'][:3]}"]
    for code, units in gone(stocked, survey).items():
        if units != survey.sold[code]:
            found.append(f"{code}: {units} units left the shelf, {survey.sold[code]} were sold")
        if stocked[code]["reserved"]:
            found.append(f"{code}: {stocked[code]['reserved']} units are still promised")
    return found
