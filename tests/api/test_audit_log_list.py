"""The audit log as it is read: filtered, walked, and by whom."""

import pytest

from models import AuditEntry
from services.access import audit_log
from services.paging import Paging


def test_the_log_is_filtered_and_walked(client, shop):
    first, second = (
        client.post("/v1/locations", {"code": code, "name": code}).json for code in "ab"
    )
    client.patch(f"/v1/locations/{second['id']}", {"name": "B"})
    client.patch("/v1/account", {"name": "Corner"})
    key = client.post("/v1/api-keys", {"name": "Till", "scopes": ["stock:read"]}).json

    def found(query):
        rows = client.get(f"/v1/audit-log?{query}").json["data"]
        return [(row["action"], row["resource_id"]) for row in rows]

    created = [("location.created", one["id"]) for one in (first, second)]
    updated = ("location.updated", second["id"])
    assert found("action=location.updated") == [updated]
    assert found("resource_type=location") == [*created, updated]
    assert found(f"resource_id={second['id']}") == [created[1], updated]
    assert found("resource_type=api_key") == [("api_key.created", key["id"])]
    assert found(f"principal=user:{client.user_id}&resource_type=account") == [
        ("account.updated", str(shop.account_id))
    ]
    assert found("principal=system") == []
    assert found("created_at_from=2100-01-01T00:00:00Z") == []
    page = client.get("/v1/audit-log?resource_type=location&limit=2&include=total").json
    rest = client.get(f"/v1/audit-log?resource_type=location&cursor={page['next_cursor']}").json
    assert [row["action"] for row in page["data"] + rest["data"]] == [
        *("location.created", "location.created", "location.updated")
    ]
    assert (page["total"], rest["has_more"]) == (3, False)


@pytest.mark.parametrize(("role", "status"), [("manager", 200), ("staff", 403), ("viewer", 403)])
def test_only_who_may_see_access_sees_the_log(shop, role, status):
    assert shop.client(role).get("/v1/audit-log").status_code == status


def test_a_stranger_sees_nothing_of_it(client, stranger, shop):
    client.post("/v1/locations", {"code": "a", "name": "A"})
    (entry,) = client.get("/v1/audit-log?resource_type=location").json["data"]

    theirs = stranger.get("/v1/audit-log").json["data"]

    mine = {row["id"] for row in client.get("/v1/audit-log").json["data"]}
    assert mine.isdisjoint(row["id"] for row in theirs)
    assert stranger.get(f"/v1/audit-log?resource_id={entry['resource_id']}").json["data"] == []
    page = shop.run(audit_log.find, stranger.shop.account_id, Paging())
    assert {row["account_id"] for row in page.data} == {stranger.shop.account_id}


def test_a_command_acts_as_the_system(shop):
    shop.location()

    (entry,) = shop.rows(AuditEntry)

    assert (entry["principal"], entry["user_id"]) == ("system", None)
    assert (entry["request_id"], entry["remote_address"]) == (None, None)
