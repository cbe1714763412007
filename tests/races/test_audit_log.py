"""Many who change the same row in the same moment: the log says what each of them found."""

from models import AuditEntry
from tests.races.crowd import at_once

CALLERS = 8


def test_entries_of_changes_at_once_continue_each_other(callers, client, shop):
    location = shop.location(name="first")
    address = f"/v1/locations/{location['id']}"
    named = list(enumerate(callers(CALLERS)))

    answers = at_once([lambda c=c, n=n: c.patch(address, {"name": f"{n}"}) for n, c in named])

    told = [row for row in shop.rows(AuditEntry) if row["action"] == "location.updated"]
    steps = {change["before"]: change["after"] for row in told for change in row["changes"]}
    assert [answer.status_code for answer in answers] == [200] * CALLERS
    assert (len(told), len(steps)) == (CALLERS, CALLERS)
    name, found = "first", []
    while name in steps:
        name = steps[name]
        found.append(name)
    assert sorted(found) == sorted(str(n) for n, _ in named)
    assert client.get(address).json["name"] == name


def test_only_changes_that_won_are_told_of(callers, client, shop):
    location = shop.location(name="first")
    address = f"/v1/locations/{location['id']}"

    answers = at_once(
        [
            lambda c=c, n=n: c.patch(address, {"name": f"{n}"}, match='"1"')
            for n, c in enumerate(callers(CALLERS))
        ]
    )

    told = [row for row in shop.rows(AuditEntry) if row["action"] == "location.updated"]
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * (CALLERS - 1)
    (entry,) = told
    shown = client.get(address).json["name"]
    assert entry["changes"] == [{"field": "name", "before": "first", "after": shown}]
