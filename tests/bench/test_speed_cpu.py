"""CPU time from the kernel's books, and cores."""

import os
import subprocess
import sys

import pytest

from bench.speed import pinning, processes
from bench.speed.cpu import Meter, is_foreign

STAT = (
    "4711 (postgres: (x) y) S 42 4711 4711 0 -1 4194560 500 0 0 0 "
    "120 30 7 3 20 0 1 0 100 1000 10 18446744073709551615"
)
CLIENT = "postgres: 15/main: postgres {} 127.0.0.1(50000) idle"


def test_reads_a_line_of_the_kernel_whatever_the_name():
    found = processes.parse(STAT)

    assert found == processes.Process(4711, "postgres: (x) y", 42, 160 / processes.TICKS_PER_SECOND)


def test_a_tree_holds_children_of_children():
    child = subprocess.Popen(
        ["sh", "-c", "sh -c 'echo; read line; :'; :"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with child:
        child.stdout.readline()
        family = processes.tree(child.pid)
        child.stdin.write(b"\n")

    assert [member.name for member in family] == ["sh", "sh"]
    assert family[1].parent == child.pid


def test_nobody_has_no_tree():
    assert processes.tree(2**22 + 1) == []
    assert processes.title(2**22 + 1) == ""


def test_a_meter_counts_what_has_ended_since():
    busy = "sum(range(20_000_000))"
    meter = Meter(os.getpid())
    subprocess.run([sys.executable, "-c", busy], check=True)

    assert meter.seconds() > 0.1


def test_a_meter_of_nothing_stands_still():
    assert Meter(None).seconds() == 0.0


@pytest.mark.parametrize(
    ("title", "foreign"),
    [
        (CLIENT.format("bench"), False),
        (CLIENT.format("other"), True),
        ("postgres: postgres other [local] SELECT", True),
        ("postgres: postgres bench [local] SELECT", False),
        ("postgres: 15/main: walwriter", False),
        ("postgres: 15/main: autovacuum launcher", False),
        ("postgres: 15/main: autovacuum worker other", True),
        ("postgres: 15/main: autovacuum worker bench", False),
        ("", False),
    ],
)
def test_backends_of_other_databases_are_foreign(title, foreign):
    assert is_foreign(title, "bench") is foreign


def test_the_first_core_serves_and_the_second_does_the_rest():
    assert pinning.share_out({3, 1, 2}) == pinning.Cores(frozenset({1}), frozenset({2}))


def test_one_core_does_it_all():
    assert pinning.share_out({0}) == pinning.Cores(frozenset({0}), frozenset({0}))


def test_pinning_is_undone():
    before, said = os.sched_getaffinity(0), []

    with pinning.pinned(None, said.append) as cores:
        assert os.sched_getaffinity(0) == cores.others

    assert os.sched_getaffinity(0) == before
