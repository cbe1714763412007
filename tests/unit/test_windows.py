"""Counting in memory: to the unit, to the second, bounded."""

from threading import Barrier, Thread

import pytest

from api.limits import windows as counting
from api.limits.addresses import partition_of
from api.limits.policies import Policy, announced, charge, standing
from api.limits.windows import Windows

FIVE, MANY = Policy("login", 5), Policy("account", 1_000)


@pytest.fixture
def windows(clock):
    return Windows(clock)


def one(windows, partition="a", policy=FIVE, units=1):
    (spent,) = windows.take(charge(policy, partition, units))
    return spent.fits, spent.left


def test_a_window_has_its_quota_and_no_unit_more(windows):
    assert [one(windows) for _ in range(6)] == [
        (True, 4),
        (True, 3),
        (True, 2),
        (True, 1),
        (True, 0),
        (False, 0),
    ]


def test_each_partition_has_a_window_of_its_own(windows):
    one(windows, units=5)

    assert (one(windows), one(windows, "b")) == ((False, 0), (True, 4))


def test_a_window_lasts_a_minute_from_its_first_request(windows, clock):
    one(windows)
    clock.now += 59.999
    one(windows, units=4)
    refused = one(windows)
    clock.now += 0.001

    assert (refused, one(windows)) == ((False, 0), (True, 4))


def test_what_is_refused_costs_nothing_and_lengthens_nothing(windows, clock):
    one(windows, units=4)
    for _ in range(100):
        clock.now += 0.5
        assert one(windows, units=2) == (False, 1)

    assert one(windows) == (True, 0)
    clock.now += 10
    assert one(windows) == (True, 4)


def test_all_charges_are_taken_or_none(windows):
    one(windows, units=5)
    both = charge(MANY, "a", 7) + charge(FIVE, "a", 1)

    many, five = windows.take(both)

    assert (many.fits, many.left, five.fits, five.left) == (True, 1_000, False, 0)


def test_what_costs_more_than_there_is_takes_all_there_is(windows):
    assert one(windows, units=500) == (True, 0)


def test_what_is_given_back_may_be_taken_again(windows):
    one(windows, units=5)

    windows.give_back(charge(FIVE, "a", 2))

    assert [one(windows) for _ in range(3)] == [(True, 1), (True, 0), (False, 0)]


def test_what_is_given_back_too_late_is_no_present(windows, clock):
    one(windows, units=5)
    clock.now += 60

    windows.give_back(charge(FIVE, "a", 5))

    assert one(windows) == (True, 4)


def test_windows_that_ended_make_room(windows, clock):
    for number in range(100):
        one(windows, str(number))
    clock.now += 60
    one(windows, "new")

    assert len(windows) == 1


def test_made_up_partitions_take_bounded_memory(windows, monkeypatch):
    monkeypatch.setattr(counting, "MOST", 10)
    for number in range(1_000):
        one(windows, str(number))

    assert len(windows) == 10
    assert one(windows, "999") == (True, 3)


def test_threads_take_each_unit_once(windows):
    taken, barrier = [], Barrier(16)

    def greedy():
        barrier.wait()
        taken.extend(one(windows, policy=MANY)[0] for _ in range(200))

    threads = [Thread(target=greedy) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (taken.count(True), taken.count(False)) == (1_000, 2_200)


def test_the_headers_say_what_is_left_in_whole_seconds(windows, clock):
    windows.take(charge(FIVE, "a", 1))
    clock.now += 17.5

    spent = windows.take(charge(FIVE, "a", 1) + charge(MANY, "a", 5))

    assert standing(spent) == '"login";r=3;t=43, "account";r=995;t=60'
    assert announced(spent) == '"login";q=5;w=60, "account";q=1000;w=60'


@pytest.mark.parametrize(
    ("address", "partition"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", "unknown"),
        (None, "unknown"),
        ("a socket", "unknown"),
    ],
)
def test_an_address_is_counted_as_whom_it_was_given_to(address, partition):
    assert partition_of(address) == partition
