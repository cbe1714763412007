"""Another account's things: whatever a stranger names, in whichever place, it is not there."""

import re
import uuid

import pytest

from models import User
from tests.api.bodies import places, refusal
from tests.api.every import EVERY, Every, taking
from tests.contract.shown import parameters

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PAGING = {"limit", "cursor", "include", "sort"}
SECURED = [one for one in EVERY if one.written["security"]]
LISTS = taking("query", "cursor")


@pytest.fixture(scope="module")
def every(app):
    """Give merchants whom no test of this module changes."""
    return Every.told(app)


@pytest.fixture(scope="module")
def others(app):
    """Give merchants like the first, with the same SKUs and codes; they are the strangers."""
    return Every.told(app)


@pytest.fixture(autouse=True)
def nothing_changes(every):
    before = every.everything()
    yield
    assert every.everything() == before


def ids_of(story):
    """Give every id there is in an account."""
    rows = [row for rows in story.shop.everything().values() for row in rows]
    return {str(value) for row in rows for value in row.values() if isinstance(value, uuid.UUID)}


def sent_ids(path, sent):
    return set(UUID.findall(path + str(sent)))


@pytest.mark.parametrize("operation", SECURED, ids=[one.id for one in SECURED])
def test_no_answer_tells_a_stranger_anything_of_another_account(every, others, operation):
    story, by = every.story(operation), others.story(operation).client
    path, sent = every.request(operation)
    named = sent_ids(path, {**sent, "headers": None})

    answer = by.send(operation.method, path, **sent)

    theirs = ids_of(story) - named
    assert theirs.isdisjoint(UUID.findall(answer.text + str(answer.headers)))


@pytest.mark.parametrize("operation", LISTS, ids=[one.id for one in LISTS])
def test_a_filter_finds_nothing_of_another_account(every, stranger, operation):
    story = every.story(operation)
    shown = story.tell(parameters(operation.id, "query"))
    path = operation.path.format(**story.tell(parameters(operation.id, "path")))

    filters = {name: value for name, value in shown.items() if name not in PAGING}

    answers = [stranger.get(path, query_string={n: v}) for n, v in filters.items()]

    theirs = ids_of(story) - sent_ids(path, filters)
    assert {answer.status_code for answer in answers} <= {200, 404}
    assert theirs.isdisjoint(UUID.findall(" ".join(answer.text for answer in answers)))


def test_a_cursor_of_another_account_is_refused(every, others):
    firsts = {one: every.send(one, query_string={"limit": 1}).json for one in LISTS}
    cursors = {one: page["next_cursor"] for one, page in firsts.items() if page["has_more"]}

    answers = [
        others.send(one, query_string={"limit": 1, "cursor": cursors[one]}) for one in cursors
    ]

    assert len(cursors) >= 4
    assert {refusal(answer) for answer in answers} == {(422, "invalid-cursor")}


def test_a_user_cannot_be_given_to_another_account(client, stranger):
    body = {"email": f"{uuid.uuid4().hex}@example.com", "name": "Grace", "role": "owner"}
    named = {"account_id": str(stranger.shop.account_id), "password": "correct-horse-battery"}

    answer = client.post("/v1/users", {**body, **named})

    assert answer.status_code == 422
    assert places(answer) == ["/account_id"]
    assert stranger.shop.count(User) == 1
