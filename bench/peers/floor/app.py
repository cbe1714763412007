"""The app: one function that looks at the path."""

import re
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse

from bench.peers.common import (
    IS_SQLITE,
    Problem,
    idempotency_key,
    invalid_token,
    log_request,
    product_not_found,
    request_id,
)
from bench.peers.inputs import AvailabilityCheck
from bench.peers.lean import reading, shapes
from bench.peers.lean.reading import Caller
from bench.peers.lean.shapes import write
from bench.peers.lean.store import Answer

if IS_SQLITE:
    from bench.peers.lean.sqlite import SqliteStore as Store
else:
    from bench.peers.floor.postgresql import PostgresqlStore as Store

PRODUCT = re.compile(r"/v1/products/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
REASONS = {200: "200 OK", 201: "201 Created", 304: "304 Not Modified"}
JSON = {"Content-Type": "application/json"}
PROBLEM = {"Content-Type": "application/problem+json"}

Environ = dict[str, Any]
Facts = dict[str, Any]
View = Callable[[Environ, Facts], Answer]
_local = threading.local()


def store() -> Store:
    """Give this thread's connection."""
    try:
        return _local.store
    except AttributeError:
        _local.store = Store()
        return _local.store


def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Answer one request and write its line."""
    started = time.perf_counter()
    facts = {"event": "request", "request_id": request_id(environ.get("HTTP_X_REQUEST_ID"))}
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
    try:
        view = VIEWS.get((method, path)) or (method == "GET" and _product_view(path))
        if not view:
            raise Problem(404, "route-not-found", "There is nothing at this address.")
        answer = view(environ, facts)
    except Problem as problem:
        headers = {**PROBLEM, **problem.headers}
        answer = Answer(problem.status, headers, problem.body(facts["request_id"]))
    facts.update(method=method, path=path, status=answer.status)
    facts["duration_ms"] = round((time.perf_counter() - started) * 1000, 2)
    facts.update(level="info", timestamp=time.time())
    log_request(facts)
    headers = [("X-Request-Id", facts["request_id"]), *answer.headers.items()]
    headers.append(("Content-Length", str(len(answer.body))))
    start_response(REASONS.get(answer.status) or f"{answer.status} Refused", headers)
    return [answer.body]


def identify(environ: Environ, facts: Facts, scope: str) -> Caller:
    """Give the caller; the database is asked every time; raises Problem."""
    token = reading.verified(environ.get("HTTP_AUTHORIZATION"))
    row = store().caller(token.user_id, token.family_id)
    if row is None:
        raise invalid_token()
    caller = reading.caller(token, row[0], row[1], scope)
    facts.update(account_id=caller.account_id, principal=caller.principal)
    return caller


def live(environ: Environ, facts: Facts) -> Answer:
    """Answer as long as the process answers at all."""
    return Answer(200, JSON, write({"status": "ok"}))


def list_products(environ: Environ, facts: Facts) -> Answer:
    """List products with their variants."""
    caller = identify(environ, facts, "catalogue:read")
    limit = reading.limit_of(environ["QUERY_STRING"])
    rows, variants, has_more = store().products(caller.account_id, limit)
    rows = shapes.with_variants(rows, variants)
    return Answer(200, JSON, shapes.page(rows, has_more, caller.account_id, "products"))


def _product_view(path: str) -> View | None:
    match = PRODUCT.fullmatch(path)
    return None if match is None else lambda *request: get_product(*request, match[1])


def get_product(environ: Environ, facts: Facts, product_id: str) -> Answer:
    """See one product with its variants."""
    caller = identify(environ, facts, "catalogue:read")
    reading.no_query(environ["QUERY_STRING"])
    rows, variants = store().product(caller.account_id, product_id)
    if not rows:
        raise product_not_found(product_id)
    etag = f'"{rows[0]["version"]}"'
    if environ.get("HTTP_IF_NONE_MATCH") == etag:
        return Answer(304, {"ETag": etag}, b"")
    body = write(shapes.with_variants(rows, variants)[0])
    return Answer(200, {**JSON, "ETag": etag}, body)


def list_orders(environ: Environ, facts: Facts) -> Answer:
    """List orders."""
    caller = identify(environ, facts, "orders:read")
    limit = reading.limit_of(environ["QUERY_STRING"])
    rows, has_more = store().orders(caller.account_id, limit)
    page = shapes.page(shapes.orders(*rows), has_more, caller.account_id, "orders")
    return Answer(200, JSON, page)


def check_availability(environ: Environ, facts: Facts) -> Answer:
    """See what may be promised of up to 500 SKUs."""
    caller = identify(environ, facts, "stock:read")
    reading.no_query(environ["QUERY_STRING"])
    asked = reading.body_of(AvailabilityCheck, environ.get("CONTENT_TYPE"), _content(environ))
    rows = store().availability(caller.account_id, asked.skus)
    return Answer(200, JSON, shapes.availability(asked.skus, rows))


def create_order(environ: Environ, facts: Facts) -> Answer:
    """Place an order."""
    caller = identify(environ, facts, "orders:write")
    key = idempotency_key(environ.get("HTTP_IDEMPOTENCY_KEY"))
    reading.no_query(environ["QUERY_STRING"])
    asked = reading.asked(caller, key, environ.get("CONTENT_TYPE"), _content(environ))
    return store().place(asked, facts["request_id"])


def _content(environ: Environ) -> bytes:
    content: bytes = environ["wsgi.input"].read()
    return content


VIEWS: dict[tuple[str, str], View] = {
    ("GET", "/health/live"): live,
    ("GET", "/v1/products"): list_products,
    ("GET", "/v1/orders"): list_orders,
    ("POST", "/v1/availability"): check_availability,
    ("POST", "/v1/orders"): create_order,
}
