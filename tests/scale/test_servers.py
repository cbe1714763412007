"""The start is refused, in a sentence, on servers that are not what the settings say."""

import os
import subprocess
import sys

import pytest

from config import ROOT, Settings, UnusableConfiguration
from models import servers
from tests.conftest import SECRET
from tests.scale import pooler as poolers
from tests.scale.conftest import driver
from tests.scale.processes import free_port


def settings(url, **given):
    return Settings("development", url, SECRET, **given)


@pytest.fixture
def primary(cluster):
    return driver(cluster.url("primary"))


@pytest.fixture
def replica(cluster):
    return driver(cluster.url("replica"))


def test_a_primary_with_its_replica_is_accepted(primary, replica):
    servers.check(settings(primary, database_replica_urls=(replica,)))


def test_sqlite_is_accepted():
    servers.check(settings("sqlite://"))


def test_a_server_that_is_away_may_come_later(primary):
    nobody = driver("postgresql://postgres@127.0.0.1:1/postgres")

    servers.check(settings(nobody))
    servers.check(settings(primary, database_replica_urls=(nobody,)))


def test_a_primary_named_as_a_replica_is_refused(primary, replica):
    both = (replica, primary)

    with pytest.raises(UnusableConfiguration, match=r"is no replica, number 2\.$"):
        servers.check(settings(primary, database_replica_urls=both))


def test_a_replica_of_another_primary_is_refused(postgres_server, replica):
    with pytest.raises(UnusableConfiguration, match=r"a replica of another primary, number 1\.$"):
        servers.check(settings(driver(postgres_server), database_replica_urls=(replica,)))


def test_a_pooler_that_was_announced_is_accepted(pooled_url):
    servers.check(settings(pooled_url, db_behind_pooler=True))


def test_a_role_without_its_settings_is_refused(cluster):
    with (
        poolers.pooler(cluster.url("primary")) as url,
        pytest.raises(UnusableConfiguration, match=r"not have .* lock_timeout=3000, .* db-role\."),
    ):
        servers.check(settings(driver(url), db_behind_pooler=True))


@pytest.mark.parametrize("more", ["", "ignore_startup_parameters = options"])
def test_a_pooler_that_was_not_announced_is_refused(cluster, pooled_url, more):
    with (
        poolers.pooler(cluster.url("primary"), more) as url,
        pytest.raises(UnusableConfiguration, match=r"^DATABASE_URL leads to a pooler.*=true\.$"),
    ):
        servers.check(settings(driver(url)))


def test_the_server_ends_at_once_and_says_why(primary, monkeypatch):
    monkeypatch.setenv("BACKSTOCK_ENV", "development")
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("DATABASE_URL", primary)
    monkeypatch.setenv("DATABASE_REPLICA_URLS", primary)
    monkeypatch.setenv("PORT", str(free_port()))
    command = [sys.executable, "-m", "serve"]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)

    said = "DATABASE_REPLICA_URLS names a server that is no replica, number 1."
    assert ended.returncode == os.EX_CONFIG
    assert ended.stderr.splitlines()[-1] == f"Backstock cannot start. {said}"
