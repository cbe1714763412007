"""Weak settings stop the start outside development, and `flask check --deploy` anywhere."""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import fields
from pathlib import Path

import pytest

from config import Settings, UnusableConfiguration, read_settings, weak
from config import settings as places
from config.guessable import why_guessable
from config.read import name_of
from tests.conftest import SECRET

READ = [name_of(setting) for setting in fields(Settings)]
REMOTE = "postgresql://shop:{}@db.example.com/shop?sslmode=verify-full"


def settings(**given):
    return Settings("production", **{"database_url": "sqlite://", "secret_key": SECRET, **given})


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path):
    """No `.env`, no instance, an ordinary user, and none of our variables."""
    monkeypatch.setattr(places, "ROOT", tmp_path)
    monkeypatch.setattr(places, "INSTANCE", tmp_path / "instance")
    monkeypatch.setattr(os, "geteuid", lambda: 1_000)
    for name in (*READ, "FLASK_DEBUG"):
        monkeypatch.setenv(name, "")  # so that whatever a test leaves behind is undone
        monkeypatch.delenv(name)


@pytest.fixture
def shared_folder():
    """A folder that everybody may enter; pytest's own are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_what_make_one_with_gives_is_accepted():
    drawn = subprocess.check_output(
        [sys.executable, "-c", "import secrets; print(secrets.token_urlsafe(48))"], text=True
    )

    assert weak.refusals(settings(secret_key=drawn.strip())) == []


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("x" * 64, "it repeats itself"),
        ("0123456789abcdef" * 3, "it repeats itself"),
        ("abcabcaabbccbacbacabccbabcaabcbbacabcacb", "it has fewer than 10 different characters"),
        ("abcdefghijklmnopqrstuvwxyz0123456789", "its characters stand in a row"),
        ("changeme-7Jq2mXv9RtLw4ZbNc8KdPf3Hs", "it holds the word 'changeme'"),
        ("My-Very-Own-SECRET-9Jq2mXv9RtLw4Zb", "it holds the word 'secret'"),
        ("django-insecure-9Jq2mXv9RtLw4ZbNc8K", "it holds the word 'insecure'"),
    ],
)
def test_a_secret_key_that_may_be_guessed_is_refused(key, why):
    assert why_guessable(key) == why
    (refused,) = weak.refusals(settings(secret_key=key))
    assert refused.startswith(f"SECRET_KEY may be guessed: {why}. Make one with: python -c ")
    assert key not in refused


@pytest.mark.parametrize("password", ["postgres", "shop", "SHOP", "", "123456", "changeme"])
def test_a_database_password_that_anybody_would_try_is_refused(password):
    (refused,) = weak.refusals(settings(database_url=REMOTE.format(password)))

    assert refused == (
        "The password of the database on db.example.com is one that anybody would try."
    )


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "/?host=/run/postgresql"])
def test_a_database_on_this_machine_may_let_in_whom_it_knows(host):
    url = f"postgresql://shop:shop@{host}/shop"

    local = settings(database_url=url)

    assert (weak.refusals(local), weak.warnings(settings(registration_enabled=False))) == ([], [])


def test_a_password_of_a_replica_counts_as_well():
    urls = (REMOTE.format("9Jq2mXv9RtLw"), REMOTE.format("postgres"))

    (refused,) = weak.refusals(settings(database_url=urls[0], database_replica_urls=urls[1:]))

    assert refused.startswith("The password of the database on ")


@pytest.mark.parametrize(("mode", "refused"), [(0o604, 1), (0o644, 1), (0o640, 0), (0o600, 0)])
def test_a_database_file_that_everybody_may_read_is_refused(shared_folder, mode, refused):
    file = shared_folder / "shop.db"
    file.touch()
    file.chmod(mode)

    found = weak.refusals(settings(database_url=f"sqlite:///{file}"))

    said = f"Everybody on this machine may read {file}. Run: chmod o-rwx {file}*"
    assert found == [said] * refused


def test_a_database_file_in_a_folder_that_is_shut_is_accepted(shared_folder):
    shared_folder.chmod(0o700)
    file = shared_folder / "shop.db"
    file.touch(0o644)

    assert weak.refusals(settings(database_url=f"sqlite:///{file}")) == []


@pytest.mark.parametrize(
    ("mode", "text", "refused"),
    [
        (0o644, f"SECRET_KEY={SECRET}", 1),
        (0o644, "export DATABASE_URL=postgresql://shop:p@db/shop", 1),
        (0o644, f"SECRET_KEY_FALLBACKS={SECRET}", 1),
        (0o644, "SMTP_URL=smtp://shop:p@mail.example:587", 1),
        (0o644, "RATE_LIMIT_REDIS_URL=redis://:p@redis.example", 1),
        (0o600, f"SECRET_KEY={SECRET}", 0),
        (0o644, "# SECRET_KEY=\nPORT=8001", 0),
    ],
    ids=["key", "url", "former", "mail", "redis", "shut", "harmless"],
)
def test_a_dotenv_with_a_secret_that_everybody_may_read_is_refused(tmp_path, mode, text, refused):
    file = tmp_path / ".env"
    file.write_text(text)
    file.chmod(mode)

    said = f"Everybody on this machine may read {file}, which holds a secret. Run: chmod 600 {file}"
    assert weak.refusals(settings()) == [said] * refused


@pytest.mark.parametrize(
    ("given", "start"),
    [
        ({"log_level": "debug"}, "LOG_LEVEL=DEBUG is for development;"),
        ({"access_token_ttl_seconds": 3_601}, "ACCESS_TOKEN_TTL_SECONDS must be at most 3600;"),
        ({"refresh_token_ttl_seconds": 2_592_001}, "REFRESH_TOKEN_TTL_SECONDS must be at most "),
        ({"max_body_bytes": 16_777_217}, "MAX_BODY_BYTES must be at most 16777216;"),
        ({"max_import_bytes": 268_435_457}, "MAX_IMPORT_BYTES must be at most 268435456;"),
    ],
    ids=lambda given: next(iter(given), None) if isinstance(given, dict) else "",
)
def test_a_setting_beyond_sensible_bounds_is_refused(given, start):
    (refused,) = weak.refusals(settings(**given))

    assert refused.startswith(start)


def test_the_debugger_of_flask_is_refused(monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "1")

    (refused,) = weak.refusals(settings())

    assert refused.startswith("FLASK_DEBUG is set;")


@pytest.mark.parametrize(
    ("given", "start"),
    [
        ({"secret_key_fallbacks": (SECRET, "x" * 40)}, "SECRET_KEY_FALLBACKS holds a secret "),
        ({"registration_enabled": True}, "REGISTRATION_ENABLED=true lets anybody open an account;"),
        ({"host": "0.0.0.0"}, "HOST=0.0.0.0: let nobody but a proxy with TLS reach port 8000."),
        ({"metrics_port": 9100, "metrics_host": "0.0.0.0"}, "METRICS_HOST=0.0.0.0: whoever "),
        (
            {"database_url": REMOTE.format("9Jq2mXv9RtLw").replace("verify-full", "prefer")},
            "The connection to the database on db.example.com may be in plain text;",
        ),
        (
            {"database_url": REMOTE.replace(":{}", "")},
            "The URL of the database on db.example.com has no password;",
        ),
    ],
    ids=["former", "registration", "host", "metrics", "sslmode", "password"],
)
def test_what_may_be_meant_is_warned_of_and_not_refused(given, start):
    judged = settings(**{"registration_enabled": False, **given})

    (warned,) = weak.warnings(judged)

    assert warned.startswith(start)
    assert weak.refusals(judged) == []


def test_running_as_root_is_warned_of(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    assert weak.warnings(settings(registration_enabled=False)) == [
        "Backstock runs as root; give it a user of its own."
    ]


def test_every_rule_has_a_name_of_its_own():
    assert len({rule.name for rule in weak.RULES}) == len(weak.RULES)


WRONG = {
    "SECRET_KEY": "x" * 40,
    "PORT": "http",
    "THREADS": "0",
    "LOG_LEVEL": "DEBUG",
    "METRICS_PORT": "8000",
    "DATABASE_URL": "mysql://shop:hidden-word@db/shop",
}
STARTS = [
    '- Environment variable "PORT" invalid',
    "- THREADS must be at least 1.",
    "- METRICS_PORT must differ from PORT;",
    "- DATABASE_URL must start with sqlite:/// or postgresql://.",
    "- SECRET_KEY may be guessed: it repeats itself.",
    "- LOG_LEVEL=DEBUG is for development;",
]


def test_all_that_is_wrong_is_named_at_once(monkeypatch):
    for name, value in WRONG.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(UnusableConfiguration) as refused:
        read_settings()

    first, *others = str(refused.value).splitlines()
    assert first == "6 settings cannot be used."
    assert [line[: len(start)] for line, start in zip(others, STARTS, strict=True)] == STARTS
    assert "hidden-word" not in str(refused.value)


def test_development_starts_with_weak_settings(monkeypatch):
    monkeypatch.setenv("BACKSTOCK_ENV", "development")
    monkeypatch.setenv("SECRET_KEY", "x" * 40)

    assert read_settings().secret_key == "x" * 40
