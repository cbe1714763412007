"""Products over HTTP."""

import pytest

from models import Product, Variant
from tests.api.bodies import places, refusal, titles

EMMA = {
    "kind": "book",
    "title": "Emma",
    "description": "A comedy of manners.",
    "external_ref": "erp-1",
    "attributes": {"authors": ["Jane Austen"], "publication_year": 1815},
    "variants": [
        {"sku": "EMMA-P", "gtin": "0-14-143958-0", "price_minor": 999, "weight_grams": 320},
        {"sku": "EMMA-H", "title": "Hardcover", "price_minor": 2_499, "currency": "GBP"},
    ],
}


def test_a_product_is_made_with_its_variants(client):
    answer = client.post("/v1/products", EMMA)

    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    assert {name: answer.json[name] for name in EMMA if name != "variants"} == {
        name: value for name, value in EMMA.items() if name != "variants"
    }
    assert answer.json["status"] == "active"
    paperback, hardcover = answer.json["variants"]
    assert (paperback["gtin"], paperback["currency"]) == ("9780141439587", "EUR")
    assert (hardcover["gtin"], hardcover["currency"]) == (None, "GBP")
    assert client.get(f"/v1/products/{answer.json['id']}").json == answer.json


def test_a_product_needs_little(client):
    answer = client.post("/v1/products", {"kind": "general", "title": "Moon"})

    facts = {name: answer.json[name] for name in ("description", "external_ref", "attributes")}
    assert facts == {"description": None, "external_ref": None, "attributes": {}}
    assert answer.json["variants"] == []


@pytest.mark.parametrize(
    ("second", "code", "details"),
    [
        ({"sku": "EMMA-P"}, "sku-taken", {"sku": "EMMA-P", "pointer": "/variants/1/sku"}),
        (
            {"sku": "OTHER", "gtin": "9780141439587"},
            "gtin-taken",
            {"gtin": "9780141439587", "pointer": "/variants/1/gtin"},
        ),
    ],
)
def test_two_variants_of_one_payload_may_not_share_a_code(client, shop, second, code, details):
    answer = client.post("/v1/products", {**EMMA, "variants": [EMMA["variants"][0], second]})

    assert refusal(answer) == (409, code)
    assert answer.json["details"] == details
    assert (shop.count(Product), shop.count(Variant)) == (0, 0)


def test_a_wrong_check_digit_is_named(client, shop):
    answer = client.post(
        "/v1/products", {**EMMA, "variants": [{"sku": "EMMA", "gtin": "9780141439580"}]}
    )

    assert (answer.status_code, places(answer)) == (422, ["/variants/0/gtin"])
    assert answer.json["errors"][0]["code"] == "check-digit"
    assert shop.count(Product) == 0


def test_an_unknown_kind_is_named(client, shop):
    answer = client.post("/v1/products", {"kind": "no-such", "title": "Moon"})

    assert refusal(answer) == (422, "unknown-kind")
    assert (places(answer), answer.json["details"]) == (["/kind"], {"kind": "no-such"})
    assert shop.count(Product) == 0


def test_a_product_does_not_move_to_an_unknown_kind(client, shop):
    product = shop.product()

    answer = client.patch(f"/v1/products/{product['id']}", {"kind": "no-such"})

    assert refusal(answer) == (422, "unknown-kind")
    assert (places(answer), answer.json["details"]) == (["/kind"], {"kind": "no-such"})
    assert client.get(f"/v1/products/{product['id']}").json["kind"] == "general"


def test_an_external_ref_is_taken_once_per_account(client, stranger, shop):
    first = client.post("/v1/products", EMMA)
    body = {"kind": "general", "title": "Moon", "external_ref": "erp-1"}

    again = client.post("/v1/products", body)
    other = shop.product()
    moved = client.patch(f"/v1/products/{other['id']}", {"external_ref": "erp-1"})

    assert refusal(again) == refusal(moved) == (409, "external-ref-taken")
    assert again.json["details"] == moved.json["details"] == {"external_ref": "erp-1"}
    assert titles(client.get("/v1/products?external_ref=erp-1"), "id") == [first.json["id"]]
    assert stranger.post("/v1/products", body).status_code == 201


