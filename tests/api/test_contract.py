"""GET /v1/openapi.json: the document with an account's own product kinds."""

import jsonschema_rs
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.document.kinds import written_out
from tests.api.bodies import refusal

POSTER = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A poster",
    "type": "object",
    "description": "A poster to hang on a wall.",
    "properties": {
        "size": {"$ref": "#/$defs/size"},
        "finish": {"description": "How it shines.", "$ref": "#/$defs/finish"},
        "title": {"type": "string", "description": "What it is called."},
        "signed": True,
        "cursed": False,
    },
    "required": ["size"],
    "additionalProperties": False,
    "$defs": {
        "size": {"type": "object", "properties": {"width_cm": {"$ref": "#/$defs/length"}}},
        "length": {"type": "integer", "minimum": 1},
        "finish": {"type": "string", "enum": ["matt", "gloss"]},
    },
}


def own_contract(client):
    answer = client.get("/v1/openapi.json")
    assert answer.status_code == 200
    return answer.json


def make_kind(client, code, json_schema):
    body = {"code": code, "title": code, "json_schema": json_schema}
    assert client.post("/v1/product-kinds", body).status_code == 201


def branches(spec, name):
    union = spec["components"]["schemas"][name]
    return [branch["$ref"].rpartition("/")[2] for branch in union.get("oneOf", union.get("anyOf"))]


def test_types_the_attributes_of_the_accounts_own_kinds(client):
    make_kind(client, "poster", POSTER)

    spec = own_contract(client)

    schemas = spec["components"]["schemas"]
    assert branches(spec, "ProductCreate") == [
        "BookProductCreate",
        "GeneralProductCreate",
        "PosterProductCreate",
    ]
    assert schemas["ProductCreate"]["discriminator"]["mapping"]["poster"].endswith(
        "/PosterProductCreate"
    )
    assert schemas["PosterProductCreate"]["properties"]["kind"]["const"] == "poster"
    assert "attributes" in schemas["PosterProductCreate"]["required"]
    assert "attributes" not in schemas["BookProductCreate"]["required"]
    size = schemas["PosterAttributes"]["properties"]["size"]
    assert size["properties"]["width_cm"]["minimum"] == 1
    assert schemas["PosterAttributes"]["properties"]["title"]["type"] == "string"


def test_a_product_may_be_of_a_kind_made_later(client):
    spec = own_contract(client)

    assert branches(spec, "Product") == ["BookProduct", "GeneralProduct", "OtherProduct"]
    assert branches(spec, "ProductCreate") == ["BookProductCreate", "GeneralProductCreate"]


def test_is_the_public_document_but_for_the_kinds(client, anonymous):
    public = anonymous.get("/openapi.json").json

    own = own_contract(client)

    assert own["paths"] == public["paths"]
    assert own["info"] == public["info"]
    differing = {
        name
        for name in own["components"]["schemas"].keys() | public["components"]["schemas"].keys()
        if own["components"]["schemas"].get(name) != public["components"]["schemas"].get(name)
    }
    assert differing == {"ProductCreate", "OtherProductCreate"}


def test_is_a_valid_document_whatever_the_kinds_are(client):
    make_kind(client, "poster", POSTER)
    make_kind(client, "other", {"type": "object", "properties": {"a": {"examples": ["x"]}}})
    make_kind(client, "a-b", {"type": "object", "discriminator": "no", "x-note": {"$ref": 1}})
    make_kind(client, "a_b", {"type": "object", "required": ["z"], "if": {}, "then": False})

    spec = own_contract(client)

    assert [*OpenAPIV31SpecValidator(spec).iter_errors()] == []
    names = {name for name in spec["components"]["schemas"] if name.endswith("ProductCreate")}
    assert names >= {"ABProductCreate", "AB2ProductCreate", "Other2ProductCreate"}


def test_products_of_an_own_kind_fit_the_own_contract(client):
    make_kind(client, "poster", POSTER)
    body = {"kind": "poster", "title": "P", "attributes": {"size": {"width_cm": 40}}}
    product = client.post("/v1/products", body).json
    spec = own_contract(client)

    whole = {**spec["components"]["schemas"]["PosterProduct"], "components": spec["components"]}

    assert jsonschema_rs.is_valid(whole, product)
    assert not jsonschema_rs.is_valid(whole, {**product, "attributes": {"size": 40}})


def test_needs_the_scope_of_the_catalogue(shop, client):
    key = {"name": "till", "scopes": ["orders:read"]}
    secret = client.post("/v1/api-keys", key).json["secret"]
    till = type(client)(shop.app, {"X-API-Key": secret})

    assert refusal(till.get("/v1/openapi.json")) == (403, "missing-scope")


def test_does_not_show_another_accounts_kinds(client, stranger):
    make_kind(stranger, "secret-thing", {"type": "object"})

    assert "SecretThingAttributes" not in own_contract(client)["components"]["schemas"]


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (True, {}),
        (False, {"not": {}}),
        ({"title": "T", "type": "string", "x-y": 1, "$comment": "c"}, {"type": "string"}),
        ({"items": True, "prefixItems": [False]}, {"items": {}, "prefixItems": [{"not": {}}]}),
        ({"enum": [{"$ref": "#/no"}]}, {"enum": [{"$ref": "#/no"}]}),
    ],
)
def test_a_schema_is_written_out_without_names_and_references(given, written):
    schema = {"type": "object", "properties": {"x": given}}

    assert written_out(schema)["properties"]["x"] == written


def test_a_reference_beside_other_rules_keeps_both():
    schema = {
        "type": "object",
        "properties": {"x": {"$ref": "#/$defs/n", "maximum": 5}},
        "$defs": {"n": {"type": "integer"}},
    }

    assert written_out(schema)["properties"]["x"] == {"maximum": 5, "allOf": [{"type": "integer"}]}
