"""The Python SDK against a real server; `make check` type-checks this file as its user's code."""

import asyncio
import io
from collections.abc import Iterator
from http import HTTPStatus
from typing import Final
from uuid import UUID, uuid4

import pytest
from backstock_client import (
    AuthenticatedClient,
    File,
    ProblemError,
    connect,
    iterate_pages,
    iterate_pages_async,
)
from backstock_client.api.api_keys import create_api_key
from backstock_client.api.imports import (
    create_import,
    download_import_errors,
    get_import,
    list_import_rows,
)
from backstock_client.api.locations import create_location, delete_location, update_location
from backstock_client.api.orders import create_order, get_order
from backstock_client.api.product_kinds import create_product_kind
from backstock_client.api.products import create_product, get_product, list_products
from backstock_client.api.sessions import login, register
from backstock_client.api.stock_movements import create_stock_movement
from backstock_client.models import (
    ApiKeyCreate,
    Attributes,
    BookAttributes,
    BookProduct,
    BookProductCreate,
    ColumnMapping,
    CustomerInput,
    ImportCreate,
    InsufficientStockProblem,
    JsonSchema,
    LocationCreate,
    LocationPatch,
    LoginCreate,
    OrderCreate,
    OrderLineCreate,
    OrderNotFoundProblem,
    OtherProduct,
    OtherProductCreate,
    ProductKindCreate,
    RegistrationCreate,
    StaleVersionProblem,
    StockMovementCreate,
    ValidationFailedProblem,
    VariantCreate,
)

READ: Final = ("catalogue:read", "stock:read", "orders:read", "data:read")
WRITE: Final = ("catalogue:write", "stock:write", "orders:write", "data:write")
PASSWORD = "a long password of mine"


@pytest.fixture(scope="module")
def api_key(base_url: str) -> str:
    """Open an account, log in to it, and make a key."""
    email = f"{uuid4()}@example.com"
    anybody = connect(base_url)
    with anybody:
        register.sync(
            client=anybody,
            body=RegistrationCreate(
                account_name="Books", name="Owner", email=email, password=PASSWORD
            ),
        )
        tokens = login.sync(client=anybody, body=LoginCreate(email=email, password=PASSWORD))
    with connect(base_url, token=tokens.access_token) as owner:
        body = ApiKeyCreate(name="Web shop", scopes=[*READ, *WRITE])
        return create_api_key.sync(client=owner, body=body).secret


@pytest.fixture
def client(base_url: str, api_key: str) -> Iterator[AuthenticatedClient]:
    with connect(base_url, api_key=api_key) as made:
        yield made


def book(title: str, sku: str) -> BookProductCreate:
    return BookProductCreate(
        kind="book",
        title=title,
        status="active",
        attributes=BookAttributes(authors=["Jane Austen"], publication_year=1815),
        variants=[VariantCreate(sku=sku, price_minor=899)],
    )


def stock(client: AuthenticatedClient, sku: str, quantity: int) -> UUID:
    """Receive units of a new book at a new location; give the location."""
    create_product.sync(client=client, body=book(sku, sku))
    place = create_location.sync(client=client, body=LocationCreate(code=sku.lower(), name=sku))
    movement = StockMovementCreate(
        kind="received", sku=sku, location_id=place.id, quantity=quantity
    )
    create_stock_movement.sync(client=client, body=movement, idempotency_key=f"receive-{sku}")
    return place.id


def order_of(sku: str, quantity: int) -> OrderCreate:
    return OrderCreate(
        currency="EUR",
        customer=CustomerInput(email="reader@example.com"),
        lines=[OrderLineCreate(sku=sku, quantity=quantity)],
    )


def test_a_book_has_typed_attributes(client: AuthenticatedClient) -> None:
    made = create_product.sync(client=client, body=book("Emma", "TYPED"))

    read = get_product.sync(made.id, client=client)

    assert isinstance(read, BookProduct)
    assert (read.attributes.authors, read.attributes.publication_year) == (["Jane Austen"], 1815)
    assert (read.variants[0].sku, read.variants[0].price_minor) == ("TYPED", 899)
    assert read == made


def test_a_product_of_the_accounts_own_kind_has_any_attributes(client: AuthenticatedClient) -> None:
    schema = JsonSchema.from_dict({"type": "object"})
    create_product_kind.sync(
        client=client, body=ProductKindCreate(code="poster", title="Poster", json_schema=schema)
    )
    attributes = Attributes.from_dict({"colour": "blue"})

    made = create_product.sync(
        client=client,
        body=OtherProductCreate(kind="poster", title="Wave", attributes=attributes),
    )

    assert isinstance(made, OtherProduct)
    assert (made.kind, made.attributes["colour"]) == ("poster", "blue")


