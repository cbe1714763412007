"""What of the Python SDK is written by hand, where a real server would not misbehave on demand."""

import asyncio
import json
from uuid import UUID

import httpx
import pytest
from backstock_client import ProblemError, UnexpectedStatus, connect, retrying
from backstock_client.api.locations import get_location
from backstock_client.api.variants import get_variant
from backstock_client.helpers import retries
from backstock_client.models import LocationNotFoundProblem, Problem

ID = UUID("0199a2b4-7c1e-7d3a-9f21-3f6c1a2b4d5e")
LOCATION = {
    "id": str(ID),
    "code": "shop",
    "name": "Shop",
    "priority": 100,
    "is_active": True,
    "version": 1,
    "created_at": "2026-11-21T08:30:00Z",
    "updated_at": "2026-11-21T08:30:00Z",
}


def refusal(status, code, details=None, **headers):
    problem = {
        "type": f"/errors/{code}",
        "title": "No.",
        "status": status,
        "detail": "Not now.",
        "instance": f"/requests/{ID}",
        "code": code,
        "request_id": str(ID),
        "details": details or {},
    }
    headers = {"Content-Type": "application/problem+json", **headers}
    return httpx.Response(status, content=json.dumps(problem), headers=headers)


def page(status):
    return httpx.Response(status, html="<h1>Bad gateway</h1>")


def found():
    return httpx.Response(200, json=LOCATION)


def busy():
    return refusal(503, "service-busy", **{"Retry-After": "2"})


def limited():
    return refusal(429, "rate-limited", **{"Retry-After": "42"})


@pytest.fixture
def server():
    """A client whose server gives these answers, one after another, or breaks the connection."""

    def server(*answers):
        left = iter(answers)

        def answer(_request):
            given = next(left)
            if isinstance(given, Exception):
                raise given
            return given

        client = connect("http://backstock.example", api_key="bsk_1")
        transport = httpx.MockTransport(answer)
        client.set_httpx_client(httpx.Client(base_url=client._base_url, transport=transport))
        return client.set_async_httpx_client(
            httpx.AsyncClient(base_url=client._base_url, transport=transport)
        )

    return server


@pytest.fixture
def pauses(monkeypatch):
    """The seconds that were waited, without waiting."""
    waited = []

    async def wait(seconds):
        waited.append(seconds)

    monkeypatch.setattr(retries.time, "sleep", waited.append)
    monkeypatch.setattr(retries.asyncio, "sleep", wait)
    return waited


def test_a_client_keeps_its_key_to_itself():
    client = connect("http://backstock.example", api_key="bsk_secret")

    assert repr(client.with_headers({"X-Shop": "1"})) == "<Client of http://backstock.example>"


def test_a_busy_server_is_asked_again_when_it_says(server, pauses):
    client = server(busy(), busy(), found())

    location = retrying(get_location.sync)(ID, client=client)

    assert location.name == "Shop"
    assert [int(seconds) for seconds in pauses] == [2, 2]


def test_who_asked_too_much_waits_until_the_window_has_ended(server, pauses):
    client = server(limited(), found())

    retrying(get_location.sync)(ID, client=client)

    assert [int(seconds) for seconds in pauses] == [42]


def test_a_broken_connection_is_tried_again_ever_more_slowly(server, pauses):
    broken = httpx.ConnectError("refused")
    client = server(broken, broken, broken, found())

    retrying(get_location.sync)(ID, client=client)

    assert [0.25 * 2**n <= seconds <= 0.5 * 2**n for n, seconds in enumerate(pauses)] == [True] * 3


def test_the_last_failure_is_raised(server, pauses):
    client = server(busy(), busy(), found())

    with pytest.raises(ProblemError) as failure:
        retrying(get_location.sync, attempts=2)(ID, client=client)

    assert (failure.value.problem.code, failure.value.retry_after) == ("service-busy", 2)
    assert len(pauses) == 1


def test_a_refusal_for_good_is_raised_at_once(server, pauses):
    client = server(refusal(404, "location-not-found", {"id": str(ID)}), found())

    with pytest.raises(ProblemError) as failure:
        retrying(get_location.sync)(ID, client=client)

    assert isinstance(failure.value.problem, LocationNotFoundProblem)
    assert failure.value.problem.details.id == ID
    assert pauses == []


def test_retries_without_waiting_for_others(server, pauses):
    client = server(busy(), found())

    location = asyncio.run(retrying(get_location.asyncio)(ID, client=client))

    assert location.name == "Shop"
    assert [int(seconds) for seconds in pauses] == [2]


@pytest.mark.parametrize("status", [404, 429])
def test_a_code_or_status_added_since_is_a_problem(server, status):
    client = server(refusal(status, "location-on-the-moon"))

    with pytest.raises(ProblemError) as failure:
        get_location.sync(ID, client=client)

    assert isinstance(failure.value.problem, Problem)
    assert failure.value.problem.to_dict()["code"] == "location-on-the-moon"


@pytest.mark.parametrize("status", [502, 503])
def test_the_error_page_of_a_proxy_is_no_problem(server, status):
    client = server(page(status))

    with pytest.raises(UnexpectedStatus) as failure:
        get_location.sync(ID, client=client)

    assert (failure.value.status_code, failure.value.content) == (status, b"<h1>Bad gateway</h1>")


def test_a_value_added_to_an_enum_arrives(server):
    facts = dict.fromkeys(("title", "gtin", "weight_grams", "price_minor"))
    sold = {"sku": "A", "product_id": str(ID), "currency": "EUR", "status": "on-the-moon"}
    client = server(httpx.Response(200, json={**LOCATION, **facts, **sold}))

    assert get_variant.sync(ID, client=client).status == "on-the-moon"
