-- Three different SKUs of the same five.
\set first random(0, 4)
\set second (:first + random(1, 2)) % 5
\set third (:second + random(1, 2)) % 5
SELECT bench.place_order(ARRAY[1 + :first, 1 + :second, 1 + :third]::int[]);
