"""SQL text for SQLite: where PostgreSQL's does not do."""

import re

from bench.peers.lean import postgresql as pg


def translated(text: str) -> str:
    """Turn PostgreSQL's placeholders, casts and arrays into SQLite's."""
    text = re.sub(r"= ANY\(\$(\d)::\w+\[\]\)", r"IN (SELECT value FROM json_each(?\1))", text)
    return re.sub(r"\$(\d)", r"?\1", re.sub(r"::\w+", "", text))


CALLER = translated(pg.CALLER)
PRODUCT = translated(pg.PRODUCT)
PRODUCTS = translated(pg.PRODUCTS)
VARIANTS = translated(pg.VARIANTS)
ORDERS = translated(pg.ORDERS)
LINES = translated(pg.LINES)
ALLOCATIONS = translated(pg.ALLOCATIONS)
PARCELS = translated(pg.PARCELS)
PARCEL_LINES = translated(pg.PARCEL_LINES)
AVAILABILITY = translated(pg.AVAILABILITY)
OFFER = translated(pg.OFFER)
LOCATIONS = translated(pg.LOCATIONS)
KNOWN_REF = translated(pg.KNOWN_REF)
KEPT = translated(pg.KEPT)
KEEP = translated(pg.KEEP)

INSERT_ORDER = """
INSERT INTO orders (id, account_id, number, status, currency, customer_email, customer_name,
    channel, external_ref, subtotal_minor, tax_minor, total_minor, version, created_at, updated_at)
VALUES (?1, ?2, ?3, 'pending_payment', ?4, ?5, ?6, ?7, ?8, ?9, 0, ?9, 1, ?10, ?10)
"""
INSERT_LINE = """
INSERT INTO order_lines (id, account_id, order_id, position, variant_id, sku, title, quantity,
    unit_price_minor, subtotal_minor, tax_minor, total_minor, fulfilled, cancelled, created_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, ?10, 0, 0, ?11)
"""
INSERT_RESERVATION = """
INSERT INTO reservations (id, account_id, order_id, status, version, created_at, updated_at)
VALUES (?1, ?2, ?3, 'active', 1, ?4, ?4)
"""
INSERT_PROMISE = """
INSERT INTO reservation_lines (id, account_id, reservation_id, order_line_id, stock_level_id,
    quantity, shipped, released, created_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 0, ?7)
"""
TAKE = """
UPDATE stock_levels SET reserved = reserved + ?3, sequence = sequence + 1, version = version + 1,
    updated_at = ?4
WHERE id = ?1 AND account_id = ?2 AND reserved + ?3 <= on_hand + backorder_limit - safety_stock
RETURNING variant_id, location_id, sequence, on_hand, reserved
"""
INSERT_MOVEMENT = """
INSERT INTO stock_movements (id, account_id, stock_level_id, variant_id, location_id, sequence,
    kind, delta_on_hand, delta_reserved, on_hand_after, reserved_after, reference, actor,
    occurred_at, created_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'reserved', 0, ?7, ?8, ?9, ?10, ?11, ?12, ?12)
"""
