"""Products over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bench.peers.common import product_not_found, seal_cursor
from bench.peers.idiomatic.auth import Caller, requires
from bench.peers.idiomatic.database import SessionDep
from bench.peers.idiomatic.models import Product
from bench.peers.idiomatic.schemas import Page, ProductOut
from bench.peers.inputs import ListQuery, NoQuery

router = APIRouter(prefix="/v1/products", tags=["Products"])
Reader = Annotated[Caller, Depends(requires("catalogue:read"))]


@router.get("")
async def list_products(
    caller: Reader, session: SessionDep, query: Annotated[ListQuery, Query()]
) -> Page[ProductOut]:
    """List products with their variants."""
    rows = await session.scalars(
        select(Product)
        .where(Product.account_id == caller.account_id)
        .order_by(Product.created_at, Product.id)
        .limit(query.limit + 1)
        .options(selectinload(Product.variants))
    )
    found = list(rows)
    page, has_more = found[: query.limit], len(found) > query.limit
    cursor = None
    if has_more:
        last = page[-1]
        cursor = seal_cursor(caller.account_id, "products", last.created_at.isoformat(), last.id)
    return Page(data=page, has_more=has_more, next_cursor=cursor)


@router.get("/{product_id}", response_model=ProductOut)
async def get_product(
    product_id: UUID,
    caller: Reader,
    session: SessionDep,
    query: Annotated[NoQuery, Query()],
    request: Request,
    response: Response,
) -> Product | Response:
    """See one product with its variants."""
    product = await session.scalar(
        select(Product)
        .where(Product.account_id == caller.account_id, Product.id == product_id)
        .options(selectinload(Product.variants))
    )
    if product is None:
        raise product_not_found(product_id)
    etag = f'"{product.version}"'
    if request.headers.get("If-None-Match") == etag:
        return Response(status_code=304, headers={"ETag": etag})
    response.headers["ETag"] = etag
    return product
