"""Availability over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from bench.peers.idiomatic.auth import Caller, requires
from bench.peers.idiomatic.database import SessionDep
from bench.peers.idiomatic.models import StockLevel, Variant
from bench.peers.idiomatic.schemas import Availability, LocationAvailability, SkuAvailability
from bench.peers.inputs import AvailabilityCheck, NoQuery

router = APIRouter(prefix="/v1", tags=["Stock"])
Reader = Annotated[Caller, Depends(requires("stock:read"))]


@router.post("/availability")
async def check_availability(
    body: AvailabilityCheck,
    caller: Reader,
    session: SessionDep,
    query: Annotated[NoQuery, Query()],
) -> Availability:
    """See what may be promised of up to 500 SKUs."""
    wanted = list(dict.fromkeys(body.skus))
    rows = await session.scalars(
        select(Variant)
        .where(Variant.account_id == caller.account_id, Variant.sku.in_(wanted))
        .options(selectinload(Variant.levels).options(joinedload(StockLevel.location)))
    )
    variants = {variant.sku: variant for variant in rows}
    return Availability(
        data=[_sum_up(variants[sku]) for sku in wanted if sku in variants],
        unknown_skus=[sku for sku in wanted if sku not in variants],
    )


def _sum_up(variant: Variant) -> SkuAvailability:
    levels = sorted(variant.levels, key=lambda lv: (lv.location.priority, lv.location.id))
    return SkuAvailability(
        sku=variant.sku,
        available=sum(max(0, level.available) for level in levels if level.location.is_active),
        locations=[LocationAvailability.model_validate(level) for level in levels],
    )
