"""Sentry and OpenTelemetry: told what broke and how long it took, and nothing that was sent."""

import dataclasses
import subprocess
import sys
import uuid

import orjson
import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sentry_sdk.transport import Transport
from sqlalchemy import text

from api import sentry, tracing
from api.logs import harmless
from config import ROOT, UnusableConfiguration, extras, read_settings
from models import db
from models.work import execute
from services.catalogue import products
from tests.client import Client
from tests.conftest import SECRET, build_app
from tests.factories import Shop

DSN = "https://0123456789abcdef@sentry.example.com/1"
ENDPOINT = "http://127.0.0.1:1"
TOKEN = "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiJ4In0.c2ln"


class Kept(Transport):
    """Keeps what would be sent."""

    def __init__(self):
        super().__init__()
        self.events = []

    def capture_envelope(self, envelope):
        self.events.append(envelope.get_event())


@pytest.fixture
def fresh(app, database_url):
    """An app of this test's own on the migrated database."""
    built = build_app(database_url)
    yield built
    with built.app_context():
        db.engine.dispose()


def settings_of(app, **changes):
    return dataclasses.replace(app.config["SETTINGS"], **changes)


@pytest.fixture
def told(fresh):
    """What Sentry is told by `fresh`."""
    kept = Kept()
    sentry.register(fresh, settings_of(fresh, sentry_dsn=DSN), transport=kept)
    return kept.events


def break_with(monkeypatch, error):
    def broken(account_id, *, title, **facts):
        local_of_ours = title * 2
        raise error(local_of_ours)

    monkeypatch.setattr(products, "add", broken)


def test_sentry_is_told_what_broke_and_nothing_that_was_sent(fresh, told, monkeypatch):
    break_with(monkeypatch, lambda _: RuntimeError(f"cannot use {TOKEN} here"))
    client = Shop(fresh).client()

    answer = client.post(
        "/v1/products?",
        {"kind": "general", "title": "hush-hush"},
        headers={"Cookie": "session=of-the-cookie", "X-Request-Id": "mine"},
        key="of-the-header",
    )

    (event,) = told
    (error,) = event["exception"]["values"]
    assert answer.status_code == 500
    assert (error["type"], error["value"]) == ("RuntimeError", "cannot use ... here")
    assert event["tags"] == {"request_id": "mine", "method": "POST", "route": "/v1/products"}
    assert event["environment"] == "development"
    assert not {"request", "user", "breadcrumbs", "extra", "modules"} & event.keys()
    sent = orjson.dumps(event, default=str).decode()
    secrets = ("hush", "of-the", TOKEN[:20], client.tokens["access_token"], SECRET, "vars")
    assert [secret for secret in secrets if secret in sent] == []


def test_sentry_is_told_nothing_of_rows(fresh, told, monkeypatch):
    title = uuid.uuid4().hex  # not in the source, of which lines are sent

    def broken(account_id, *, title, **facts):
        execute(text("CREATE TEMPORARY TABLE people (email text UNIQUE)"))
        for _ in range(2):
            execute(text("INSERT INTO people VALUES (:title)"), {"title": title})

    monkeypatch.setattr(products, "add", broken)
    Shop(fresh).client().post("/v1/products", {"kind": "general", "title": title})

    (event,) = told
    assert "INSERT INTO people" in str(event)
    assert title not in str(event)


def test_sentry_is_not_told_of_refusals(fresh, told):
    client = Shop(fresh).client()

    answers = [
        client.get("/v1/nowhere"),
        client.post("/v1/products", {}),
        Client(fresh).get("/v1/me"),
    ]

    assert [answer.status_code for answer in answers] == [404, 422, 401]
    assert told == []


@pytest.mark.parametrize(
    ("message", "left"),
    [
        (f"token {TOKEN}!", "token ...!"),
        ("key bsk_0123456789abcdef_" + "k" * 43, "key ..."),
        ("Authorization: Bearer abc.def", "Authorization: Bearer ..."),
        ("at postgresql://shop:hidden@db/shop", "at postgresql://...@db/shop"),
    ],
    ids=["token", "api-key", "header", "url"],
)
def test_what_looks_like_a_credential_is_taken_out_of_messages(message, left):
    assert harmless(message) == left


