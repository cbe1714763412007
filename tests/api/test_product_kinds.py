"""Product kinds over HTTP."""

import pytest

from models import ProductKind
from services.catalogue.builtin import BOOK, GENERAL
from tests.api.bodies import places, refusal, titles

POSTER = {
    "type": "object",
    "properties": {"width_mm": {"type": "integer", "minimum": 1}},
    "required": ["width_mm"],
}
BUILT_IN = 2


@pytest.fixture
def poster(client):
    """A kind of the account's own."""
    return make(client).json


def make(client, json_schema=POSTER, code="poster"):
    body = {"code": code, "title": "Poster", "json_schema": json_schema}
    return client.post("/v1/product-kinds", body)


def test_an_account_has_the_built_in_kinds(client):
    kinds = client.get("/v1/product-kinds").json["data"]

    found = {kind["code"]: (kind["json_schema"], kind["is_built_in"]) for kind in kinds}
    assert found == {"general": (GENERAL, True), "book": (BOOK, True)}


def test_an_account_adds_a_kind_of_its_own(client):
    answer = make(client)

    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    assert (answer.json["code"], answer.json["is_built_in"]) == ("poster", False)
    assert client.get(f"/v1/product-kinds/{answer.json['id']}").json == answer.json


def test_kinds_are_found_by_code(client, poster):
    assert titles(client.get("/v1/product-kinds?code=poster"), "id") == [poster["id"]]
    assert titles(client.get("/v1/product-kinds?code=none"), "id") == []


def test_a_code_is_taken_once_per_account(client, stranger, shop):
    make(client)

    again = make(client)

    assert refusal(again) == (409, "kind-code-taken")
    assert again.json["details"] == {"code": "poster"}
    assert shop.count(ProductKind) == BUILT_IN + 1
    assert make(stranger).status_code == 201


def test_a_built_in_kind_stays_as_it_is(client, shop):
    book = client.get("/v1/product-kinds?code=book").json["data"][0]
    address = f"/v1/product-kinds/{book['id']}"

    assert refusal(client.patch(address, {"title": "Tome"})) == (409, "kind-is-built-in")
    assert refusal(client.delete(address)) == (409, "kind-is-built-in")
    assert client.get(address).json == book
    assert shop.count(ProductKind) == BUILT_IN


def test_a_patch_changes_what_it_names(client, poster):
    answer = client.patch(f"/v1/product-kinds/{poster['id']}", {"title": "Print"}, match='"1"')

    assert (answer.status_code, answer.json["version"]) == (200, 2)
    assert (answer.json["title"], answer.json["json_schema"]) == ("Print", POSTER)


def test_a_wider_schema_is_taken_while_products_fit_it(client, shop, poster):
    shop.product(kind="poster", attributes={"width_mm": 420})
    wider = {"type": "object", "properties": {"width_mm": {"type": "number"}}}

    answer = client.patch(f"/v1/product-kinds/{poster['id']}", {"json_schema": wider})

    assert (answer.status_code, answer.json["json_schema"]) == (200, wider)


def test_a_narrower_schema_names_the_products_it_does_not_fit(client, shop, poster):
    fits = shop.product(kind="poster", attributes={"width_mm": 420})
    misfits = [shop.product(kind="poster", attributes={"width_mm": 99}) for _ in range(11)]
    narrower = {**POSTER, "properties": {"width_mm": {"minimum": 100}}}
    address = f"/v1/product-kinds/{poster['id']}"

    answer = client.patch(address, {"json_schema": narrower})

    assert refusal(answer) == (409, "kind-in-use")
    named = answer.json["details"]["products"]
    assert len(named) == 10
    assert set(named) < {str(product["id"]) for product in misfits}
    assert str(fits["id"]) not in named
    assert client.get(address).json == poster


def test_an_unusable_schema_is_no_patch(client, poster):
    address = f"/v1/product-kinds/{poster['id']}"

    answer = client.patch(address, {"json_schema": {"type": "array"}})

    assert refusal(answer) == (422, "schema-unusable")
    assert client.get(address).json == poster


def test_an_unused_kind_is_deleted(client, poster, shop):
    assert client.delete(f"/v1/product-kinds/{poster['id']}").status_code == 204
    assert shop.count(ProductKind) == BUILT_IN


def test_a_kind_in_use_is_not_deleted(client, shop, poster):
    product = shop.product(kind="poster", attributes={"width_mm": 1})

    answer = client.delete(f"/v1/product-kinds/{poster['id']}")

    assert refusal(answer) == (409, "kind-in-use")
    assert answer.json["details"] == {"products": [str(product["id"])]}
    assert shop.count(ProductKind) == BUILT_IN + 1


def test_a_stale_version_neither_changes_nor_deletes(client, poster):
    address = f"/v1/product-kinds/{poster['id']}"

    patched = client.patch(address, {"title": "Print"}, match='"7"')
    deleted = client.delete(address, match='"7"')

    assert refusal(patched) == refusal(deleted) == (412, "stale-version")
    assert patched.json["details"] == {"current_version": 1}
    assert client.get(address).json == poster


def test_is_a_404_for_a_stranger(stranger, client, poster):
    address = f"/v1/product-kinds/{poster['id']}"
    answers = [
        stranger.get(address),
        stranger.patch(address, {"title": "Mine"}),
        stranger.delete(address),
    ]

    assert [refusal(answer) for answer in answers] == [(404, "product-kind-not-found")] * 3
    assert poster["id"] not in titles(stranger.get("/v1/product-kinds"), "id")
    assert client.get(address).json == poster


def test_a_stranger_s_kind_is_unknown(client, stranger, shop):
    make(stranger)

    answer = client.post("/v1/products", {"kind": "poster", "title": "Moon"})

    assert refusal(answer) == (422, "unknown-kind")
    assert places(answer) == ["/kind"]
