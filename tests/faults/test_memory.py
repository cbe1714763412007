"""The line that is fitted to memory under load."""

import pytest

from tests.faults.kinds.memory import slope


@pytest.mark.parametrize(
    ("points", "rise"),
    [
        ([(0, 5), (1, 5), (2, 5)], 0),
        ([(0, 1), (1, 3), (2, 5)], 2),
        ([(0, 2), (1, 0), (2, 2), (3, 0)], -0.4),
    ],
    ids=["flat", "rising", "restless"],
)
def test_a_line_is_fitted(points, rise):
    assert slope(points) == pytest.approx(rise)
