-- What pgbench needs to place orders without an app: a list of SKUs, and the order as one
-- function in a schema of its own. Works for the account that has the most variants.
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;

CREATE TABLE bench.skus AS
SELECT row_number() OVER (ORDER BY v.id)::int AS n, v.sku, v.account_id
FROM variants v
WHERE v.price_minor IS NOT NULL AND v.status = 'active' AND v.account_id = (
    SELECT account_id FROM variants GROUP BY account_id ORDER BY count(*) DESC LIMIT 1
);
ALTER TABLE bench.skus ADD PRIMARY KEY (n);
ANALYZE bench.skus;

-- A UUIDv7: milliseconds, then random bits, so that indexes grow at their end.
CREATE FUNCTION bench.new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT encode(
        overlay(
            overlay(
                uuid_send(gen_random_uuid())
                PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                FROM 1 FOR 6
            ) PLACING '\x70' FROM 7 FOR 1
        ), 'hex'
    )::uuid
$$;

-- Places an order of one unit each of three different SKUs, given by number. Writes the rows
-- that the apps write, the kept answer of the usual length included, and locks the stock last,
-- in the order of ids. Takes from the first active location that has enough; raises if none has.
CREATE FUNCTION bench.place_order(numbers int[]) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    line_ids uuid[];
    account uuid;
    wanted text[];
    order_id uuid := bench.new_id();
    reservation_id uuid := bench.new_id();
    order_number text := upper(substr(encode(uuid_send(gen_random_uuid()), 'hex'), 1, 14));
    actor text := 'user:00000000-0000-7000-8000-000000000000';
    levels uuid[];
    moved bigint;
BEGIN
    SELECT min(s.account_id::text)::uuid, array_agg(s.sku) INTO account, wanted
    FROM bench.skus s WHERE s.n = ANY (numbers);

    WITH offer AS (
        SELECT DISTINCT ON (v.id) v.id AS variant_id, v.sku, v.price_minor,
            concat_ws(', ', p.title, v.title) AS title, v.currency, l.id AS level_id,
            bench.new_id() AS line_id
        FROM variants v
        JOIN products p ON p.id = v.product_id
        JOIN stock_levels l ON l.variant_id = v.id
        JOIN locations o ON o.id = l.location_id
        WHERE v.account_id = account AND v.sku = ANY (wanted) AND o.is_active
            AND v.status = 'active' AND p.status = 'active'
            AND l.on_hand - l.reserved - l.safety_stock + l.backorder_limit >= 1
        ORDER BY v.id, o.priority, o.id
    ), new_order AS (
        INSERT INTO orders (id, account_id, number, status, currency, customer_email,
            customer_name, subtotal_minor, tax_minor, total_minor, version, created_at, updated_at)
        SELECT order_id, account, order_number, 'pending_payment', min(currency),
            'reader@example.com', 'Rosa Reader', sum(price_minor), 0, sum(price_minor), 1, now(),
            now()
        FROM offer
    ), new_lines AS (
        INSERT INTO order_lines (id, account_id, order_id, position, variant_id, sku, title,
            quantity, unit_price_minor, subtotal_minor, tax_minor, total_minor, fulfilled,
            cancelled, created_at)
        SELECT line_id, account, order_id, row_number() OVER (), variant_id, sku, title, 1,
            price_minor, price_minor, 0, price_minor, 0, 0, now()
        FROM offer
    ), new_reservation AS (
        INSERT INTO reservations
            (id, account_id, order_id, status, version, created_at, updated_at)
        VALUES (reservation_id, account, order_id, 'active', 1, now(), now())
    ), kept AS (
        INSERT INTO idempotency_keys (id, account_id, principal, key, fingerprint, status,
            headers, body, created_at)
        VALUES (bench.new_id(), account, actor, order_id::text, repeat('0', 64), 201,
            '{"ETag": "\"1\"", "Content-Type": "application/json"}',
            convert_to(repeat('x', 1650), 'UTF8'), now())
    )
    SELECT array_agg(level_id), array_agg(line_id) INTO levels, line_ids FROM offer;

    -- What refers to a level is written in the statement that takes from it: referring to it
    -- before would lock its key together with others, and leave a multixact on every version
    -- of a hot row, which no look-up may skip until the table is vacuumed.
    WITH locked AS (
        SELECT l.id, l.reserved + 1 <= l.on_hand + l.backorder_limit - l.safety_stock AS fits
        FROM stock_levels l WHERE l.id = ANY (levels) ORDER BY l.id FOR NO KEY UPDATE
    ), taken AS (
        UPDATE stock_levels l SET reserved = l.reserved + 1, sequence = l.sequence + 1,
            version = l.version + 1, updated_at = now()
        FROM locked w WHERE l.id = w.id AND w.fits
        RETURNING l.id, l.variant_id, l.location_id, l.sequence, l.on_hand, l.reserved
    ), promises AS (
        INSERT INTO reservation_lines (id, account_id, reservation_id, order_line_id,
            stock_level_id, quantity, shipped, released, created_at)
        SELECT bench.new_id(), account, reservation_id, w.line_id, w.level_id, 1, 0, 0, now()
        FROM unnest(line_ids, levels) AS w (line_id, level_id)
    ), posted AS (
        INSERT INTO stock_movements (id, account_id, stock_level_id, variant_id, location_id,
            sequence, kind, delta_on_hand, delta_reserved, on_hand_after, reserved_after,
            reference, actor, occurred_at, created_at)
        SELECT bench.new_id(), account, id, variant_id, location_id, sequence, 'reserved', 0, 1,
            on_hand, reserved, order_number, actor, now(), now()
        FROM taken RETURNING 1
    )
    SELECT count(*) INTO moved FROM posted;
    IF moved IS DISTINCT FROM cardinality(wanted) THEN
        RAISE EXCEPTION 'too little stock for %', wanted;
    END IF;
END $$;
