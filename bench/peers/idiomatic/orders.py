"""Orders over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bench.peers.common import fingerprint, idempotency_key, seal_cursor
from bench.peers.idiomatic import idempotency
from bench.peers.idiomatic.auth import Caller, requires
from bench.peers.idiomatic.database import SessionDep, begin_writing
from bench.peers.idiomatic.order_models import (
    Fulfilment,
    FulfilmentLine,
    Order,
    OrderLine,
    ReservationLine,
)
from bench.peers.idiomatic.place import place
from bench.peers.idiomatic.schemas import OrderOut, Page
from bench.peers.inputs import ListQuery, NoQuery, OrderCreate

router = APIRouter(prefix="/v1/orders", tags=["Orders"])
Reader = Annotated[Caller, Depends(requires("orders:read"))]
Writer = Annotated[Caller, Depends(requires("orders:write"))]


@router.get("")
async def list_orders(
    caller: Reader, session: SessionDep, query: Annotated[ListQuery, Query()]
) -> Page[OrderOut]:
    """List orders."""
    rows = await session.scalars(
        select(Order)
        .where(Order.account_id == caller.account_id)
        .order_by(Order.created_at, Order.id)
        .limit(query.limit + 1)
        .options(
            selectinload(Order.lines)
            .selectinload(OrderLine.allocations)
            .joinedload(ReservationLine.stock_level),
            selectinload(Order.fulfilments)
            .selectinload(Fulfilment.lines)
            .joinedload(FulfilmentLine.order_line),
        )
    )
    found = list(rows)
    page, has_more = found[: query.limit], len(found) > query.limit
    cursor = None
    if has_more:
        last = page[-1]
        cursor = seal_cursor(caller.account_id, "orders", last.created_at.isoformat(), last.id)
    return Page(data=page, has_more=has_more, next_cursor=cursor)


@router.post("", status_code=201, response_model=OrderOut)
async def create_order(
    body: OrderCreate,
    caller: Writer,
    session: SessionDep,
    query: Annotated[NoQuery, Query()],
    request: Request,
    key: Annotated[str | None, Header(alias="Idempotency-Key")] = None,
) -> Response:
    """Place an order."""
    this = idempotency.Question(
        caller.account_id,
        caller.principal,
        idempotency_key(key),
        fingerprint("POST", "/v1/orders?", await request.body()),
    )

    async def answer() -> idempotency.Answer:
        order = await place(session, caller, body)
        headers = {
            "Content-Type": "application/json",
            "ETag": f'"{order.version}"',
            "Location": f"/v1/orders/{order.id}",
        }
        content = OrderOut.model_validate(order).model_dump_json().encode()
        return idempotency.Answer(201, headers, content)

    await begin_writing(session)
    return await idempotency.once(session, this, answer, request.state.request_id)
