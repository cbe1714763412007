"""The authorisation matrix: every operation, by everybody who might call it.

Each is asked with a parameter that it does not know: whoever may call hears 422, whoever may
not hears 401 or 403 before, and nobody changes anything.
"""

import pytest

from models.scopes import Scope
from tests.api.every import EVERY, Every
from tests.client import Client
from tests.security.permissions import PERMISSIONS, ROLES

LET_IN, STRANGER, LIMITED = (422, "validation-failed"), (401, "not-authenticated"), "missing-scope"
READING = [one for one in EVERY if one.method == "GET"]


@pytest.fixture(scope="module")
def every(app):
    """Give merchants whom no test of this module changes."""
    return Every.told(app)


@pytest.fixture(scope="module")
def shop(every):
    return every.story(EVERY[0]).shop


@pytest.fixture(autouse=True)
def nothing_changes(every):
    before = every.everything()
    yield
    assert every.everything() == before


def refusals(every, client):
    """Ask everything wrongly; give what is heard, by operation."""
    answers = {one.id: every.send(one, by=client, query_string={"nope": "1"}) for one in EVERY}
    return {name: (answer.status_code, answer.json["code"]) for name, answer in answers.items()}


def expected(may_call):
    """Give what everybody known hears, who may call what `may_call` says."""
    return {
        name: LET_IN if row.is_public or may_call(row) else (403, LIMITED)
        for name, row in PERMISSIONS.items()
    }


def expected_of_key(*scopes):
    """Give what an API key hears that has these scopes."""
    for_users = {name: (403, "user-required") for name, r in PERMISSIONS.items() if r.is_for_users}
    return {**expected(lambda row: row.scopes <= {*scopes}), **for_users}


def key_of(client, app, *scopes):
    """Make an API key that has these scopes alone."""
    made = client.post("/v1/api-keys", {"name": "one", "scopes": [*scopes]}, key=None)
    assert made.status_code == 201
    return Client(app, {"X-API-Key": made.json["secret"]})


@pytest.fixture(scope="module")
def users(shop):
    """Give a user of each role."""
    return {role: shop.client(role) for role in ROLES.values()}


@pytest.fixture(scope="module")
def keys(app, every, shop):
    """Give a key of each scope alone, and one of all."""
    owner = shop.client()
    alone = {scope: key_of(owner, app, scope) for scope in Scope}
    return {**alone, "all": key_of(owner, app, *Scope)}


def test_every_operation_has_its_row():
    assert sorted(PERMISSIONS) == sorted(operation.id for operation in EVERY)


def test_the_document_says_the_same():
    said = {one.id: frozenset(one.written.get("x-required-scopes", [])) for one in EVERY}
    public = {one.id for one in EVERY if not one.written["security"]}

    assert said == {name: row.scopes for name, row in PERMISSIONS.items()}
    assert public == {name for name, row in PERMISSIONS.items() if row.is_public}


def test_a_caller_without_a_credential(app, every):
    heard = refusals(every, Client(app))

    assert heard == {n: LET_IN if row.is_public else STRANGER for n, row in PERMISSIONS.items()}


@pytest.mark.parametrize("role", ROLES.values())
def test_a_user_of_each_role(every, users, role):
    first, known = (refusals(every, users[role]) for _ in range(2))

    assert first == known == expected(lambda row: role in row.roles)


@pytest.mark.parametrize("scope", [*map(str, Scope)])
def test_an_api_key_of_one_scope_alone(every, keys, scope):
    heard = refusals(every, keys[scope])

    assert heard == expected_of_key(scope)


def test_an_api_key_of_every_scope(every, keys):
    heard = refusals(every, keys["all"])

    assert heard == expected_of_key(*Scope)


@pytest.mark.parametrize("role", ROLES.values())
def test_what_a_role_may_read_it_can(every, shop, users, role):
    mine = [one for one in READING if role in PERMISSIONS[one.id].roles]
    assert {every.story(one).shop for one in mine} == {shop}

    statuses = {one.id: every.send(one, by=users[role]).status_code for one in mine}

    assert statuses == {one.id: 200 for one in mine}
