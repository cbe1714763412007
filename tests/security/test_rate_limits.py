"""How much a caller may ask for: by account, by API key, and without a credential by address."""

import pytest

from api.limits.app import EXTENSION
from api.limits.windows import Windows
from bench.statements import noted
from models import Location
from services.errors import TryAgain
from services.stock import locations
from tests.api.bodies import refusal
from tests.api.every import EVERY, Every
from tests.factories import Shop
from tests.limited import engine_of, key_of, left, statuses_of
from tests.security.people import person

BODY = {"code": "attic", "name": "Attic"}


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
