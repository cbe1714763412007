"""What is asked of every server, and how far ahead Backstock has to be."""

from dataclasses import dataclass, field

SKUS = 20_000
HOT = 5
MARK = "%"
"""Stands in a body for a random SKU; all those of one body differ."""

ASK = '{"skus":["%","%","%"]}'
LINE = '{"sku":"%","quantity":1}'
ORDER = (
    '{"currency":"EUR","customer":{"email":"reader@example.com"},'
    f'"lines":[{LINE},{LINE},{LINE}]}}'
)


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of request; `{id}` in `path` stands for the id of a random product.

    `skus`: how many SKUs a body draws from. `keyed`: each request has an Idempotency-Key of
    its own. `goals`: the least that each ratio of `bench.speed.ratios` may be.
    """

    name: str
    title: str
    path: str
    body: str | None = None
    skus: int = SKUS
    keyed: bool = False
    clients: int = 16
    workers: int = 1
    goals: dict[str, float] = field(default_factory=dict)

    @property
    def method(self) -> str:
        """The HTTP method."""
        return "GET" if self.body is None else "POST"


def _goals(fastapi: float, cpu: float | None, tuned: float, **others: float) -> dict[str, float]:
    goals = {"fastapi": fastapi, "fastapi_tuned": tuned, **others}
    return goals if cpu is None else {**goals, "fastapi_cpu": cpu}


CASES = (
    Case("health", "health", "/health/live"),
    Case(
        "list",
        "list of 50 products with variants",
        "/v1/products?limit=50",
        goals=_goals(4, 15, 1, floor=0.5),
    ),
    Case("product", "product", "/v1/products/{id}", goals=_goals(5, 6, 1, floor=0.4)),
    Case("orders", "list of 50 orders with lines", "/v1/orders?limit=50"),
    Case(
        "availability",
        "availability of 3 SKUs",
        "/v1/availability",
        ASK,
        goals=_goals(5, 6, 1, floor=0.4),
    ),
    Case(
        "order",
        "order of 3 lines, 20,000 SKUs",
        "/v1/orders",
        ORDER,
        keyed=True,
        goals=_goals(6, 12, 1.2, pgbench=0.8),
    ),
    Case(
        "order_hot",
        "order of 3 lines, 5 hot SKUs",
        "/v1/orders",
        ORDER,
        skus=HOT,
        keyed=True,
        clients=32,
        workers=2,
        goals=_goals(8, None, 1.2, pgbench=0.7),
    ),
)
IMPORT = "import"
IMPORT_GOAL = 5_000.0
"""Rows per second."""


def sku(number: int) -> str:
    """Give the SKU of a number from 1 to `SKUS`."""
    return f"SKU-{number:05d}"
