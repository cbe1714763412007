"""Declarations: what is left out, or contradicts the view, stops the start."""

import pytest
from flask.views import MethodView
from marshmallow import post_dump, pre_load

from api.blueprint import PUBLIC, Blueprint
from api.operation import Undeclared
from schemas import fields
from schemas.base import Input, Output
from schemas.catalogue import ProductSchema
from schemas.compiled import Uncompilable
from schemas.paging import ListFilter
from services.catalogue.variants import ProductNotFound


def declare(method, *, blueprint=None, **declared):
    """Declare a view of `method` and give it."""
    blp = blueprint or Blueprint("Lamps", __name__, description="Lamps.")

    def view(self):
        """See a lamp"""

    view.__name__ = method
    return blp.operation(declared.pop("id", "getLamp"), **{"scopes": [], **declared})(view)


WRONG = {
    "an id in another case": ("get", {"id": "get_lamp"}, "get_lamp: an operation id is"),
    "a scope that is none": ("get", {"scopes": ["lamps:read"]}, "no such scope: lamps:read"),
    "a POST without idempotency": ("post", {}, "a POST says idempotency"),
    "an idempotency that is none": ("post", {"idempotency": "maybe"}, "a POST says idempotency"),
    "a GET with idempotency": ("get", {"idempotency": "none"}, "only a POST"),
    "a PATCH without ETag": ("patch", {}, "needs etag=True"),
    "a DELETE without ETag": ("delete", {}, "needs etag=True"),
    "an address without id": (
        "post",
        {"idempotency": "none", "creates": "/v1/lamps"},
        "creates is an address with",
    ),
    "a call that costs nothing": ("get", {"units": 0}, "costs at least one unit"),
    "an ETag of nothing": ("get", {"etag": True}, "its answer has no version"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_declaration_that_cannot_be_right_stops_the_start(name):
    method, declared, said = WRONG[name]

    with pytest.raises(Undeclared, match=said):
        declare(method, **declared)


def test_an_answer_with_a_version_needs_an_etag():
    blp = Blueprint("Lamps", __name__, description="Lamps.")

    with pytest.raises(Undeclared, match="getLamp: declares etag=False, but its answer has a ver"):

        @blp.operation("getLamp", scopes=PUBLIC)
        @blp.response(200, ProductSchema)
        def get(self):
            """See a lamp"""


def test_a_page_of_answers_with_versions_needs_none():
    blp = Blueprint("Lamps", __name__, description="Lamps.")

    @blp.operation("listLamps", scopes=[])
    @blp.lists(ListFilter, ProductSchema)
    def get(self, paging, filters):
        """List lamps"""

    assert get._apidoc["operation"].etag is False


@pytest.mark.parametrize("left_out", ["operation", "docstring"])
def test_a_view_that_leaves_something_out_stops_the_start(left_out):
    blp = Blueprint("Lamps", __name__, description="Lamps.")

    def get(self):
        """See a lamp"""

    if left_out == "docstring":
        get.__doc__ = None
        get = blp.operation("getLamp", scopes=[])(get)

    with pytest.raises(Undeclared, match=r"Lamp.get: a view has a docstring and @blp.operation"):
        blp.route("/lamp")(type("Lamp", (MethodView,), {"get": get}))


class Shut(Input):
    """A schema that changes what it reads."""

    lit = fields.Boolean()

    @pre_load
    def light(self, data, **_):
        """Light the lamp"""
        return {**data, "lit": True}


class ShutFilter(ListFilter):
    """A filter of which marshmallow would leave out a member."""

    lit = fields.TextBoolean(data_key="is-lit")


class Shown(Output):
    """A schema that changes what it writes."""

    lit = fields.Boolean()

    @post_dump
    def light(self, data, **_):
        """Light the lamp"""
        return {**data, "lit": True}


@pytest.mark.parametrize(
    "decorate",
    [
        lambda blp: blp.arguments(Shut),
        lambda blp: blp.arguments(Shut()),
        lambda blp: blp.patches(Shut),
        lambda blp: blp.response(200, Shown),
        lambda blp: blp.response(200, Shown()),
        lambda blp: blp.lists(ShutFilter, ProductSchema)(declare),
        lambda blp: blp.lists(ListFilter, Shown)(declare),
    ],
)
def test_a_schema_that_cannot_be_compiled_stops_the_start(decorate):
    blp = Blueprint("Lamps", __name__, description="Lamps.")

    with pytest.raises(Uncompilable):
        decorate(blp)


def test_what_follows_from_a_declaration_is_not_declared():
    view = declare(
        "post", scopes=["stock:write"], idempotency="required", refuses=[ProductNotFound]
    )

    codes = [
        refusal.code()
        for refusal in view._apidoc["operation"].refusals(takes_body=False, takes_query=False)
    ]

    assert codes == [
        "internal-error",
        "service-busy",
        "rate-limited",
        "validation-failed",
        "not-authenticated",
        "invalid-token",
        "invalid-api-key",
        "missing-scope",
        "idempotency-key-invalid",
        "request-in-progress",
        "idempotency-key-reused",
        "idempotency-key-missing",
        "product-not-found",
    ]
