"""One SKU or one kind in the hands of several at once."""

from models import Product, ProductKind, Variant
from tests.races.crowd import at_once, statuses

ANYTHING = {"type": "object"}
ONLY_A_COLOUR = {
    "type": "object",
    "properties": {"colour": {"type": "string"}},
    "additionalProperties": False,
}


def product_of(sku, **facts):
    return {"kind": "general", "title": "Lamp", "variants": [{"sku": sku}], **facts}


def add_kind(client, code):
    body = {"code": code, "title": "Lamp", "json_schema": ANYTHING}
    return client.post("/v1/product-kinds", body).json["id"]


def test_one_sku_made_by_eight_exists_once(callers, client, shop):
    body = product_of("LAMP-1")

    answers = at_once([lambda c=c: c.post("/v1/products", body) for c in callers(8)])

    assert statuses(answers) == {(201, None): 1, (409, "sku-taken"): 7}
    assert (shop.count(Product), shop.count(Variant)) == (1, 1)


def test_a_kind_deleted_while_products_are_made_leaves_none_without_kind(callers, client, shop):
    for n in range(5):
        kind = f"lamp-{n}"
        path = f"/v1/product-kinds/{add_kind(client, kind)}"
        deleter, *makers = callers(4)
        acts = [
            lambda c=c, sku=f"{kind}-{m}", kind=kind: c.post(
                "/v1/products", product_of(sku, kind=kind)
            )
            for m, c in enumerate(makers)
        ]

        gone, *made = at_once([lambda c=deleter, path=path: c.delete(path), *acts])

        counts = statuses(made)
        if gone.status_code == 204:
            assert counts == {(422, "unknown-kind"): 3}
        else:
            assert gone.json["code"] == "kind-in-use"
            assert counts[201, None] >= 1

    kinds = {row["code"] for row in shop.rows(ProductKind)}
    assert {row["kind"] for row in shop.rows(Product)} <= kinds


def test_a_schema_changed_while_products_are_made_fits_them_all(callers, client, shop):
    for n in range(5):
        kind = f"lamp-{n}"
        path = f"/v1/product-kinds/{add_kind(client, kind)}"
        changer, *makers = callers(4)
        acts = [
            lambda c=c, sku=f"{kind}-{m}", kind=kind: c.post(
                "/v1/products", product_of(sku, kind=kind, attributes={"watts": 5})
            )
            for m, c in enumerate(makers)
        ]

        changed, *made = at_once(
            [lambda c=changer, path=path: c.patch(path, {"json_schema": ONLY_A_COLOUR}), *acts]
        )

        counts = statuses(made)
        if changed.status_code == 200:
            assert counts == {(422, "attributes-invalid"): 3}
        else:
            assert changed.json["code"] == "kind-in-use"
            assert counts[201, None] >= 1
