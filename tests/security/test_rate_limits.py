"""How much a caller may ask for: by account, by API key, and without a credential by address."""

import re

import pytest

from api.limits.app import EXTENSION
from api.limits.windows import Windows
from bench.statements import noted
from models import Location, db
from services.errors import TryAgain
from services.stock import locations
from tests.api.bodies import refusal
from tests.api.every import EVERY, Every
from tests.client import Client
from tests.factories import Shop
from tests.limited import ELSEWHERE, FROM
from tests.security.people import person

BODY = {"code": "attic", "name": "Attic"}
WRONG_KEY = f"bsk_{'0' * 16}_{'x' * 43}"
WRONG = {
    "nothing": {},
    "a token that is none": {"Authorization": "Bearer garbage"},
    "a key that is none": {"X-API-Key": "garbage"},
    "a key that nobody has": {"X-API-Key": WRONG_KEY},
}


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


def test_an_account_may_spend_its_units_and_no_more(limited):
    client = Shop(limited(rate_limit_account_per_minute=3)).client()

    answers = [client.get("/v1/me") for _ in range(4)]

    assert statuses_of(answers) == [200, 200, 200, 429]
    assert [left(answer) for answer in answers] == [{"account": n} for n in (2, 1, 0, 0)]


def test_who_spent_it_all_hears_when_to_come_back(limited, clock):
    client = Shop(limited(rate_limit_account_per_minute=1)).client()
    client.get("/v1/me")
    clock.now += 17.5

    answer = client.get("/v1/me")

    assert refusal(answer) == (429, "rate-limited")
    assert answer.json["details"] == {
        "policy": "account",
        "limit": 1,
        "window_seconds": 60,
        "retry_after_seconds": 43,
    }
    assert answer.headers["Retry-After"] == "43"
    assert answer.headers["RateLimit"] == '"account";r=0;t=43'
    assert answer.headers["RateLimit-Policy"] == '"account";q=1;w=60'


def test_the_window_opens_again_when_it_was_said_to(limited, clock):
    client = Shop(limited(rate_limit_account_per_minute=1)).client()
    client.get("/v1/me")
    wait = int(client.get("/v1/me").headers["Retry-After"])
    clock.now += wait - 0.001
    early = client.get("/v1/me")
    clock.now += 0.001

    assert (early.status_code, client.get("/v1/me").status_code) == (429, 200)


def test_one_account_spends_nothing_of_anothers(limited):
    app = limited(rate_limit_account_per_minute=1)
    client, stranger = Shop(app).client(), Shop(app).client()
    client.get("/v1/me")

    assert (client.get("/v1/me").status_code, stranger.get("/v1/me").status_code) == (429, 200)


def test_users_of_one_account_spend_together(limited):
    shop = Shop(limited(rate_limit_account_per_minute=2))

    answers = [shop.client(role).get("/v1/me") for role in ("owner", "viewer", "staff")]

    assert statuses_of(answers) == [200, 200, 429]


def test_a_key_that_runs_wild_leaves_the_account_its_other_half(limited):
    client = Shop(limited(rate_limit_key_per_minute=3)).client()
    wild, other = key_of(client), key_of(client)

    answers = [wild.get("/v1/locations") for _ in range(4)]

    assert statuses_of(answers) == [200, 200, 200, 429]
    assert answers[-1].json["details"]["policy"] == "key"
    assert left(other.get("/v1/locations"))["key"] == 2
    assert client.get("/v1/me").status_code == 200


def test_what_a_key_spends_its_account_spends(limited):
    client = Shop(limited(rate_limit_account_per_minute=100)).client()
    till = key_of(client)  # 5 units

    assert left(till.get("/v1/locations")) == {"account": 94, "key": 29_999}


def test_a_write_costs_what_five_reads_cost(limited):
    client = Shop(limited(rate_limit_account_per_minute=100)).client()

    read = left(client.get("/v1/locations"))
    written = left(client.post("/v1/locations", BODY))
    asked = left(client.post("/v1/availability", {"skus": ["A"]}))

    assert [read, written, asked] == [{"account": n} for n in (99, 94, 93)]