def test_an_unchanged_product_is_not_sent_again(client: AuthenticatedClient) -> None:
    made = create_product.sync(client=client, body=book("Emma", "UNCHANGED"))

    answer = get_product.sync_detailed(made.id, client=client, if_none_match=f'"{made.version}"')

    assert (answer.status_code, answer.parsed) == (HTTPStatus.NOT_MODIFIED, None)


def test_a_list_is_walked_to_its_end(client: AuthenticatedClient) -> None:
    titles = [f"Volume {number}" for number in range(1, 6)]
    for number, title in enumerate(titles):
        body = book(title, f"VOLUME-{number}")
        body.external_ref = f"volume-{number}"
        create_product.sync(client=client, body=body)

    walked = iterate_pages(list_products.sync, client=client, limit=2, sort="title", q="Volume")

    assert [product.title for product in walked] == titles


def test_a_list_is_walked_to_its_end_without_waiting(base_url: str, api_key: str) -> None:
    async def walk() -> list[str]:
        async with connect(base_url, api_key=api_key) as client:
            for title in ("Part 1", "Part 2", "Part 3"):
                body = book(title, title.upper().replace(" ", "-"))
                await create_product.asyncio(client=client, body=body)
            parts = iterate_pages_async(
                list_products.asyncio, client=client, limit=2, sort="title", q="Part"
            )
            return [product.title async for product in parts]

    assert asyncio.run(walk()) == ["Part 1", "Part 2", "Part 3"]


def test_a_repeated_order_is_placed_once(client: AuthenticatedClient) -> None:
    stock(client, "ONCE", 3)
    body = order_of("ONCE", 2)

    first = create_order.sync_detailed(client=client, body=body, idempotency_key="once")
    again = create_order.sync_detailed(client=client, body=body, idempotency_key="once")

    assert (first.status_code, again.status_code) == (HTTPStatus.CREATED, HTTPStatus.CREATED)
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.parsed == first.parsed


def test_404_is_a_typed_problem(client: AuthenticatedClient) -> None:
    with pytest.raises(ProblemError) as refusal:
        get_order.sync(uuid4(), client=client)

    assert isinstance(refusal.value.problem, OrderNotFoundProblem)
    assert str(refusal.value) == "404 order-not-found: There is no such order."


def test_409_says_what_is_left(client: AuthenticatedClient) -> None:
    stock(client, "SHORT", 3)

    with pytest.raises(ProblemError) as refusal:
        create_order.sync(client=client, body=order_of("SHORT", 4), idempotency_key="short")

    problem = refusal.value.problem
    assert isinstance(problem, InsufficientStockProblem)
    (line,) = problem.details.lines
    assert (line.sku, line.requested, line.available) == ("SHORT", 4, 3)


def test_412_keeps_what_somebody_else_wrote(client: AuthenticatedClient) -> None:
    place = create_location.sync(client=client, body=LocationCreate(code="shop", name="Shop"))
    seen = f'"{place.version}"'
    update_location.sync(place.id, client=client, body=LocationPatch(name="Mine"), if_match=seen)

    with pytest.raises(ProblemError) as refusal:
        update_location.sync(
            place.id, client=client, body=LocationPatch(name="Yours"), if_match=seen
        )

    assert isinstance(refusal.value.problem, StaleVersionProblem)
    delete_location.sync(place.id, client=client, if_match='"2"')


def test_422_names_the_wrong_fields(client: AuthenticatedClient) -> None:
    with pytest.raises(ProblemError) as refusal:
        create_order.sync(client=client, body=order_of("ANY", 0), idempotency_key="wrong")

    problem = refusal.value.problem
    assert isinstance(problem, ValidationFailedProblem)
    (wrong,) = problem.errors
    assert (wrong.in_, wrong.pointer, wrong.code) == ("body", "/lines/0/quantity", "out-of-range")


def test_an_import_is_uploaded_and_its_errors_downloaded(client: AuthenticatedClient) -> None:
    rows = "No,title,price\nCUP,Tasse à thé,12.50\nPOT,A pot,dear\n".encode()
    body = ImportCreate(
        file=File(io.BytesIO(rows), "china.csv", "text/csv"),
        mapping=ColumnMapping.from_dict({"sku": "No"}),
        mode="partial",
        dry_run=False,
    )

    job = create_import.sync(client=client, body=body, idempotency_key="china")

    assert (job.status, job.counts.created, job.counts.refused) == ("completed", 1, 1)
    assert get_import.sync(job.id, client=client) == job
    (refused,) = iterate_pages(list_import_rows.sync, job.id, client=client, outcome="refused")
    assert (refused.row, refused.problems[0].column) == (2, "price")
    assert download_import_errors.sync(job.id, client=client).splitlines() == [
        "row,column,code,value,detail",
        '2,price,type,dear,"Must be a decimal number, such as 12.50."',
    ]
