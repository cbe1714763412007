"""Every good answer that the document announces of every operation, given again."""

import pytest

from tests.api.every import EVERY, Every, taking

TAGGED = [one for one in EVERY if one.method == "GET" and "etag" in one.headers("200")]


@pytest.fixture
def every(app):
    return Every(app)


def test_what_the_client_has_is_not_sent_again(every):
    assert TAGGED

    for operation in TAGGED:
        first = every.send(operation)
        again = every.send(operation, headers={"If-None-Match": first.headers["ETag"]})

        assert (first.status_code, again.status_code) == (200, 304), operation.id
        assert (again.data, again.headers["ETag"]) == (b"", first.headers["ETag"]), operation.id


@pytest.mark.parametrize("operation", taking("header", "idempotency-key"), ids=lambda one: one.id)
def test_what_is_repeated_with_its_key_is_done_once(every, operation):
    key = {"Idempotency-Key": "mine"}

    first = every.send(operation, headers=key)
    before = every.everything()
    again = every.send(operation, headers=key)

    assert first.status_code < 300
    assert (again.status_code, again.data) == (first.status_code, first.data)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert every.everything() == before
