"""`.env.example` says what `config/` reads, and boot refuses what it must not run with."""

import re
import stat
from dataclasses import fields
from itertools import pairwise

import pytest

from config import INSTANCE, ROOT, Settings, UnusableConfiguration, extras, read_settings
from config import settings as places
from config.read import name_of
from models import db
from tests.conftest import SECRET, build_app

EXAMPLE = (ROOT / ".env.example").read_text()
SETTING = re.compile(r"^# ([A-Z_]+)=(.*)$", re.MULTILINE)
STATED = dict(SETTING.findall(EXAMPLE))
READ = [name_of(setting) for setting in fields(Settings)]


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path):
    """A repository without `.env` and without an instance, in an empty environment."""
    monkeypatch.setattr(places, "ROOT", tmp_path)
    monkeypatch.setattr(places, "INSTANCE", tmp_path / "instance")
    for name in READ:
        monkeypatch.setenv(name, "")  # so that whatever a test leaves behind is undone
        monkeypatch.delenv(name)


def test_the_example_names_exactly_the_settings_that_are_read():
    assert sorted(STATED) == sorted(READ)


def test_the_example_sets_nothing():
    lines = [line for line in EXAMPLE.splitlines() if line and not line.startswith("#")]

    assert lines == []


def test_each_setting_of_the_example_has_its_meaning_above_it():
    lines = pairwise(EXAMPLE.splitlines())

    unexplained = [line for above, line in lines if SETTING.match(line) and not prose(above)]

    assert unexplained == []


