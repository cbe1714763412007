-- Three different SKUs of the first :skus; start pgbench with -D skus=20000.
\set first random(1, :skus)
\set second 1 + (:first + random(1, :skus / 3)) % :skus
\set third 1 + (:second + random(1, :skus / 3)) % :skus
SELECT bench.place_order(ARRAY[:first, :second, :third]::int[]);
