"""What is written at the end of a work: never a part of it, and never nothing unseen."""

import pytest

from models import MovementKind, Order
from services.last import post_at_last
from services.stock.ledger import Change, Entry

RECEIVED = Entry(MovementKind.RECEIVED, "system")


def test_a_posting_without_rows_is_not_lost_unseen(shop):
    level = shop.level(on_hand=1)

    with pytest.raises(RuntimeError, match="comes with the rows"):
        shop.run(post_at_last, shop.account_id, RECEIVED, [Change(level["id"], on_hand=1)])

    assert shop.reload(level)["on_hand"] == 1


def test_a_second_posting_is_refused(shop):
    level = shop.level(on_hand=1)

    def twice():
        for _ in range(2):
            post_at_last(shop.account_id, RECEIVED, [Change(level["id"], on_hand=1)])

    with pytest.raises(RuntimeError, match="posts once"):
        shop.run(twice)

    assert (shop.reload(level)["on_hand"], shop.count(Order)) == (1, 0)
