"""Bodies that cannot be read, and JSON that was made to hurt."""

import json

import pytest

from models import Fulfilment, Location, Product
from tests.api.bodies import places, refusal
from tests.client import Client

JSON = {"content_type": "application/json"}
LONG = "9" * 6_000
TOO_LARGE = 2 * 1_048_576


def nested(depth):
    """Write a product whose JSON is so many levels deep."""
    inner = depth - 1
    attributes = '{"a":' * (inner - 1) + "{}" + "}" * (inner - 1)
    return f'{{"kind": "general", "title": "Deep", "attributes": {attributes}}}'


NOT_JSON = [
    (b'{"kind": ', "malformed-json"),
    (b"{'kind': 'book'}", "malformed-json"),
    (b'{"kind": "book",}', "malformed-json"),
    (b"{}{}", "malformed-json"),
    (b" ", "malformed-json"),
    (b"\x00", "malformed-json"),
    (b'{"title": NaN}', "malformed-json"),
    (b'{"title": -Infinity}', "malformed-json"),
    (b'{"title": NaN, "kind": "\\ud800"}', "malformed-json"),
    (b'{"title": "\xff"}', "malformed-json"),
    (b'{"title": "\xed\xa0\x80"}', "malformed-json"),
    (b'{"title": "line\nend"}', "malformed-json"),
    (b'{"title": 1e400}', "malformed-json"),
    ("{}".encode("utf-16"), "malformed-json"),
    (f'{{"title": {LONG}}}'.encode(), "json-number-too-long"),
    (f'{{"title": -{LONG}.5e{LONG}}}'.encode(), "json-number-too-long"),
    (f'{{"title": {LONG}, "kind": "\\ud800"}}'.encode(), "json-number-too-long"),
    (b"[" * 100_000, "json-too-deep"),
    (b'{"a":' * 100_000, "json-too-deep"),
    (b"[" * 100_000 + b"]" * 100_000, "json-too-deep"),
    (b'["\\ud800",' + b"[" * 100_000, "json-too-deep"),
    (nested(65).encode(), "json-too-deep"),
]


def test_what_is_not_json_is_a_400(client, shop):
    for body, code in NOT_JSON:
        answer = client.post("/v1/products", data=body, **JSON)

        assert refusal(answer) == (400, code), body[:40]
        assert answer.mimetype == "application/problem+json"
        assert len(answer.data) < 1_000
    assert shop.count(Product) == 0


def test_malformed_json_is_answered_with_the_place(client):
    answer = client.post("/v1/products", data='{"kind":\n nope}', **JSON)

    assert "line 2 column" in answer.json["detail"]


def test_the_limits_are_in_the_answer(client):
    deep = client.post("/v1/products", data=nested(65), **JSON)
    long = client.post("/v1/products", data=f"[{'1' * 301}]", **JSON)

    assert deep.json["details"] == {"limit": 64}
    assert long.json["details"] == {"limit": 300}


def test_sixty_four_levels_are_read_and_given_back(client):
    body = nested(64)

    answer = client.post("/v1/products", data=body, **JSON)

    assert answer.status_code == 201
    assert answer.json["attributes"] == json.loads(body)["attributes"]
    assert client.get(f"/v1/products/{answer.json['id']}").json == answer.json


def test_what_looks_deep_or_long_may_stand_in_a_string(client):
    for text in ("[" * 200, LONG, "9" * 301 + '"', '\\"[{' * 100, "\\" * 3):
        body = {"kind": "general", "title": "Text", "description": text}

        answer = client.post("/v1/products", data=json.dumps(body), **JSON)

        assert (answer.status_code, answer.json["description"]) == (201, text)


def test_an_empty_body_lacks_what_is_required(client, shop):
    for body in (b"", b"{}"):
        answer = client.post("/v1/products", data=body, **JSON)

        assert (answer.status_code, sorted(places(answer))) == (422, ["/kind", "/title"]), body
        assert {error["code"] for error in answer.json["errors"]} == {"required"}
    assert shop.count(Product) == 0


def test_a_patch_without_a_body_says_nothing(client, shop):
    location = shop.location()

    answer = client.send("PATCH", f"/v1/locations/{location['id']}", headers={"If-Match": "*"})

    assert refusal(answer) == (400, "malformed-json")
    assert shop.rows(Location) == [location]


def test_a_body_is_an_object(client, shop):
    for body in (b"[]", b'[{"kind": "general"}]', b'"text"', b"7", b"true", b"null"):
        answer = client.post("/v1/products", data=body, **JSON)

        assert (answer.status_code, places(answer)) == (422, [""]), body
        assert answer.json["errors"][0]["code"] == "type"
    assert shop.count(Product) == 0


def test_another_media_type_is_a_415(client, shop):
    body = '{"kind": "general", "title": "A"}'
    for media_type in ("text/plain", "application/xml", "text/json", None):
        answer = client.post("/v1/products", data=body, content_type=media_type)

        assert refusal(answer) == (415, "unsupported-media-type"), media_type
        supported = ["application/json", "application/merge-patch+json"]
        assert answer.json["details"] == {"supported": supported}
    assert shop.count(Product) == 0


@pytest.mark.parametrize("media_type", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_is_no_json(client, shop, media_type):
    order = shop.order((shop.level(on_hand=1)["sku"], 1), confirmed=True)

    made = client.post("/v1/products", data={"title": "A"}, content_type=media_type)
    # Its body may be absent, which means "all": one that was not read must not pass as such.
    shipped = client.post(
        f"/v1/orders/{order['id']}/ship", data={"carrier": "A"}, content_type=media_type
    )

    assert refusal(made) == refusal(shipped) == (415, "unsupported-media-type")
    assert (shop.count(Product), shop.count(Fulfilment)) == (1, 0)


CHUNKED = {
    "headers": {"Transfer-Encoding": "chunked"},
    "environ_overrides": {"wsgi.input_terminated": True},
}


@pytest.mark.parametrize("sent", [{}, CHUNKED], ids=["whole", "chunked"])
def test_two_mebibytes_are_too_large(client, shop, sent):
    body = b'{"kind": "general", "title": "A"}' + b" " * TOO_LARGE

    answer = client.post("/v1/products", data=body, **JSON, **sent)

    assert refusal(answer) == (413, "body-too-large")
    assert answer.json["details"] == {"limit_bytes": 1_048_576}
    assert shop.count(Product) == 0


def test_the_limit_itself_is_not_too_large(another_app, client, shop):
    body = b'{"kind": "general", "title": "A"}'
    small = Client(another_app(max_body_bytes=len(body)), client.headers)

    over = small.post("/v1/products", data=body + b" ", **JSON)
    exact = small.post("/v1/products", data=body, **JSON)

    assert (over.status_code, exact.status_code) == (413, 201)
    assert over.json["details"] == {"limit_bytes": len(body)}
    assert shop.count(Product) == 1
