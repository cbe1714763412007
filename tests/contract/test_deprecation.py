"""A deprecated operation says so on every good answer and in the document."""

from datetime import date

import pytest
from flask import current_app
from flask.views import MethodView

from api.blueprint import Blueprint
from api.deprecation import deprecated
from api.openapi import document
from api.operation import Undeclared
from tests.conftest import build_app

HEADERS = {
    "Deprecation": "@1798761600",
    "Sunset": "Thu, 01 Jul 2027 00:00:00 GMT",
    "Link": '</redoc#section/Versioning>; rel="deprecation"; type="text/html"',
}
TEXT = {"type": "string", "description": "How bright the lamp is."}


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """Give an app with one more operation, on its way out."""
    blp = Blueprint("Lamps", __name__, url_prefix="/v1/lamps", description="Lamps of old.")

    @blp.route("")
    class Lamps(MethodView):
        @deprecated(since=date(2027, 1, 1), sunset=date(2027, 7, 1), successor="listProducts")
        @blp.operation("listLamps", scopes=None)
        @blp.response(200, TEXT)
        def get(self):
            """List lamps

            They all shine.
            """
            return current_app.json.response("bright")

    app = build_app(f"sqlite:///{tmp_path_factory.mktemp('lamps')}/unused.db")
    app.extensions["flask-smorest"]["apis"][""]["ext_obj"].register_blueprint(blp)
    return app


def test_every_good_answer_carries_the_headers(app):
    answer = app.test_client().get("/v1/lamps")

    assert answer.status_code == 200
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_the_document_marks_the_operation_and_names_its_successor(app):
    spec = document(app)

    operation = spec["paths"]["/v1/lamps"]["get"]
    assert operation["deprecated"] is True
    assert operation["description"] == (
        "Deprecated since 2027-01-01; works until 2027-07-01. Use `listProducts` instead.\n\n"
        "They all shine."
    )
    assert HEADERS.keys() <= operation["responses"]["200"]["headers"].keys()
    assert HEADERS.keys() <= spec["components"]["headers"].keys()


def test_other_operations_carry_none_of_it(app):
    answer = app.test_client().get("/v1/me")

    assert HEADERS.keys() & set(answer.headers.keys()) == set()
    assert "deprecated" not in document(app)["paths"]["/v1/me"]["get"]


def test_a_notice_shorter_than_half_a_year_stops_the_start():
    since, sunset = date(2027, 1, 1), date(2027, 6, 29)

    with pytest.raises(Undeclared, match="less than 180 days of notice"):
        deprecated(since=since, sunset=sunset, successor="listProducts")
