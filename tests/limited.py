"""Apps whose limits are within reach, and a Redis of the tests' own."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import redis
from flask import Flask

from api.limits.app import EXTENSION
from api.limits.windows import Windows
from models import db
from tests.client import Client, contract_of, contracts
from tests.clock import Clock
from tests.conftest import LIMITS, build_app
from tests.races.crowd import free_port

START_SECONDS = 30
FROM = {"REMOTE_ADDR": "192.0.2.1"}
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.2"}


@pytest.fixture
def limited(app: Flask, database_url: str, clock: Clock) -> Iterator[Callable[..., Flask]]:
    """Build apps on the database of `app` with the limits that users have, or those given."""
    built: list[Flask] = []

    def build(**settings: object) -> Flask:
        defaults = {each.name: each.default for each in LIMITS}
        built.append(build_app(database_url, **{**defaults, **settings}))
        contracts[built[-1]] = contract_of(app)  # limits are no part of it
        if "rate_limit_redis_url" not in settings:
            built[-1].extensions[EXTENSION].windows = Windows(clock)
        return built[-1]

    yield build
    for made in built:
        with made.app_context():
            db.engine.dispose()


class RedisServer:
    """A Redis that a test may stop, freeze and start again."""

    def __init__(self, folder: Path) -> None:
        self.port, self._folder = free_port(), folder
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, empty, and wait until it answers."""
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port)]
        command += ["--save", "", "--dir", str(self._folder), "--logfile", "redis.log"]
        self.process = subprocess.Popen(command)
        deadline = time.monotonic() + START_SECONDS
        with redis.Redis.from_url(self.url) as client:
            while True:
                with suppress(redis.ConnectionError):
                    client.ping()
                    return
                assert time.monotonic() < deadline, "Redis did not start"
                time.sleep(0.02)

    def stop(self) -> None:
        """Kill it, as a machine that fails does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """Start a Redis; without the program skip this test and say so, except on CI."""
    if shutil.which("redis-server") is None and "CI" not in os.environ:
        pytest.skip("Redis is not installed: apt-get install redis-server")
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


def left(answer):
    """Give what is left of each limit that an answer names."""
    return {
        name: int(n) for name, n in re.findall(r'"([a-z-]+)";r=(\d+)', answer.headers["RateLimit"])
    }


def key_of(client, scopes=("stock:read", "stock:write")):
    """Give a client who is an API key of the same account."""
    made = client.post("/v1/api-keys", {"name": "till", "scopes": [*scopes]})
    return Client(client.app, {"X-API-Key": made.json["secret"]}, id=made.json["id"])


def engine_of(app):
    with app.app_context():
        return db.engine


def statuses_of(answers):
    return [answer.status_code for answer in answers]
