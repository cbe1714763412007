"""The first order with the Python SDK, shown on the landing page; run whole by a test."""
# ruff: noqa: E402, T201, S106 - it reads from top to bottom, and everybody knows the password

# -- start --
from backstock_client import connect

anyone = connect("http://127.0.0.1:8000")

# -- register --
from backstock_client.api.sessions import register
from backstock_client.models import RegistrationCreate

register.sync(
    client=anyone,
    body=RegistrationCreate(
        account_name="Corner Books",
        currency="EUR",
        name="Ada Lovelace",
        email="ada@example.com",
        password="correct-horse-battery",
    ),
)

# -- login --
from backstock_client.api.sessions import login
from backstock_client.models import LoginCreate

tokens = login.sync(
    client=anyone,
    body=LoginCreate(
        email="ada@example.com",
        password="correct-horse-battery",
    ),
)
client = connect("http://127.0.0.1:8000", token=tokens.access_token)

# -- shelf --
from backstock_client.api.locations import create_location
from backstock_client.api.products import create_product
from backstock_client.api.stock_movements import create_stock_movement
from backstock_client.models import (
    BookAttributes,
    BookProductCreate,
    LocationCreate,
    StockMovementCreate,
    VariantCreate,
)

create_product.sync(
    client=client,
    body=BookProductCreate(
        kind="book",
        title="Pride and Prejudice",
        status="active",
        attributes=BookAttributes(authors=["Jane Austen"]),
        variants=[VariantCreate(sku="BK-0001", price_minor=999)],
    ),
)
place = create_location.sync(
    client=client,
    body=LocationCreate(code="warehouse", name="Warehouse"),
)
create_stock_movement.sync(
    client=client,
    idempotency_key="my-first-delivery",
    body=StockMovementCreate(
        kind="received",
        sku="BK-0001",
        location_id=place.id,
        quantity=40,
    ),
)

# -- look --
from backstock_client import iterate_pages
from backstock_client.api.stock import check_availability
from backstock_client.api.variants import list_variants
from backstock_client.models import AvailabilityCheck

for variant in iterate_pages(list_variants.sync, client=client):
    print(variant.sku, variant.price_minor, variant.currency)

answer = check_availability.sync(
    client=client,
    body=AvailabilityCheck(skus=["BK-0001"]),
)
print(answer.data[0].available)

# -- order --
from backstock_client.api.orders import create_order
from backstock_client.models import (
    CustomerInput,
    OrderCreate,
    OrderLineCreate,
)

order = create_order.sync(
    client=client,
    idempotency_key="my-first-order",
    body=OrderCreate(
        currency="EUR",
        customer=CustomerInput(email="reader@example.com"),
        lines=[OrderLineCreate(sku="BK-0001", quantity=1)],
    ),
)
print(order.number, order.status, order.total_minor)

# -- refusal --
from backstock_client import ProblemError
from backstock_client.models import InsufficientStockProblem

try:
    create_order.sync(
        client=client,
        idempotency_key="my-greedy-order",
        body=OrderCreate(
            currency="EUR",
            customer=CustomerInput(email="reader@example.com"),
            lines=[OrderLineCreate(sku="BK-0001", quantity=1000)],
        ),
    )
except ProblemError as error:
    if not isinstance(error.problem, InsufficientStockProblem):
        raise
    for line in error.problem.details.lines:
        print(line.sku, "has only", line.available)

# -- key --
from backstock_client.api.api_keys import create_api_key
from backstock_client.api.orders import list_orders
from backstock_client.models import ApiKeyCreate

key = create_api_key.sync(
    client=client,
    body=ApiKeyCreate(
        name="Web shop",
        scopes=["orders:read", "orders:write"],
    ),
)
shop = connect("http://127.0.0.1:8000", api_key=key.secret)
for order in iterate_pages(list_orders.sync, client=shop):
    print(order.number, order.status)
