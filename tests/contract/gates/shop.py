"""A small contract with one of everything that can break, and the means to change it."""

import copy
import json
from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
Edit = Callable[[Document], None]

JSON = "application/json"
PROBLEM = "application/problem+json"


def ref(kind: str, name: str) -> Document:
    return {"$ref": f"#/components/{kind}/{name}"}


def said(schema: Document) -> Document:
    """Give an answer with a body."""
    return {"description": "Done.", "content": {JSON: {"schema": schema}}}


def closed(required: list[str], **properties: Document) -> Document:
    return {**shape(required, **properties), "additionalProperties": False}


def shape(required: list[str], **properties: Document) -> Document:
    return {"type": "object", "required": required, "properties": properties}


TEXT: Document = {"type": "string"}
WAYS_IN = [{"bearerAuth": []}, {"apiKeyAuth": []}]
LIMIT = {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}
LINE = shape(["sku", "quantity"], sku=TEXT, quantity={"type": "integer"}, note=TEXT)
LINE_CREATE = closed(
    ["sku"],
    sku={"type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[A-Z]+$"},
    quantity={"type": "integer", "minimum": 1, "maximum": 1000, "multipleOf": 5},
    note={"type": ["string", "null"], "maxLength": 200},
)
KINDS = {"description": "Any of these.", "anyOf": [ref("schemas", "Book"), ref("schemas", "Toy")]}

SCHEMAS = {
    "Address": shape(["city"], city=TEXT, street=TEXT),
    "Book": shape(["kind", "title"], kind={"const": "book"}, title=TEXT, isbn=TEXT),
    "Line": LINE,
    "Order": shape(
        ["id", "status", "lines", "total", "customer", "paid_at"],
        id={"type": "string", "format": "uuid"},
        status={"description": "Where it stands.", **ref("schemas", "Status")},
        lines={"type": "array", "items": ref("schemas", "Line")},
        total={"type": "integer"},
        customer=shape(["address"], address=ref("schemas", "Address"), name=TEXT),
        paid_at={"type": ["string", "null"], "format": "date-time"},
        labels={"type": "object", "additionalProperties": TEXT},
        parcels={"type": "array", "items": shape([], weight={"type": "number"})},
        items={"type": "array", "items": KINDS},
        channel={"type": "string", "enum": ["web", "till"]},
    ),
    "OrderCreate": {
        "dependentRequired": {"gift": ["extra"]},
        **closed(
            ["lines"],
            lines={"type": "array", "maxItems": 100, "items": ref("schemas", "OrderLineCreate")},
            channel={"type": "string", "enum": ["web", "till"], "default": "web"},
            ship_by={"type": "string", "format": "date"},
            weight={"type": "number"},
            extra={},
            gift={"anyOf": [{"type": "null"}, closed([], wrap={**TEXT, "not": {"enum": ["n"]}})]},
            labels={"type": "object", "additionalProperties": TEXT},
        ),
    },
    "OrderLineCreate": LINE_CREATE,
    "OrderPaid": shape(["id", "data"], id=TEXT, data=ref("schemas", "Order")),
    "Problem": shape(["code"], code=TEXT, errors={"type": "array", "items": TEXT}),
    "ShortProblem": shape(["code", "short"], code={"const": "short"}, short=TEXT),
    "Status": {"type": "string", "enum": ["open", "paid"]},
    "Toy": shape(["kind", "title"], kind={"const": "toy"}, title=TEXT),
}

