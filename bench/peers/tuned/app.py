"""The app: FastAPI's routing, requests read and answers written by hand."""

import time
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from fastapi import FastAPI, Request, Response

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

if IS_SQLITE:
    from bench.peers.tuned.sqlite import Connection, Store
else:
    from bench.peers.tuned.postgresql import Connection, Store

JSON = "application/json"
store = Store()


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Connect before the first request."""
    await store.open()
    yield


app = FastAPI(lifespan=lifespan, openapi_url=None)


class Logged:
    """Bare ASGI: gives each request its id and its line."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        given = next((v for k, v in scope["headers"] if k == b"x-request-id"), b"")
        facts = {"event": "request", "request_id": request_id(given.decode("latin-1"))}
        scope["facts"] = facts
        status = 500

        async def finish(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"].append((b"x-request-id", facts["request_id"].encode()))
            await send(message)

        await self.app(scope, receive, finish)
        facts.update(method=scope["method"], path=scope["path"], status=status)
        facts["duration_ms"] = round((time.perf_counter() - started) * 1000, 2)
        facts.update(level="info", timestamp=time.time())
        log_request(facts)


app.add_middleware(Logged)


@app.exception_handler(Problem)
async def refuse(request: Request, problem: Problem) -> Response:
    """Answer with a problem document."""
    body = problem.body(request.scope["facts"]["request_id"])
    return Response(body, problem.status, problem.headers, "application/problem+json")


async def identify(request: Request, connection: Connection, scope: str) -> Caller:
    """Give the caller; the database is asked every time; raises Problem."""
    token = reading.verified(request.headers.get("authorization"))
    row = await connection.caller(token.user_id, token.family_id)
    if row is None:
        raise invalid_token()
    caller = reading.caller(token, row[0], row[1], scope)
    request.scope["facts"].update(account_id=caller.account_id, principal=caller.principal)
    return caller


@app.get("/health/live")
async def live(request: Request) -> Response:
    """Answer as long as the process answers at all."""
    return Response(write({"status": "ok"}), media_type=JSON)


@app.get("/v1/products")
async def list_products(request: Request) -> Response:
    """List products with their variants."""
    async with store.connect() as connection:
        caller = await identify(request, connection, "catalogue:read")
        limit = reading.limit_of(request.url.query)
        rows, variants, has_more = await connection.products(caller.account_id, limit)
    rows = shapes.with_variants(rows, variants)
    return Response(shapes.page(rows, has_more, caller.account_id, "products"), media_type=JSON)


@app.get("/v1/products/{product_id}")
async def get_product(request: Request, product_id: UUID) -> Response:
    """See one product with its variants."""
    async with store.connect() as connection:
        caller = await identify(request, connection, "catalogue:read")
        reading.no_query(request.url.query)
        rows, variants = await connection.product(caller.account_id, str(product_id))
    if not rows:
        raise product_not_found(product_id)
    etag = f'"{rows[0]["version"]}"'
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={"ETag": etag})
    body = write(shapes.with_variants(rows, variants)[0])
    return Response(body, headers={"ETag": etag}, media_type=JSON)


@app.get("/v1/orders")
async def list_orders(request: Request) -> Response:
    """List orders."""
    async with store.connect() as connection:
        caller = await identify(request, connection, "orders:read")
        limit = reading.limit_of(request.url.query)
        rows, has_more = await connection.orders(caller.account_id, limit)
    page = shapes.page(shapes.orders(*rows), has_more, caller.account_id, "orders")
    return Response(page, media_type=JSON)


@app.post("/v1/availability")
async def check_availability(request: Request) -> Response:
    """See what may be promised of up to 500 SKUs."""
    content = await request.body()
    async with store.connect() as connection:
        caller = await identify(request, connection, "stock:read")
        reading.no_query(request.url.query)
        asked = reading.body_of(AvailabilityCheck, request.headers.get("content-type"), content)
        rows = await connection.availability(caller.account_id, asked.skus)
    return Response(shapes.availability(asked.skus, rows), media_type=JSON)


@app.post("/v1/orders")
async def create_order(request: Request) -> Response:
    """Place an order."""
    content = await request.body()
    headers = request.headers
    async with store.connect() as connection:
        caller = await identify(request, connection, "orders:write")
        key = idempotency_key(headers.get("idempotency-key"))
        reading.no_query(request.url.query)
        asked = reading.asked(caller, key, headers.get("content-type"), content)
        answer = await connection.place(asked, request.scope["facts"]["request_id"])
    return Response(answer.body, answer.status, answer.headers)
