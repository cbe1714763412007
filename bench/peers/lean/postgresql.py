"""SQL text for PostgreSQL; `$1` is the placeholder of asyncpg and of psycopg's raw cursors."""

CALLER = """
SELECT u.account_id, u.role FROM users u
WHERE u.id = $1::uuid AND u.is_active
    AND EXISTS (SELECT 1 FROM refresh_tokens t WHERE t.family_id = $2::uuid AND t.user_id = u.id)
    AND NOT EXISTS (
        SELECT 1 FROM refresh_tokens t WHERE t.family_id = $2::uuid AND t.revoked_at IS NOT NULL
    )
"""

PRODUCT_COLUMNS = """
    id, kind, title, description, status, external_ref, attributes, version, created_at, updated_at
"""
PRODUCT = f"SELECT {PRODUCT_COLUMNS} FROM products WHERE account_id = $1::uuid AND id = $2::uuid"
PRODUCTS = f"""
SELECT {PRODUCT_COLUMNS} FROM products WHERE account_id = $1::uuid
ORDER BY created_at, id LIMIT $2::bigint
"""
VARIANTS = """
SELECT id, product_id, sku, title, gtin, price_minor, currency, weight_grams, status, version,
    created_at, updated_at
FROM variants WHERE product_id = ANY($1::uuid[]) ORDER BY id
"""

ORDERS = """
SELECT id, number, status, currency, customer_email, customer_name, channel, external_ref,
    subtotal_minor, tax_minor, total_minor, confirmed_at, shipped_at, completed_at, cancelled_at,
    version, created_at, updated_at
FROM orders WHERE account_id = $1::uuid ORDER BY created_at, id LIMIT $2::bigint
"""
LINES = """
SELECT order_id, id, position, variant_id, sku, title, quantity, unit_price_minor, subtotal_minor,
    tax_minor, total_minor, fulfilled, cancelled
FROM order_lines WHERE order_id = ANY($1::uuid[]) ORDER BY order_id, position
"""
ALLOCATIONS = """
SELECT r.order_line_id, l.location_id, r.quantity, r.shipped, r.released
FROM reservations p
JOIN reservation_lines r ON r.reservation_id = p.id
JOIN stock_levels l ON l.id = r.stock_level_id
WHERE p.order_id = ANY($1::uuid[]) ORDER BY r.id
"""
PARCELS = """
SELECT id, order_id, location_id, status, carrier, tracking_number, shipped_at, version,
    created_at, updated_at
FROM fulfilments WHERE order_id = ANY($1::uuid[]) ORDER BY id
"""
PARCEL_LINES = """
SELECT f.fulfilment_id, f.order_line_id, l.sku, f.quantity
FROM fulfilment_lines f JOIN order_lines l ON l.id = f.order_line_id
WHERE f.fulfilment_id = ANY($1::uuid[]) ORDER BY f.id
"""

AVAILABILITY = """
SELECT v.sku, l.location_id, l.on_hand, l.reserved,
    l.on_hand - l.reserved - l.safety_stock AS available, p.is_active
FROM variants v
LEFT JOIN stock_levels l ON l.variant_id = v.id
LEFT JOIN locations p ON p.id = l.location_id
WHERE v.account_id = $1::uuid AND v.sku = ANY($2::text[])
ORDER BY p.priority, p.id
"""

OFFER = """
SELECT v.sku, v.id AS variant_id, v.title, v.price_minor, v.currency, v.status,
    p.title AS product_title, p.status AS product_status, l.id AS level_id, l.location_id,
    l.on_hand - l.reserved - l.safety_stock + l.backorder_limit AS free, o.is_active
FROM variants v
JOIN products p ON p.id = v.product_id
LEFT JOIN stock_levels l ON l.variant_id = v.id
LEFT JOIN locations o ON o.id = l.location_id
WHERE v.account_id = $1::uuid AND v.sku = ANY($2::text[])
ORDER BY o.priority, o.id
"""
LOCATIONS = "SELECT id FROM locations WHERE account_id = $1::uuid AND id = ANY($2::uuid[])"
KNOWN_REF = """
SELECT id, number FROM orders
WHERE account_id = $1::uuid AND channel = $2::text AND external_ref = $3::text
"""
KEPT = """
SELECT fingerprint, status, headers, body FROM idempotency_keys
WHERE account_id = $1::uuid AND principal = $2::text AND key = $3::text
"""
KEEP = """
INSERT INTO idempotency_keys
    (id, account_id, principal, key, fingerprint, status, headers, body, created_at)
VALUES ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::bigint, $7::jsonb, $8::bytea,
    $9::timestamptz)
"""

