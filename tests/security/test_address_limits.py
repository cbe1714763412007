"""Where nobody is known who calls, or somebody is wrong about it, the address counts."""

import pytest

from bench.statements import noted
from tests.api.bodies import refusal
from tests.client import Client
from tests.factories import Shop
from tests.limited import ELSEWHERE, FROM, engine_of, key_of, left, statuses_of

BODY = {"code": "attic", "name": "Attic"}
WRONG_KEY = f"bsk_{'0' * 16}_{'x' * 43}"
WRONG = {
    "nothing": {},
    "a token that is none": {"Authorization": "Bearer garbage"},
    "a key that is none": {"X-API-Key": "garbage"},
    "a key that nobody has": {"X-API-Key": WRONG_KEY},
}


def test_what_needs_no_credential_is_counted_by_address(limited):
    app = limited(rate_limit_address_per_minute=3)
    body = {"refresh_token": "garbage"}

    answers = [Client(app).post("/v1/auth/refresh", body, environ_base=FROM) for _ in range(4)]
    elsewhere = Client(app).post("/v1/auth/refresh", body, environ_base=ELSEWHERE)

    assert statuses_of(answers) == [401, 401, 401, 429]
    assert answers[-1].json["details"]["policy"] == "address"
    assert (elsewhere.status_code, left(elsewhere)) == (401, {"address": 2})


def test_addresses_of_one_ipv6_network_are_one(limited):
    client = Client(limited(rate_limit_address_per_minute=1))
    ends = ("2001:db8::1", "2001:db8::ffff:1", "2001:db8:0:1::1")

    answers = [
        client.post("/v1/auth/logout", {"refresh_token": "x"}, environ_base={"REMOTE_ADDR": end})
        for end in ends
    ]

    assert statuses_of(answers) == [401, 429, 401]


@pytest.mark.parametrize("presented", WRONG.values(), ids=WRONG)
def test_sixty_credentials_a_minute_may_be_wrong(limited, clock, presented):
    client = Client(limited(), presented)

    answers = [client.get("/v1/me", environ_base=FROM) for _ in range(61)]
    elsewhere = client.get("/v1/me", environ_base=ELSEWHERE)
    clock.now += 60

    assert statuses_of(answers) == [401] * 60 + [429]
    assert answers[-1].json["details"]["policy"] == "failures"
    assert elsewhere.status_code == client.get("/v1/me", environ_base=FROM).status_code == 401


def test_a_key_is_not_looked_up_where_too_many_were_wrong(limited):
    client = Shop(limited(rate_limit_address_per_minute=5)).client()
    till = key_of(client)

    with noted(engine_of(client.app)) as statements:
        Client(client.app, {"X-API-Key": WRONG_KEY}).get("/v1/locations", environ_base=FROM)
        read = len(statements)
        answer = till.get("/v1/locations", environ_base=FROM)

    assert (refusal(answer), len(statements)) == ((429, "rate-limited"), read)
    assert read > 0
    assert till.get("/v1/locations", environ_base=ELSEWHERE).status_code == 200


def test_a_neighbour_who_guesses_keeps_nobody_out_who_is_known_or_holds_a_token(limited):
    client = Shop(limited(rate_limit_address_per_minute=5)).client()
    till = key_of(client)
    till.get("/v1/locations", environ_base=FROM)
    colleague = client.shop.client("viewer")
    Client(client.app, {"X-API-Key": WRONG_KEY}).get("/v1/locations", environ_base=FROM)

    callers = [till, client, colleague]

    assert statuses_of(c.get("/v1/locations", environ_base=FROM) for c in callers) == [200] * 3


def test_a_right_key_is_no_failure(limited):
    client = Shop(limited(rate_limit_address_per_minute=5)).client()
    keys = [key_of(client) for _ in range(3)]

    assert statuses_of(key.get("/v1/locations", environ_base=FROM) for key in keys) == [200] * 3


def test_a_header_names_no_address_that_the_server_does_not_see(limited):
    client = Client(limited(rate_limit_address_per_minute=1))

    answers = [
        client.post("/v1/auth/logout", {"refresh_token": "x"}, headers={"X-Forwarded-For": ip})
        for ip in ("198.51.100.1", "198.51.100.2")
    ]

    assert statuses_of(answers) == [401, 429]


def test_the_document_is_counted_by_address(limited):
    app = limited(rate_limit_address_per_minute=10)

    answers = [app.test_client().get("/openapi.json", environ_base=FROM) for _ in range(2)]

    assert statuses_of(answers) == [200, 429]


def test_limits_can_be_switched_off(limited):
    off = {f"rate_limit_{whose}_per_minute": 0 for whose in ("account", "key", "address")}
    client = Shop(limited(**off)).client()
    callers = [client, key_of(client), Client(client.app, WRONG["a key that is none"])]

    answers = [caller.get("/v1/locations") for caller in callers]

    assert statuses_of(answers) == [200, 200, 401]
    assert not any("RateLimit" in answer.headers for answer in answers)
