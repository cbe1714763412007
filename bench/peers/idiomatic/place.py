"""Place an order: lock the levels in the order of their ids, then write everything."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bench.peers import plan
from bench.peers.common import LARGEST_TOTAL, new_number
from bench.peers.idiomatic.auth import Caller
from bench.peers.idiomatic.models import (
    Location,
    StockLevel,
    StockMovement,
    Variant,
    new_id,
    utcnow,
)
from bench.peers.idiomatic.order_models import Order, OrderLine, Reservation, ReservationLine
from bench.peers.inputs import LineCreate, OrderCreate

Levels = dict[UUID, StockLevel]


async def place(session: AsyncSession, caller: Caller, body: OrderCreate) -> Order:
    """Place an order and promise its units; raises Problem."""
    if body.external_ref is not None:
        await _refuse_known(session, caller.account_id, body)
    variants = await _variants(session, caller.account_id, body)
    levels = await _lock_levels(session, caller.account_id, variants)
    await _check_locations(session, caller.account_id, body, levels)
    takes = plan.plan(body.lines, _shelves(levels, variants))
    order = _order(caller.account_id, body, variants)
    order.reservation = _reserve(order, takes, levels)
    session.add_all([order, *_move(caller, order, takes, levels)])
    await session.flush()
    return order


async def _refuse_known(session: AsyncSession, account_id: UUID, body: OrderCreate) -> None:
    known = await session.scalar(
        select(Order).where(
            Order.account_id == account_id,
            Order.channel == body.channel,
            Order.external_ref == body.external_ref,
        )
    )
    if known is not None:
        raise plan.external_ref_exists(known.id, known.number)


async def _variants(
    session: AsyncSession, account_id: UUID, body: OrderCreate
) -> dict[str, Variant]:
    """Read what is bought, and refuse what is not sold."""
    skus = {line.sku for line in body.lines}
    rows = await session.scalars(
        select(Variant)
        .where(Variant.account_id == account_id, Variant.sku.in_(skus))
        .options(joinedload(Variant.product))
    )
    variants = {variant.sku: variant for variant in rows}
    for position, line in enumerate(body.lines):
        if line.sku not in variants:
            raise plan.sku_unknown(position, line.sku)
    unsold = [
        {"sku": v.sku, "reason": reason}
        for v in variants.values()
        if (
            reason := plan.unsold_reason(
                v.status, v.product.status, v.price_minor, v.currency, body.currency
            )
        )
    ]
    if unsold:
        raise plan.not_sellable(unsold)
    return variants


async def _lock_levels(
    session: AsyncSession, account_id: UUID, variants: dict[str, Variant]
) -> Levels:
    """Lock every level of what is bought, in ascending id, so that orders cannot deadlock."""
    ids = [variant.id for variant in variants.values()]
    rows = await session.scalars(
        select(StockLevel)
        .where(StockLevel.account_id == account_id, StockLevel.variant_id.in_(ids))
        .order_by(StockLevel.id)
        .with_for_update(key_share=True, of=StockLevel)
        .options(joinedload(StockLevel.location, innerjoin=True))
        .execution_options(populate_existing=True)
    )
    return {level.id: level for level in rows}


async def _check_locations(
    session: AsyncSession, account_id: UUID, body: OrderCreate, levels: Levels
) -> None:
    named = {line.location_id for line in body.lines if line.location_id}
    asked = named - {level.location_id for level in levels.values()}
    if not asked:
        return
    found = await session.scalars(
        select(Location.id).where(Location.account_id == account_id, Location.id.in_(asked))
    )
    unknown = asked - set(found)
    for position, line in enumerate(body.lines):
        if line.location_id in unknown:
            raise plan.location_unknown(position, line.location_id)


def _shelves(levels: Levels, variants: dict[str, Variant]) -> dict[str, list[plan.Shelf]]:
    sku_of = {variant.id: sku for sku, variant in variants.items()}
    shelves: dict[str, list[plan.Shelf]] = {}
    for level in sorted(
        levels.values(), key=lambda level: (level.location.priority, level.location_id)
    ):
        free = level.available + level.backorder_limit
        shelf = plan.Shelf(level.id, level.location_id, free, level.location.is_active)
        shelves.setdefault(sku_of[level.variant_id], []).append(shelf)
    return shelves


def _line(
    account_id: UUID, now: datetime, position: int, line: LineCreate, variant: Variant
) -> OrderLine:
    titles = [title for title in (variant.product.title, variant.title) if title]
    subtotal = line.quantity * variant.price_minor
    return OrderLine(
        id=new_id(),
        account_id=account_id,
        created_at=now,
        position=position,
        variant_id=variant.id,
        sku=variant.sku,
        title=", ".join(titles),
        quantity=line.quantity,
        unit_price_minor=variant.price_minor,
        subtotal_minor=subtotal,
        tax_minor=0,
        total_minor=subtotal,
        allocations=[],
    )


def _order(account_id: UUID, body: OrderCreate, variants: dict[str, Variant]) -> Order:
    now = utcnow()
    sold = [(line, variants[line.sku]) for line in body.lines]
    lines = [_line(account_id, now, n, *pair) for n, pair in enumerate(sold, 1)]
    total = sum(line.total_minor for line in lines)
    if total > LARGEST_TOTAL:
        raise plan.total_too_large(LARGEST_TOTAL)
    return Order(
        id=new_id(),
        account_id=account_id,
        created_at=now,
        number=new_number(),
        currency=body.currency,
        customer_email=body.customer.email,
        customer_name=body.customer.name,
        channel=body.channel,
        external_ref=body.external_ref,
        subtotal_minor=total,
        tax_minor=0,
        total_minor=total,
        confirmed_at=None,
        shipped_at=None,
        completed_at=None,
        cancelled_at=None,
        lines=lines,
        fulfilments=[],
    )


def _reserve(order: Order, takes: list[plan.Take], levels: Levels) -> Reservation:
    reservation = Reservation(account_id=order.account_id, lines=[])
    for n, shelf, quantity in takes:
        row = ReservationLine(
            account_id=order.account_id, stock_level=levels[shelf.level_id], quantity=quantity
        )
        reservation.lines.append(row)
        order.lines[n].allocations.append(row)
    return reservation


def _move(
    caller: Caller, order: Order, takes: list[plan.Take], levels: Levels
) -> list[StockMovement]:
    """Promise the units, with one movement for each level."""
    sums: dict[UUID, int] = {}
    for _, shelf, quantity in takes:
        sums[shelf.level_id] = sums.get(shelf.level_id, 0) + quantity
    movements = []
    for level_id, quantity in sums.items():
        level = levels[level_id]
        level.reserved += quantity
        level.sequence += 1
        level.version += 1
        movements.append(
            StockMovement(
                account_id=caller.account_id,
                stock_level_id=level_id,
                variant_id=level.variant_id,
                location_id=level.location_id,
                sequence=level.sequence,
                kind="reserved",
                delta_reserved=quantity,
                on_hand_after=level.on_hand,
                reserved_after=level.reserved,
                reference=order.number,
                actor=caller.principal,
            )
        )
    return movements
