"""The `webhooks` section: what is sent to a merchant's systems, and how it is signed."""

from typing import Any

from apispec import APISpec

from api.document.converter import first_line
from schemas.events import EVENTS, event_of

TAG = "Webhooks"
DESCRIPTION = (
    "Events that Backstock sends to your systems, signed by Standard Webhooks. The shapes are "
    "announced ahead: nothing is sent until webhook endpoints can be registered."
)
HEADERS = {
    "webhook-id": ("Names the event; the same whenever it is sent again.", "evt_0199a2b47c1e7d3a"),
    "webhook-timestamp": ("When it was sent, in seconds since 1970.", "1795249800"),
    "webhook-signature": (
        "Signatures over id, timestamp and body: `v1,` and an HMAC-SHA256 in base64.",
        "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
    ),
}


def describe(spec: APISpec) -> dict[str, Any]:
    """Give the section, and add the schemas of its payloads to the document."""
    spec.tag({"name": TAG, "description": DESCRIPTION})
    return {name: {"post": _operation(spec, name)} for name in EVENTS}


def _operation(spec: APISpec, name: str) -> dict[str, Any]:
    schema = event_of(name)
    component = schema.__name__.removesuffix("Schema")
    spec.components.schema(component, schema=schema)
    said = first_line(schema.__doc__)
    return {
        "operationId": f"on{component.removesuffix('Event')}",
        "summary": said.rstrip("."),
        "description": f"{said} Sent at least once, perhaps out of order: compare "
        "`resource_version`. Answer 2xx within 15 seconds, or it is sent again.",
        "tags": [TAG],
        "security": [],
        "parameters": [_parameter(*header) for header in HEADERS.items()],
        "requestBody": {
            "required": True,
            "description": "The event, with the resource as it was then.",
            "content": {
                "application/json": {"schema": {"$ref": f"#/components/schemas/{component}"}}
            },
        },
        "responses": {
            "204": {"description": "You have it; it will not be sent again."},
            "410": {"description": "Never send anything to this endpoint again."},
        },
    }


def _parameter(name: str, said: tuple[str, str]) -> dict[str, Any]:
    return {
        "in": "header",
        "name": name,
        "required": True,
        "description": said[0],
        "schema": {"type": "string", "examples": [said[1]]},
    }