# One statement is one transaction and one round trip. `written` is asked for before a level is
# locked, so that the stock is locked last. A level that does not fit divides by zero, and a key
# that is kept already violates its constraint: either takes everything back.
PLACE = """
WITH o AS (
    INSERT INTO orders (id, account_id, number, status, currency, customer_email, customer_name,
        channel, external_ref, subtotal_minor, tax_minor, total_minor, version, created_at,
        updated_at)
    VALUES ($1::uuid, $2::uuid, $3::text, 'pending_payment', $4::text, $5::text, $6::text,
        $7::text, $8::text, $9::bigint, 0, $9::bigint, 1, $10::timestamptz, $10::timestamptz)
    RETURNING 1
), ol AS (
    INSERT INTO order_lines (id, account_id, order_id, position, variant_id, sku, title, quantity,
        unit_price_minor, subtotal_minor, tax_minor, total_minor, fulfilled, cancelled, created_at)
    SELECT w.id, $2::uuid, $1::uuid, w.position, w.variant_id, w.sku, w.title, w.quantity,
        w.price, w.quantity * w.price, 0, w.quantity * w.price, 0, 0, $10::timestamptz
    FROM unnest($11::uuid[], $12::uuid[], $13::text[], $14::text[], $15::bigint[], $16::bigint[])
        WITH ORDINALITY AS w (id, variant_id, sku, title, quantity, price, position)
    RETURNING 1
), r AS (
    INSERT INTO reservations
        (id, account_id, order_id, status, version, created_at, updated_at)
    VALUES ($17::uuid, $2::uuid, $1::uuid, 'active', 1, $10::timestamptz, $10::timestamptz)
    RETURNING 1
), rl AS (
    INSERT INTO reservation_lines (id, account_id, reservation_id, order_line_id, stock_level_id,
        quantity, shipped, released, created_at)
    SELECT w.id, $2::uuid, $17::uuid, w.line_id, w.level_id, w.quantity, 0, 0, $10::timestamptz
    FROM unnest($18::uuid[], $19::uuid[], $20::uuid[], $21::bigint[])
        AS w (id, line_id, level_id, quantity)
    RETURNING 1
), k AS (
    INSERT INTO idempotency_keys
        (id, account_id, principal, key, fingerprint, status, headers, body, created_at)
    VALUES ($22::uuid, $2::uuid, $23::text, $24::text, $25::text, 201, $26::jsonb, $27::bytea,
        $10::timestamptz)
    RETURNING 1
), written AS (
    SELECT (SELECT count(*) FROM k) + (SELECT count(*) FROM o) + (SELECT count(*) FROM ol)
        + (SELECT count(*) FROM r) + (SELECT count(*) FROM rl) AS n
), wanted AS (
    SELECT * FROM unnest($28::uuid[], $29::uuid[], $30::bigint[])
        AS w (movement_id, level_id, quantity)
), locked AS (
    SELECT l.id, w.movement_id, w.quantity,
        l.reserved + w.quantity <= l.on_hand + l.backorder_limit - l.safety_stock AS fits
    FROM stock_levels l JOIN wanted w ON w.level_id = l.id
    WHERE (l.account_id = $2::uuid) IS TRUE AND (SELECT n FROM written) > 0
    ORDER BY l.id
    FOR NO KEY UPDATE OF l
), moved AS (
    UPDATE stock_levels l SET reserved = l.reserved + w.quantity, sequence = l.sequence + 1,
        version = l.version + 1, updated_at = $10::timestamptz
    FROM locked w
    WHERE l.id = w.id AND (
        SELECT CASE WHEN count(*) = cardinality($28::uuid[]) AND bool_and(fits) THEN 1
            ELSE 1 / (count(*) * 0) END FROM locked
    ) = 1
    RETURNING w.movement_id, l.id, l.variant_id, l.location_id, l.sequence, w.quantity, l.on_hand,
        l.reserved
)
INSERT INTO stock_movements (id, account_id, stock_level_id, variant_id, location_id, sequence,
    kind, delta_on_hand, delta_reserved, on_hand_after, reserved_after, reference, actor,
    occurred_at, created_at)
SELECT movement_id, $2::uuid, id, variant_id, location_id, sequence, 'reserved', 0, quantity,
    on_hand, reserved, $3::text, $23::text, $10::timestamptz, $10::timestamptz
FROM moved
"""
