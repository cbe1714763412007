"""What is measured. No label holds what a caller sent: there are never more series than these."""

from prometheus_client import Counter, Gauge, Histogram, values

from metrics import slots

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

if slots.place() is not None:
    values.ValueClass = values.MultiProcessValue(slots.own)

REQUESTS = Counter("backstock_requests", "Requests that were answered.", ["operation", "status"])
DURATION = Histogram(
    "backstock_request_duration_seconds",
    "From the first line of a request that was read whole to its answer.",
    ["operation"],
    buckets=SECONDS,
)
REFUSALS = Counter("backstock_refusals", "Problem documents, by their code.", ["code"])
REPLAYS = Counter("backstock_idempotent_replays", "Answers given again to the same key.")
RETRIES = Counter("backstock_transaction_retries", "Transactions that were done again.")
POOL_SIZE = Gauge(
    "backstock_database_connections_max",
    "Most connections of a worker to its database.",
    multiprocess_mode="liveall",
)
POOL_IN_USE = Gauge(
    "backstock_database_connections_in_use",
    "Connections of a worker that are working, as of the last second.",
    multiprocess_mode="liveall",
)
QUEUE_DEPTH = Gauge(
    "backstock_jobs_unfinished",
    "Jobs that are not finished, as of the last quarter of a minute.",
    multiprocess_mode="livemostrecent",
)
