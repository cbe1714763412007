"""How many workers there are, if nobody says: one for each core that may be used."""

import os

import pytest

from config import Settings, UnusableConfiguration, cores, read_settings, usable_cores
from models.engine import options_of
from tests.conftest import SECRET


@pytest.fixture(autouse=True)
def machine(monkeypatch, tmp_path):
    """A machine of eight cores, whose control groups are in `tmp_path`."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    monkeypatch.setattr(cores, "PROCESS_GROUPS", tmp_path / "cgroup")
    monkeypatch.setattr(cores, "CONTROL_GROUPS", tmp_path)
    (tmp_path / "cgroup").write_text("0::/shop.slice/backstock.service\n")
    group = tmp_path / "shop.slice" / "backstock.service"
    group.mkdir(parents=True)
    return group / "cpu.max"


@pytest.mark.parametrize(
    ("share", "usable"),
    [
        ("max 100000", 8),
        ("200000 100000", 2),
        ("150000 100000", 2),
        ("10000 100000", 1),
        ("6400000 100000", 8),
    ],
)
def test_a_control_group_may_have_fewer_than_the_machine(machine, share, usable):
    machine.write_text(share + "\n")

    assert usable_cores() == usable


def test_without_a_share_the_affinity_counts():
    assert usable_cores() == 8


def test_control_groups_of_the_first_version_say_nothing(tmp_path, machine):
    machine.write_text("100000 100000\n")
    (tmp_path / "cgroup").write_text("4:cpu:/shop.slice\n")

    assert usable_cores() == 8


def test_a_system_without_affinity_has_all_its_cores(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 3)

    assert usable_cores() == 3


@pytest.mark.parametrize(("given", "workers"), [("auto", 8), ("3", 3)])
def test_a_number_wins(monkeypatch, given, workers):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("WORKERS", given)

    assert read_settings().workers == workers


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("many", "^WORKERS must be a whole number or auto.$"),
        ("0", "^WORKERS must be at least 1.$"),
    ],
)
def test_what_is_no_number_stops_the_start(monkeypatch, given, sentence):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("WORKERS", given)

    with pytest.raises(UnusableConfiguration, match=sentence):
        read_settings()


@pytest.mark.parametrize(
    ("url", "threads"),
    [("sqlite:///shop.db", 2), ("postgresql://shop@db/shop", 4), ("postgres://shop@db/shop", 4)],
)
def test_threads_are_as_many_as_have_something_to_wait_for(monkeypatch, url, threads):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("DATABASE_URL", url)

    assert read_settings().threads == threads

    monkeypatch.setenv("THREADS", "7")
    assert read_settings().threads == 7


def test_the_connections_are_those_of_every_pool():
    settings = Settings("development", "", "", workers=3, threads=5)

    pool = options_of(settings)

    assert settings.database_connections == 3 * (pool["pool_size"] + pool["max_overflow"]) == 21