@pytest.fixture
def spans(fresh):
    """What OpenTelemetry is told by `fresh`."""
    kept = InMemorySpanExporter()
    tracing.register(fresh, settings_of(fresh, otel_exporter_otlp_endpoint=ENDPOINT), kept)

    def flushed():
        fresh.extensions["backstock-tracing"].force_flush()
        return kept.get_finished_spans()

    yield flushed
    fresh.extensions["backstock-tracing"].shutdown()


def test_a_request_is_a_span_of_its_route(fresh, spans):
    client = Shop(fresh).client()
    trace = "0af7651916cd43dd8448eb211c80319c"

    client.get(
        "/v1/products/00000000-0000-7000-8000-000000000001",
        headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01", "X-Request-Id": "mine"},
    )

    (span,) = spans()
    assert span.name == "GET /v1/products/<uuid:product_id>"
    assert dict(span.attributes) == {
        "http.request.method": "GET",
        "http.route": "/v1/products/<uuid:product_id>",
        "http.response.status_code": 404,
        "backstock.request_id": "mine",
    }
    assert f"{span.context.trace_id:032x}" == trace
    assert 0 < span.end_time - span.start_time < 60_000_000_000
    assert span.status.is_unset


def test_a_span_holds_nothing_that_was_made_up(fresh, spans, monkeypatch):
    break_with(monkeypatch, RuntimeError)
    client = Shop(fresh).client()
    client.get("/v1/products?q=hush-hush")
    client.get("/hush-hush")
    client.http.open("/v1/me", method="HUSH")
    client.post("/v1/products", {"kind": "general", "title": "hush-hush"})

    found = spans()

    names = ["GET /v1/products", "GET", "_OTHER", "POST /v1/products"]
    assert [span.name for span in found] == names
    assert [span.status.is_ok or span.status.is_unset for span in found] == [True] * 3 + [False]
    assert "hush" not in "".join(span.to_json() for span in found).lower()


def test_neither_is_imported_where_nobody_asked_for_it(tmp_path):
    look = (
        "import sys, wsgi; print([m for m in ('sentry_sdk', 'opentelemetry') if m in sys.modules])"
    )
    given = {"BACKSTOCK_ENV": "development", "SECRET_KEY": SECRET, "PATH": ""}

    said = subprocess.run(
        [sys.executable, "-c", look],
        cwd=ROOT,
        env={**given, "DATABASE_URL": f"sqlite:///{tmp_path}/shop.db"},
        capture_output=True,
        text=True,
    )

    assert (said.returncode, said.stdout) == (0, "[]\n")


@pytest.fixture
def given(monkeypatch):
    monkeypatch.setenv("BACKSTOCK_ENV", "development")
    monkeypatch.setenv("SECRET_KEY", SECRET)
    return monkeypatch.setenv


@pytest.mark.parametrize(
    ("setting", "value", "extra"),
    [
        ("SENTRY_DSN", DSN, "sentry"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://otel.example.com", "otel"),
    ],
)
def test_a_setting_whose_extra_is_not_installed_is_refused(
    given, monkeypatch, setting, value, extra
):
    def find_spec(name):
        raise ModuleNotFoundError(name)

    given(setting, value)
    assert read_settings()
    monkeypatch.setattr(extras, "find_spec", find_spec)

    with pytest.raises(UnusableConfiguration) as refused:
        read_settings()

    assert str(refused.value) == (
        f"{setting} needs what is not installed. Run: uv sync --inexact --no-dev --extra {extra}"
    )


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SENTRY_DSN", "https://sentry.example.com/1"),
        ("SENTRY_DSN", "sentry.example.com"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "otel.example.com:4318"),
    ],
)
def test_what_is_no_address_is_refused_by_name(given, setting, value):
    given(setting, value)

    with pytest.raises(UnusableConfiguration, match=setting):
        read_settings()