PATHS = {
    "/orders": {
        "get": {
            "operationId": "listOrders",
            "tags": ["Orders"],
            "security": WAYS_IN,
            "x-required-scopes": ["orders:read"],
            "parameters": [
                ref("parameters", "Limit"),
                {"name": "status", "in": "query", "schema": ref("schemas", "Status")},
            ],
            "responses": {"200": said({"type": "array", "items": ref("schemas", "Order")})},
        },
        "post": {
            "operationId": "createOrder",
            "tags": ["Orders"],
            "security": WAYS_IN,
            "x-required-scopes": ["orders:write"],
            "parameters": [{"name": "Idempotency-Key", "in": "header", "schema": TEXT}],
            "requestBody": {
                "required": False,
                "content": {JSON: {"schema": ref("schemas", "OrderCreate")}},
            },
            "responses": {
                "201": {
                    **said(ref("schemas", "Order")),
                    "headers": {"ETag": ref("headers", "ETag")},
                },
                "409": ref("responses", "Conflict"),
            },
        },
    },
    "/orders/{order_id}": {
        "parameters": [{"name": "order_id", "in": "path", "required": True, "schema": TEXT}],
        "get": {
            "operationId": "getOrder",
            "tags": ["Orders"],
            "responses": {"200": said(ref("schemas", "Order")), "304": {"description": "Same."}},
        },
    },
    "/health": {
        "get": {
            "operationId": "getHealth",
            "tags": ["Health"],
            "security": [],
            "responses": {"200": said(shape(["ok"], ok={"type": "boolean"}))},
        }
    },
}

SHOP: Document = {
    "openapi": "3.1.1",
    "info": {"title": "Shop", "version": "1"},
    "servers": [{"url": "/"}],
    "security": WAYS_IN,
    "paths": PATHS,
    "webhooks": {
        "order.paid": {
            "post": {
                "operationId": "onOrderPaid",
                "tags": ["Webhooks"],
                "security": [],
                "parameters": [
                    {"name": "Webhook-Id", "in": "header", "required": True, "schema": TEXT}
                ],
                "requestBody": {
                    "required": True,
                    "content": {JSON: {"schema": ref("schemas", "OrderPaid")}},
                },
                "responses": {"204": {"description": "Taken."}},
            }
        }
    },
    "components": {
        "schemas": SCHEMAS,
        "parameters": {"Limit": {"name": "limit", "in": "query", "schema": LIMIT}},
        "headers": {"ETag": {"required": True, "schema": TEXT}},
        "responses": {
            "Conflict": {
                "description": "Not now.",
                "content": {
                    PROBLEM: {
                        "schema": {
                            "anyOf": [ref("schemas", "ShortProblem"), ref("schemas", "Problem")]
                        }
                    }
                },
            }
        },
        "securitySchemes": {
            "bearerAuth": {"type": "http", "scheme": "bearer"},
            "apiKeyAuth": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
        },
    },
}


def shop(*edits: Edit) -> Document:
    """Give the contract with some edits."""
    return edited(SHOP, *edits)


def edited(document: Document, *edits: Edit) -> Document:
    """Give a copy of a document with some edits."""
    changed: Document = json.loads(json.dumps(document))
    for edit in edits:
        edit(changed)
    return changed


def put(path: str, value: Any) -> Edit:
    """Set what stands at a path of words; `-` at its end adds to a list."""

    def edit(document: Document) -> None:
        node, last = _reach(document, path)
        own = copy.deepcopy(value)  # later edits must not reach another document
        if last == "-":
            node.append(own)
        else:
            node[int(last) if isinstance(node, list) else last] = own

    return edit


def drop(path: str) -> Edit:
    """Remove what stands at a path of words."""

    def edit(document: Document) -> None:
        node, last = _reach(document, path)
        del node[int(last) if isinstance(node, list) else last]

    return edit


def every(*edits: Edit) -> Edit:
    """Make one edit of several."""

    def edit(document: Document) -> None:
        for part in edits:
            part(document)

    return edit


def drop_field(schema: str, name: str) -> Edit:
    """Remove a required field of an object."""

    def edit(document: Document) -> None:
        node, last = _reach(document, schema)
        del node[last]["properties"][name]
        node[last]["required"].remove(name)

    return edit


def announcing(lines: list[str]) -> str:
    """Give a changelog that announces these lines."""
    items = "".join(f"- {line} Do this instead.\n" for line in lines)
    return f"# Changelog\n\n## [Unreleased]\n\n### Breaking\n\n{items}\n## [1.0.0]\n"


def _reach(document: Document, path: str) -> tuple[Any, str]:
    *way, last = path.split()
    node: Any = document
    for step in way:
        node = node[int(step) if isinstance(node, list) else step]
    return node, last
