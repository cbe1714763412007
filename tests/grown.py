"""A shop with enough rows in every list to tell reading some of them from reading all."""

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bench.growth.shop import RARE, Shop, furnish
from models import db
from tests import factories, postgres
from tests.api.every import EVERY
from tests.checks.contract import Operation
from tests.client import Client
from tests.conftest import build_app, migrate

PAGE = 50
"""Rows that every list has at least."""
AN_HOUR = 3_600
LISTS = sorted(
    (one for one in EVERY if "cursor" in one.parameters["query"]), key=lambda one: one.id
)
"""Every list of the document."""


class Grown:
    """The shop, its owner, and the ids of rows that there are."""

    def __init__(self, shop: Shop, client: Client, ids: dict[str, str]) -> None:
        self.shop, self.client, self.ids = shop, client, ids

    def path(self, one: Operation) -> str:
        """Give the address of an operation of a row that is there."""
        return one.path.format(**self.ids)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def grown(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[int], Grown]]:
    """Give a function that has the shop grow to so many products and orders."""
    if request.param == "sqlite":
        yield from _growing(f"sqlite:///{tmp_path_factory.mktemp('grown')}/grown.db")
        return
    with postgres.fresh_database(request.getfixturevalue("postgres_server")) as url:
        yield from _growing(url.replace("postgresql://", "postgresql+psycopg://", 1))


def _growing(url: str) -> Iterator[Callable[[int], Grown]]:
    app = build_app(url, access_token_ttl_seconds=AN_HOUR)
    migrate(app)
    made = factories.Shop(app)
    client = made.client()
    shop = furnish(app, client.headers)
    ids = {**shop.rare, "import_id": _few(made, shop, client), "code": RARE}
    lasting = Grown(shop, client, {**ids, **_found(client)})

    def grow(size: int) -> Grown:
        if shop.size < size:
            shop.grow(size)
        return lasting

    yield grow
    with app.app_context():
        db.engine.dispose()


def _few(made: factories.Shop, shop: Shop, client: Client) -> str:
    """Fill the lists that a merchant's trade does not; give the id of an import."""
    for n in range(PAGE):
        made.location()
        made.colleague()
        shop.call("POST", "/v1/api-keys", {"name": "Till", "scopes": ["stock:read"]})
        kind = {"code": f"kind-{n}", "title": "Kind", "json_schema": {"type": "object"}}
        shop.call("POST", "/v1/product-kinds", kind)
        _import(client, [{"sku": "M", "title": "M"}])
    return _import(client, [{"sku": f"N-{n}"} for n in range(PAGE)])


def _import(client: Client, rows: list[dict[str, Any]]) -> str:
    """Import rows; those without a title are refused, of which there is something to say."""
    content = "\n".join(map(json.dumps, rows)).encode()
    data = {"file": (io.BytesIO(content), "rows.jsonl")}
    answer = client.post("/v1/imports", data=data, content_type="multipart/form-data")
    assert answer.status_code == 201, answer.json
    made: str = answer.json["id"]
    return made


def _found(client: Client) -> dict[str, str]:
    """Give an id of each list whose rows have not given theirs yet."""
    lists = {
        "user_id": "users",
        "api_key_id": "api-keys",
        "product_kind_id": "product-kinds",
        "stock_movement_id": "stock-movements",
        "fulfilment_id": "fulfilments",
    }
    first = {name: client.get(f"/v1/{of}?limit=1").json["data"][0] for name, of in lists.items()}
    return {name: row["id"] for name, row in first.items()}