def test_who_sets_passwords_all_the_time_leaves_others_their_turn_to_log_in(limited):
    client = Shop(limited(rate_limit_account_per_minute=1_000)).client()

    made = [client.post("/v1/users", person()) for _ in range(3)]
    user_id = made[0].json["id"]
    fourth = client.patch(f"/v1/users/{user_id}", {"password": "teal-umbrella-at-noon"})

    assert statuses_of(made) == [201] * 3
    assert refusal(fourth) == (429, "rate-limited")
    assert left(client.get("/v1/me")) == {"account": 99}


def test_a_refused_write_changes_nothing_and_may_be_sent_again_with_its_key(limited, clock):
    shop = Shop(limited(rate_limit_account_per_minute=5))
    client = shop.client()
    client.get("/v1/me")

    refused = client.post("/v1/locations", BODY, key="mine")
    before = shop.rows(Location)
    clock.now += 60
    again = client.post("/v1/locations", BODY, key="mine")

    assert (refusal(refused), before) == ((429, "rate-limited"), [])
    assert (again.status_code, "Idempotent-Replayed" in again.headers) == (201, False)


def test_what_is_done_again_after_a_conflict_is_counted_once(limited, monkeypatch):
    client = Shop(limited(rate_limit_account_per_minute=100)).client()
    find, calls = locations.find, []

    def find_at_last(*args, **kwargs):
        calls.append(args)
        if len(calls) < 3:
            raise TryAgain("it met another's")
        return find(*args, **kwargs)

    monkeypatch.setattr(locations, "find", find_at_last)
    answer = client.get("/v1/locations")

    assert (answer.status_code, len(calls), left(answer)) == (200, 3, {"account": 99})


@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_a_revoked_key_spends_nothing_that_matters(limited, known):
    client = Shop(limited(rate_limit_account_per_minute=1_000)).client()
    till = key_of(client)
    if known:
        till.get("/v1/locations")
    client.post(f"/v1/api-keys/{till.id}/revoke")
    before = left(client.get("/v1/me"))["account"]

    answers = [till.get("/v1/locations") for _ in range(9)]

    assert {refusal(answer) for answer in answers} == {(401, "invalid-api-key")}
    assert before - left(client.get("/v1/me"))["account"] == 1 + known  # of the nine, one at most


def test_a_known_caller_over_the_limit_reads_nothing(limited):
    client = Shop(limited(rate_limit_account_per_minute=1)).client()

    with noted(engine_of(client.app)) as statements:
        client.get("/v1/me")
        read = len(statements)
        answer = client.get("/v1/me")

    assert (answer.status_code, len(statements)) == (429, read)
    assert read > 0


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


def test_limits_can_be_switched_off(limited):
    off = {f"rate_limit_{whose}_per_minute": 0 for whose in ("account", "key", "address")}
    client = Shop(limited(**off)).client()
    callers = [client, key_of(client), Client(client.app, WRONG["a key that is none"])]

    answers = [caller.get("/v1/locations") for caller in callers]

    assert statuses_of(answers) == [200, 200, 401]
    assert not any("RateLimit" in answer.headers for answer in answers)


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


def test_every_operation_costs_what_the_document_says(limited, clock):
    app = limited()
    of, every = app.extensions[EXTENSION], Every(app)
    whole = {policy.name: policy.quota for policy in (of.account, of.address)}
    costs = {}

    for operation in EVERY:
        path, sent = every.request(operation)
        of.windows = Windows(clock)
        caller = every.story(operation).client
        answer = caller.send(operation.method, path, **sent, query_string={"nope": "1"})
        costs[operation.id] = {whole[name] - units for name, units in left(answer).items()}

    assert costs == {one.id: {one.written["x-rate-limit-units"]} for one in EVERY}
    assert {"getProduct": {1}, "createOrder": {5}, "createImport": {500}}.items() <= costs.items()