def test_the_example_states_the_real_defaults(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    defaults = read_settings()

    for name in STATED.keys() - {"SECRET_KEY", "DATABASE_URL"}:
        monkeypatch.setenv(name, STATED[name])

    assert read_settings() == defaults
    assert (STATED["SECRET_KEY"], defaults.environment) == ("", "production")


def test_the_example_states_the_real_database(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setattr(places, "INSTANCE", INSTANCE)

    stated, default = STATED["DATABASE_URL"], read_settings().database_url

    assert engine_url(stated) == engine_url(default)


def test_the_environment_wins_over_the_file(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("PORT=9001\nWORKERS=7\n")
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("PORT", "9002")

    settings = read_settings()

    assert (settings.port, settings.workers) == (9002, 7)


def test_refuses_production_without_a_secret_key(tmp_path):
    with pytest.raises(UnusableConfiguration, match=r"^SECRET_KEY is not set\."):
        read_settings()

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("environment", ["production", "development"])
def test_refuses_a_secret_key_of_less_than_32_bytes(monkeypatch, environment):
    monkeypatch.setenv("BACKSTOCK_ENV", environment)
    monkeypatch.setenv("SECRET_KEY", "x" * 31)

    with pytest.raises(UnusableConfiguration, match=r"^SECRET_KEY needs at least 32 bytes;"):
        read_settings()


def test_counts_the_bytes_of_a_secret_key_not_its_characters(monkeypatch):
    monkeypatch.setenv("BACKSTOCK_ENV", "development")
    monkeypatch.setenv("SECRET_KEY", "ü" * 16)

    assert read_settings().secret_key == "ü" * 16


def test_former_secrets_stand_between_commas(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", f"{'a' * 32}, {'ü' * 16},")

    settings = read_settings()

    assert settings.secret_key_fallbacks == ("a" * 32, "ü" * 16)
    assert settings.keys_for("jwt")[0] == settings.key_for("jwt")
    assert len(set(settings.keys_for("jwt"))) == 3
    assert "a" * 32 not in repr(settings)


def test_refuses_a_former_secret_of_less_than_32_bytes(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", f"{'a' * 32},{'b' * 31}")

    with pytest.raises(UnusableConfiguration, match=r"^Each of SECRET_KEY_FALLBACKS needs"):
        read_settings()


def test_refuses_an_unknown_environment(monkeypatch):
    monkeypatch.setenv("BACKSTOCK_ENV", "staging")
    monkeypatch.setenv("SECRET_KEY", SECRET)

    with pytest.raises(UnusableConfiguration, match="must be development or production"):
        read_settings()


@pytest.mark.parametrize(("name", "value"), [("PORT", "http"), ("REGISTRATION_ENABLED", "perhaps")])
def test_refuses_a_value_of_the_wrong_type_by_name(monkeypatch, name, value):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv(name, value)

    with pytest.raises(UnusableConfiguration, match=f'"{name}" invalid'):
        read_settings()


def test_development_makes_its_key_once_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("BACKSTOCK_ENV", "development")
    path = tmp_path / "instance" / "secret_key"

    first = read_settings().secret_key
    second = read_settings().secret_key

    assert first == second == path.read_text()
    assert len(first) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_refuses_a_development_key_that_was_not_written_to_its_end(monkeypatch, tmp_path):
    monkeypatch.setenv("BACKSTOCK_ENV", "development")
    path = tmp_path / "instance" / "secret_key"
    path.parent.mkdir()
    path.touch()

    with pytest.raises(UnusableConfiguration, match="holds no usable key; delete it"):
        read_settings()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_postgresql_url_gets_its_driver(monkeypatch, scheme):
    rest = "u:p@db:5432/shop?sslmode=require"
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://{rest}")

    assert read_settings().database_url == f"postgresql+psycopg://{rest}"


def test_replicas_stand_between_commas_and_get_their_driver(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/shop")
    monkeypatch.setenv("DATABASE_REPLICA_URLS", "postgresql://one/shop, postgres://two/shop,")

    named = read_settings().database_replica_urls

    assert named == ("postgresql+psycopg://one/shop", "postgresql+psycopg://two/shop")


@pytest.mark.parametrize(
    ("primary", "replica"),
    [("sqlite:///shop.db", "postgresql://one/shop"), ("postgresql://db/shop", "sqlite:///shop.db")],
)
def test_refuses_replicas_where_sqlite_is(monkeypatch, primary, replica):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("DATABASE_URL", primary)
    monkeypatch.setenv("DATABASE_REPLICA_URLS", replica)

    with pytest.raises(UnusableConfiguration, match=r"^DATABASE_REPLICA_URLS needs PostgreSQL,"):
        read_settings()


@pytest.mark.parametrize("name", ["LOGIN_FAILURES_PER_MINUTE", "LOGIN_FAILURES_ADDRESS_PER_MINUTE"])
def test_the_throttle_of_log_ins_cannot_be_switched_off(monkeypatch, name):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv(name, "0")

    with pytest.raises(UnusableConfiguration, match=f"^{name} must be at least 1"):
        read_settings()


@pytest.mark.parametrize("whose", ["ACCOUNT", "KEY", "ADDRESS"])
def test_a_limit_of_0_is_none_and_a_lower_one_is_refused(monkeypatch, whose):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    name = f"RATE_LIMIT_{whose}_PER_MINUTE"
    monkeypatch.setenv(name, "0")
    none = read_settings()
    monkeypatch.setenv(name, "-1")

    assert getattr(none, name.lower()) == 0
    with pytest.raises(UnusableConfiguration, match=f"^{name} must be at least 0"):
        read_settings()


@pytest.mark.parametrize(
    "url", ["localhost:6379", "http://localhost:6379", "memory://", "redis://a:b"]
)
def test_refuses_a_redis_that_is_none(monkeypatch, url):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("RATE_LIMIT_REDIS_URL", url)

    with pytest.raises(UnusableConfiguration, match=r"^RATE_LIMIT_REDIS_URL must be an address"):
        read_settings()


def test_refuses_a_redis_without_its_client(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("RATE_LIMIT_REDIS_URL", "redis://:secret@localhost/0")
    monkeypatch.setattr(extras, "find_spec", lambda _: None)

    with pytest.raises(UnusableConfiguration, match=r"^RATE_LIMIT_REDIS_URL .* --extra redis$"):
        read_settings()


def test_the_password_of_redis_does_not_show_in_the_settings(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("RATE_LIMIT_REDIS_URL", "redis://:the-password@localhost/0")

    assert "the-password" not in repr(read_settings())


@pytest.mark.parametrize("url", ["postgresql+psycopg://u:p@db/shop", "sqlite:////data/shop.db"])
def test_a_url_that_names_its_driver_is_left_alone(monkeypatch, url):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("DATABASE_URL", url)

    assert read_settings().database_url == url


def test_origins_stand_between_commas(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("CORS_ORIGINS", "https://shop.example, http://localhost:3000,")

    assert read_settings().cors_origins == ("https://shop.example", "http://localhost:3000")


NO_ORIGINS = [
    *("*", "null", "shop.example", "https://*.shop.example", "https://shop.example/"),
    *("https://Shop.example", "https://a@shop.example", "https://.*", "https://shop.example:0"),
    *("ftp://shop.example", "https://", "https://[::1]:8000", "https://shop.example\nx"),
]


@pytest.mark.parametrize("name", ["CORS_ORIGINS", "PUBLIC_URL"])
@pytest.mark.parametrize("value", NO_ORIGINS)
def test_refuses_what_is_no_origin_by_name(monkeypatch, name, value):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv(name, value)

    with pytest.raises(UnusableConfiguration, match=rf"^{name}: (?s:.*) is no origin; "):
        read_settings()


def test_refuses_fewer_than_no_proxies(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("TRUSTED_PROXIES", "-1")

    with pytest.raises(UnusableConfiguration, match=r"^TRUSTED_PROXIES must be at least 0\.$"):
        read_settings()


def test_secrets_do_not_show_in_the_settings(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", SECRET)

    monkeypatch.setenv("DATABASE_URL", "postgresql://shop:of-the-database@db/shop")
    monkeypatch.setenv("DATABASE_REPLICA_URLS", "postgresql://shop:of-the-database@one/shop")

    shown = repr(read_settings())

    assert (SECRET in shown, "of-the-database" in shown) == (False, False)


def prose(line):
    return line.startswith("# ") and not SETTING.match(line)


def engine_url(url):
    with build_app(url).app_context():
        return db.engine.url
