"""The document: OpenAPI 3.1.1, made from the schemas and from what the operations declare."""

from pathlib import Path
from threading import Lock
from typing import Any

import flask_smorest
import orjson
from flask import Flask

from api.document import (
    bodies,
    components,
    kinds,
    links,
    parameters,
    problem_schemas,
    problems,
    tidy,
    webhooks,
)
from api.document.converter import Plugin
from api.document.examples import Composer
from api.document.foreign import OPENAPI_DOCUMENT
from services.catalogue.builtin import BUILT_IN

VERSION = "0.1.0"
SUMMARY = "One truth about what is on the shelf and what was sold."
INTRODUCTION = Path(__file__).parent / "document" / "introduction.md"
CONTACT = {
    "name": "Backstock developers",
    "url": "https://backstock.example/developers",
    "email": "developers@backstock.example",
}
LICENCE = {"name": "MIT", "url": "https://opensource.org/license/mit"}
EXTENSION = "backstock-document"
_describing = Lock()
"""The components of webhooks are added once, by whoever asks for a document first."""


class Api(flask_smorest.Api):
    """flask-smorest's Api with our converter, our errors and no default response."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Leave errors to `api.problems`."""

    def _register_responses(self) -> None:
        """Every operation names its own responses."""

    def _register_pagination_header(self) -> None:
        """Pages are in the envelope."""

    def _register_etag_headers(self) -> None:
        """Ours are in `api.document.components`."""


def register(app: Flask) -> Api:
    """Set flask-smorest up and give the Api that blueprints are registered with."""
    app.config.update(
        API_TITLE="Backstock",
        API_VERSION=VERSION,
        OPENAPI_VERSION="3.1.1",
        API_SPEC_OPTIONS={
            "info": {
                "summary": SUMMARY,
                "description": INTRODUCTION.read_text(encoding="utf-8").strip(),
                "contact": CONTACT,
                "license": LICENCE,
            },
            "servers": [{"url": "/", "description": "The server that this document is from."}],
        },
    )
    api = Api(app, spec_kwargs={"marshmallow_plugin": Plugin()})
    components.add(api.spec)
    for name, schema in {**problem_schemas.SCHEMAS, "OpenApiDocument": OPENAPI_DOCUMENT}.items():
        api.spec.components.schema(name, component=schema)
    return api


def document(app: Flask) -> dict[str, Any]:
    """Give the document of an app: complete, in a stable order, for any account."""
    if EXTENSION not in app.extensions:
        app.extensions[EXTENSION] = orjson.dumps(_complete(app, BUILT_IN, closed=False))
    found: dict[str, Any] = orjson.loads(app.extensions[EXTENSION])
    return found


def document_of_kinds(app: Flask, own: list[dict[str, Any]]) -> dict[str, Any]:
    """Give the document for an account: what products it has is known, built-in kinds first."""
    return _complete(app, own, closed=True)


def _complete(app: Flask, own: list[dict[str, Any]], *, closed: bool) -> dict[str, Any]:
    spec = app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec
    with _describing:
        if "webhooks" not in spec.options:
            spec.options["webhooks"] = webhooks.describe(spec)
    made: dict[str, Any] = orjson.loads(orjson.dumps(spec.to_dict()))
    built_in = [kind["code"] for kind in BUILT_IN]
    own = sorted(own, key=lambda kind: (kind["code"] not in built_in, kind["code"]))
    links.complete(made)
    foreign = kinds.specialise(made, own, closed=closed)
    parameters.complete(made)
    composer = Composer(made["components"]["schemas"])
    composer.fill({n: s for n, s in composer.schemas.items() if n not in foreign})
    bodies.complete(made, composer)
    problems.fill_examples(made, composer)
    return tidy.in_order(made)