def test_a_patch_keeps_what_is_absent(client):
    made = client.post("/v1/products", EMMA).json

    answer = client.patch(f"/v1/products/{made['id']}", {"title": "Emma!"}, match='"1"')

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert answer.json == {**made, "title": "Emma!", "version": 2, **renewed(answer)}


def test_a_patch_clears_what_is_null(client):
    made = client.post("/v1/products", EMMA).json
    cleared = {"description": None, "external_ref": None}

    answer = client.patch(f"/v1/products/{made['id']}", cleared)

    assert answer.json == {**made, **cleared, "version": 2, **renewed(answer)}


def renewed(answer):
    return {"updated_at": answer.json["updated_at"]}


@pytest.mark.parametrize("name", ["title", "kind", "status", "attributes"])
def test_what_a_product_must_have_is_not_cleared(client, name):
    made = client.post("/v1/products", EMMA).json

    answer = client.patch(f"/v1/products/{made['id']}", {name: None})

    assert (answer.status_code, places(answer)) == (422, [f"/{name}"])
    assert client.get(f"/v1/products/{made['id']}").json == made


def test_attributes_are_replaced_as_a_whole(client):
    made = client.post("/v1/products", EMMA).json

    answer = client.patch(f"/v1/products/{made['id']}", {"attributes": {"pages": 474}})

    assert answer.json["attributes"] == {"pages": 474}


@pytest.mark.parametrize(
    ("patch", "pointer"),
    [
        ({"attributes": {"pages": 0}}, "/attributes/pages"),
        ({"kind": "no-such"}, "/kind"),
    ],
)
def test_a_patch_that_breaks_the_kind_changes_nothing(client, patch, pointer):
    made = client.post("/v1/products", EMMA).json

    answer = client.patch(f"/v1/products/{made['id']}", patch)

    assert (answer.status_code, places(answer)) == (422, [pointer])
    assert client.get(f"/v1/products/{made['id']}").json == made


def test_a_new_kind_must_fit_the_old_attributes(client, shop):
    made = client.post("/v1/products", {**EMMA, "kind": "general", "attributes": {"x": 1}}).json
    address = f"/v1/products/{made['id']}"

    refused = client.patch(address, {"kind": "book"})
    taken = client.patch(address, {"kind": "book", "attributes": {}})

    assert refusal(refused) == (422, "attributes-invalid")
    assert (taken.json["kind"], taken.json["attributes"]) == ("book", {})


def test_a_change_of_a_variant_is_one_of_its_product(client):
    made = client.post("/v1/products", EMMA).json

    client.patch(f"/v1/variants/{made['variants'][0]['id']}", {"price_minor": 1})
    stale = client.patch(f"/v1/products/{made['id']}", {"title": "Emma!"}, match='"1"')

    assert refusal(stale) == (412, "stale-version")
    assert stale.json["details"] == {"current_version": 2}


def test_a_product_nobody_stocked_is_deleted_with_its_variants(client, shop):
    made = client.post("/v1/products", EMMA).json

    assert client.delete(f"/v1/products/{made['id']}", match='"1"').status_code == 204
    assert (shop.count(Product), shop.count(Variant)) == (0, 0)


def test_a_stale_delete_deletes_nothing(client, shop):
    made = client.post("/v1/products", EMMA).json

    answer = client.delete(f"/v1/products/{made['id']}", match='"2"')

    assert refusal(answer) == (412, "stale-version")
    assert client.get(f"/v1/products/{made['id']}").json == made


def test_a_product_in_use_is_not_deleted(client, shop):
    made = client.post("/v1/products", EMMA).json
    shop.level(on_hand=1, variant=shop.rows(Variant)[1])

    answer = client.delete(f"/v1/products/{made['id']}")

    assert refusal(answer) == (409, "product-in-use")
    assert client.get(f"/v1/products/{made['id']}").json == made


def test_is_a_404_for_a_stranger(client, stranger, shop):
    made = client.post("/v1/products", EMMA).json
    address = f"/v1/products/{made['id']}"
    answers = [
        stranger.get(address),
        stranger.patch(address, {"title": "Mine"}),
        stranger.delete(address),
        stranger.post(f"{address}/variants", {"sku": "MINE"}),
    ]

    assert [refusal(answer) for answer in answers] == [(404, "product-not-found")] * 4
    assert titles(stranger.get("/v1/products")) == []
    assert client.get(address).json == made
