"""Whatever JSON is sent, the answer is a document and the books add up."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import Order, Product
from tests.api.bodies import order_of

TRIED = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TEXT = st.text(st.characters(exclude_categories=()), max_size=20)  # lone surrogates, too
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


def mostly(body, **nested):
    """Give bodies like this one, in which any member may be missing, wrong or one too many."""
    members = {name: nested.get(name, st.just(value)) for name, value in body.items()}
    near = st.fixed_dictionaries({}, optional={k: v | v | ANYTHING for k, v in members.items()})
    whole = st.fixed_dictionaries(members)
    return whole | near | st.builds(lambda a, b: a | b, whole, st.dictionaries(TEXT, SCALARS))


SKUS = st.sampled_from(["STOCKED", "SCARCE"])
QUANTITIES = st.integers(0, 3) | st.floats(0, 3)
LINES = st.lists(mostly({"sku": "", "quantity": 1}, sku=SKUS, quantity=QUANTITIES), max_size=3)
ORDERS = mostly(order_of(), lines=LINES, customer=mostly({"email": "a@example.com", "name": "A"}))
VARIANTS = st.lists(
    mostly({"sku": "", "gtin": None, "price_minor": 1, "currency": "JPY"}, sku=TEXT), max_size=2
)
PRODUCTS = mostly(
    {"kind": "book", "title": "A", "attributes": {}, "variants": [], "external_ref": None},
    kind=st.sampled_from(["book", "general"]),
    attributes=st.dictionaries(st.sampled_from(["pages", "authors", "x"]), ANYTHING, max_size=2),
    variants=VARIANTS,
)


def is_a_document(answer):
    """Whether the body is what the status promises; the client held it against its schema."""
    refused = answer.status_code >= 400
    expected = "application/problem+json" if refused else "application/json"
    return (answer.mimetype, answer.status_code < 500) == (expected, True)


@pytest.fixture
def shelves(shop):
    """One variant with plenty of units, one with a single unit."""
    for sku, on_hand in (("STOCKED", 1_000), ("SCARCE", 1)):
        shop.level(on_hand=on_hand, variant=shop.variant(sku=sku))


@pytest.mark.usefixtures("books_add_up", "shelves")
@TRIED
@given(body=ANYTHING | ORDERS)
def test_any_order_is_taken_or_refused(client, shop, body):
    before = shop.count(Order)

    answer = client.post("/v1/orders", data=json.dumps(body), content_type="application/json")

    assert is_a_document(answer)
    assert shop.count(Order) == before + (answer.status_code == 201)


@TRIED
@given(body=ANYTHING | PRODUCTS)
def test_any_product_is_made_or_refused(client, shop, body):
    before = shop.count(Product)

    answer = client.post("/v1/products", data=json.dumps(body), content_type="application/json")

    assert is_a_document(answer)
    assert shop.count(Product) == before + (answer.status_code == 201)
