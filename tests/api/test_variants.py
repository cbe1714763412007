"""Variants over HTTP."""

import pytest

from models import Variant
from tests.api.bodies import places, refusal

ISBN = "9780141439518"


def add(client, product, **facts):
    return client.post(f"/v1/products/{product['id']}/variants", facts)


def test_a_variant_is_added_to_a_product(client, shop):
    product = shop.product(variants=[])

    answer = add(client, product, sku="A", gtin="0141439513", price_minor=0, weight_grams=0)

    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    facts = {name: answer.json[name] for name in ("sku", "gtin", "price_minor", "currency")}
    assert facts == {"sku": "A", "gtin": ISBN, "price_minor": 0, "currency": "EUR"}
    assert client.get(f"/v1/variants/{answer.json['id']}").json == answer.json
    whole = client.get(f"/v1/products/{product['id']}").json
    assert (whole["variants"], whole["version"]) == ([answer.json], 2)


def test_a_sku_is_taken_once_per_account(client, stranger, shop):
    shop.variant(sku="A")
    other = shop.variant(sku="B")
    theirs = stranger.shop.product(variants=[])

    added = add(client, shop.product(variants=[]), sku="A")
    renamed = client.patch(f"/v1/variants/{other['id']}", {"sku": "A"})

    assert refusal(added) == refusal(renamed) == (409, "sku-taken")
    taken = {"sku": "A", "pointer": "/sku"}
    assert added.json["details"] == renamed.json["details"] == taken
    assert [row["sku"] for row in shop.rows(Variant)] == ["A", "B"]
    assert add(stranger, theirs, sku="A").status_code == 201


def test_upper_and_lower_case_are_two_skus(client, shop):
    shop.variant(sku="abc")

    assert add(client, shop.product(variants=[]), sku="ABC").status_code == 201


@pytest.mark.parametrize("same", [ISBN, "0-14-143951-3", "0" + ISBN])
def test_a_gtin_is_taken_once_among_active_variants(client, shop, same):
    shop.variant(gtin=ISBN)

    answer = add(client, shop.product(variants=[]), sku="B", gtin=same)

    assert refusal(answer) == (409, "gtin-taken")
    assert answer.json["details"]["pointer"] == "/gtin"
    assert answer.json["details"]["gtin"].endswith(ISBN)
    assert shop.count(Variant) == 1


def test_an_archived_variant_frees_its_gtin(client, shop):
    old = shop.variant(gtin=ISBN)
    client.patch(f"/v1/variants/{old['id']}", {"status": "archived"})

    new = add(client, shop.product(variants=[]), sku="B", gtin=ISBN)
    revived = client.patch(f"/v1/variants/{old['id']}", {"status": "active"})

    assert new.status_code == 201
    assert refusal(revived) == (409, "gtin-taken")
    assert revived.json["details"] == {"gtin": ISBN, "pointer": "/status"}
    assert client.get(f"/v1/variants/{old['id']}").json["status"] == "archived"
    assert client.get(f"/v1/variants/by-code/{ISBN}").json["id"] == new.json["id"]


def test_a_patch_keeps_what_is_absent_and_clears_what_is_null(client, shop):
    made = shop.variant(sku="A", title="Red", gtin=ISBN, price_minor=5, weight_grams=7)
    address = f"/v1/variants/{made['id']}"
    before = client.get(address).json
    cleared = {"title": None, "gtin": None, "price_minor": None, "weight_grams": None}

    kept = client.patch(address, {"currency": "GBP"}, match='"1"').json
    answer = client.patch(address, cleared, match='"2"').json

    assert kept == {**before, "currency": "GBP", "version": 2, "updated_at": kept["updated_at"]}
    assert answer == {**kept, **cleared, "version": 3, "updated_at": answer["updated_at"]}
    assert refusal(client.get(f"/v1/variants/by-code/{ISBN}")) == (404, "code-not-found")


def test_a_new_gtin_is_found_and_the_old_one_is_not(client, shop):
    made = shop.variant(gtin=ISBN)

    client.patch(f"/v1/variants/{made['id']}", {"gtin": "96385074"})

    assert client.get("/v1/variants/by-code/96385074").json["id"] == str(made["id"])
    assert client.get(f"/v1/variants/by-code/{ISBN}").status_code == 404


@pytest.mark.parametrize(
    "patch",
    [
        {"sku": None},
        {"currency": None},
        {"status": None},
        {"gtin": "9780141439519"},
        {"price_minor": -1},
        {"price_minor": 1_000_000_000_001},
        {"weight_grams": -1},
        {"product_id": "0199a2b4-7c1e-7d3a-9f21-3f6c1a2b4d5e"},
    ],
)
def test_a_wrong_patch_changes_nothing(client, shop, patch):
    address = f"/v1/variants/{shop.variant()['id']}"
    before = client.get(address).json

    answer = client.patch(address, patch)

    assert (answer.status_code, places(answer)) == (422, [f"/{next(iter(patch))}"])
    assert client.get(address).json == before


def test_a_stale_version_neither_changes_nor_deletes(client, shop):
    address = f"/v1/variants/{shop.variant()['id']}"
    before = client.get(address).json

    answers = [
        client.patch(address, {"sku": "B"}, match='"2"'),
        client.delete(address, match='"2"'),
    ]

    assert [refusal(answer) for answer in answers] == [(412, "stale-version")] * 2
    assert client.get(address).json == before


def test_a_variant_nobody_stocked_is_deleted(client, shop):
    product = shop.product()

    answer = client.delete(f"/v1/variants/{product['variants'][0]['id']}", match='"1"')

    assert answer.status_code == 204
    whole = client.get(f"/v1/products/{product['id']}").json
    assert (whole["variants"], whole["version"]) == ([], 2)


def test_a_variant_in_use_is_not_deleted(client, shop):
    level = shop.level(on_hand=1)

    answer = client.delete(f"/v1/variants/{level['variant_id']}")

    assert refusal(answer) == (409, "variant-in-use")
    assert shop.count(Variant) == 1


def test_is_a_404_for_a_stranger(client, stranger, shop):
    made = shop.variant(sku="A", gtin=ISBN)
    address = f"/v1/variants/{made['id']}"
    before = client.get(address).json
    hidden = [
        stranger.get(address),
        stranger.patch(address, {"sku": "B"}),
        stranger.delete(address),
    ]
    codes = [stranger.get(f"/v1/variants/by-code/{code}") for code in ("A", ISBN)]

    assert [refusal(answer) for answer in hidden] == [(404, "variant-not-found")] * 3
    assert [refusal(answer) for answer in codes] == [(404, "code-not-found")] * 2
    assert client.get(address).json == before
