"""The app: routers, a line in the log for each request, errors as problem documents."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError

from bench.peers.common import Problem, invalid, request_id
from bench.peers.idiomatic import orders, products, stock
from bench.peers.idiomatic.schemas import Health

structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.JSONRenderer(),
    ]
)
log = structlog.get_logger("peer")
app = FastAPI(title="Backstock, the FastAPI way")
for module in (products, stock, orders):
    app.include_router(module.router)


@app.get("/health/live")
async def live() -> Health:
    """Answer as long as the process answers at all."""
    return Health(status="ok")


@app.middleware("http")
async def log_request(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Give the request its id and its line."""
    request.state.request_id = request_id(request.headers.get("X-Request-Id"))
    started = time.perf_counter()
    response = await call_next(request)
    response.headers["X-Request-Id"] = request.state.request_id
    facts: dict[str, Any] = {
        "request_id": request.state.request_id,
        "method": request.method,
        "path": request.url.path,
        "status": response.status_code,
        "duration_ms": round((time.perf_counter() - started) * 1000, 2),
    }
    caller = getattr(request.state, "caller", None)
    if caller is not None:
        facts.update(account_id=str(caller.account_id), principal=caller.principal)
    log.info("request", **facts)
    return response


@app.exception_handler(Problem)
async def refuse(request: Request, problem: Problem) -> Response:
    """Answer with a problem document."""
    body = problem.body(request.state.request_id)
    media_type = "application/problem+json"
    return Response(body, problem.status, problem.headers, media_type)


@app.exception_handler(RequestValidationError)
async def refuse_fields(request: Request, error: RequestValidationError) -> Response:
    """Name each field that is wrong."""
    places = [
        {
            "in": str(found["loc"][0]),
            "pointer": "".join(f"/{step}" for step in found["loc"][1:]),
            "code": str(found["type"]),
            "detail": str(found["msg"]),
        }
        for found in error.errors()
    ]
    return await refuse(request, invalid(places))


@app.exception_handler(DBAPIError)
async def busy(request: Request, error: DBAPIError) -> Response:
    """Say that the database could not do it now."""
    log.warning("busy", error=str(error.orig))
    return await refuse(request, Problem(503, "service-busy", "The service is too busy."))
