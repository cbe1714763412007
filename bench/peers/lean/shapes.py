"""Rows to the JSON of answers: dicts by hand, written by orjson."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from bench.peers.common import seal_cursor

Row = dict[str, Any]
ACTIONS = {"pending_payment": ["confirm", "cancel"], "confirmed": ["ship", "cancel"]}


def write(value: Any) -> bytes:
    """Write JSON; instants in UTC end in Z."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z)


def with_variants(products: Sequence[Row], variants: Sequence[Row]) -> Sequence[Row]:
    """Hang the variants into their products."""
    of: dict[str, list[Row]] = {}
    for product in products:
        of[product["id"]] = product["variants"] = []
    for variant in variants:
        of[variant["product_id"]].append(variant)
    return products


def page(rows: Sequence[Row], has_more: bool, account_id: str, name: str) -> bytes:
    """Write one page of a list."""
    cursor = None
    if has_more:
        last = rows[-1]
        cursor = seal_cursor(account_id, name, str(last["created_at"]), last["id"])
    return write({"data": rows, "has_more": has_more, "next_cursor": cursor})


def orders(
    rows: Sequence[Row],
    lines: Sequence[Row],
    allocations: Sequence[Row],
    parcels: Sequence[Row],
    parcel_lines: Sequence[Row],
) -> Sequence[Row]:
    """Put orders together from the rows of five tables."""
    of_line: dict[str, list[Row]] = {}
    of_order: dict[str, Row] = {}
    of_parcel: dict[str, list[Row]] = {}
    for order in rows:
        of_order[order["id"]] = finished(order)
    for line in lines:
        of_line[line["id"]] = line["allocations"] = []
        of_order[line.pop("order_id")]["lines"].append(line)
    for row in allocations:
        of_line[row.pop("order_line_id")].append(row)
    for parcel in parcels:
        of_parcel[parcel["id"]] = parcel["lines"] = []
        of_order[parcel["order_id"]]["fulfilments"].append(parcel)
    for row in parcel_lines:
        of_parcel[row.pop("fulfilment_id")].append(row)
    return rows


def finished(order: Row) -> Row:
    """Turn a row of `orders` into the order that is shown, with nothing in it yet."""
    order["customer"] = {"email": order.pop("customer_email"), "name": order.pop("customer_name")}
    actions = ACTIONS.get(order["status"], [])
    if order["shipped_at"] is not None:
        actions = [action for action in actions if action != "cancel"]
    order["allowed_actions"] = actions
    order["lines"], order["fulfilments"] = [], []
    return order


def availability(skus: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Write what may be promised of each SKU that was asked for."""
    found: dict[str, Row] = {}
    for row in rows:
        sku = row["sku"]
        entry = found.get(sku)
        if entry is None:
            entry = found[sku] = {"sku": sku, "available": 0, "locations": []}
        if row["location_id"] is None:
            continue
        if row["is_active"] and row["available"] > 0:
            entry["available"] += row["available"]
        entry["locations"].append(
            {
                "location_id": row["location_id"],
                "on_hand": row["on_hand"],
                "reserved": row["reserved"],
                "available": row["available"],
            }
        )
    wanted = dict.fromkeys(skus)
    unknown = [sku for sku in wanted if sku not in found]
    return write({"data": [found[s] for s in wanted if s in found], "unknown_skus": unknown})
