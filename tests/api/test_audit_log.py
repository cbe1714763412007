"""Who changed what: an entry for every change that was kept, and for no other."""

import io
import uuid

import pytest

from models import AuditEntry, Job, Location
from services.errors import Conflict
from services.stock import locations
from tests.api.bodies import order_of, refusal
from tests.client import Client

SCHEMA = {"type": "object", "properties": {"size": {"type": "string"}}}
FROM_HERE = "127.0.0.1"


@pytest.fixture
def told(client, shop):
    """Give a function that gives the entries since it was last asked, as actions or whole."""
    seen = len(shop.rows(AuditEntry))

    def entries():
        nonlocal seen
        rows = shop.rows(AuditEntry)
        seen, fresh = len(rows), rows[seen:]
        return fresh

    return entries


def actions(entries):
    return [entry["action"] for entry in entries]


def changes(entry):
    """Give each field that changed with what it was and is."""
    return {one["field"]: (one["before"], one["after"]) for one in entry["changes"]}


def test_an_entry_says_who_did_what_from_where_with_which_request(client, told):
    answer = client.post("/v1/locations", {"code": "shop", "name": "Shop"})

    (entry,) = told()
    shown = client.get("/v1/audit-log?action=location.created").json["data"]
    assert shown == [
        {
            "id": str(entry["id"]),
            "action": "location.created",
            "resource_type": "location",
            "resource_id": answer.json["id"],
            "principal": f"user:{client.user_id}",
            "user_id": str(client.user_id),
            "request_id": answer.headers["X-Request-Id"],
            "remote_address": FROM_HERE,
            "changes": [
                {"field": "code", "before": None, "after": "shop"},
                {"field": "name", "before": None, "after": "Shop"},
                {"field": "priority", "before": None, "after": 100},
                {"field": "is_active", "before": None, "after": True},
            ],
            "created_at": shown[0]["created_at"],
        }
    ]


def test_a_key_is_named_with_its_maker(client, app, told):
    made = client.post("/v1/api-keys", {"name": "Till", "scopes": ["stock:write"]}).json
    told()

    Client(app, {"X-API-Key": made["secret"]}).post("/v1/locations", {"code": "a", "name": "A"})

    (entry,) = told()
    assert entry["principal"] == f"api_key:{made['id']}"
    assert entry["user_id"] == client.user_id


def test_a_change_is_told_field_by_field(client, shop, told):
    address = f"/v1/locations/{shop.location(name='Old', priority=7)['id']}"
    told()

    client.patch(address, {"name": "New", "priority": 7})
    client.patch(address, {"name": "New"})
    client.delete(address)

    updated, unchanged, deleted = told()
    assert (updated["action"], changes(updated)) == ("location.updated", {"name": ("Old", "New")})
    assert (unchanged["action"], unchanged["changes"]) == ("location.updated", [])
    assert deleted["action"] == "location.deleted"
    assert changes(deleted)["name"] == ("New", None)


def test_the_account_its_people_and_their_keys_are_covered(client, told):
    client.patch("/v1/account", {"name": "Corner"})
    person = {"email": f"{client.user_id.hex}@example.org", "name": "Eve", "role": "staff"}
    user = client.post("/v1/users", {**person, "password": "correct-horse-battery"}).json
    client.patch(f"/v1/users/{user['id']}", {"is_active": False})
    key = client.post("/v1/api-keys", {"name": "Till", "scopes": ["stock:read"]}).json
    client.patch(f"/v1/api-keys/{key['id']}", {"name": "Old till"})
    client.post(f"/v1/api-keys/{key['id']}/revoke")

    entries = told()
    assert [(entry["action"], str(entry["resource_id"])) for entry in entries] == [
        ("account.updated", str(client.shop.account_id)),
        ("user.created", user["id"]),
        ("user.updated", user["id"]),
        ("api_key.created", key["id"]),
        ("api_key.updated", key["id"]),
        ("api_key.revoked", key["id"]),
    ]
    assert changes(entries[2]) == {"is_active": (True, False)}
    assert changes(entries[5]).keys() == {"revoked_at"}


def test_no_secret_is_told(client, told, shop):
    person = {"email": f"{client.user_id.hex}@example.org", "name": "Eve", "role": "staff"}
    user = client.post("/v1/users", {**person, "password": "correct-horse-battery"}).json
    client.patch(f"/v1/users/{user['id']}", {"password": "another-horse-battery"})
    key = client.post("/v1/api-keys", {"name": "Till", "scopes": ["stock:read"]}).json

    created, updated, issued = told()

    assert changes(created)["password"] == changes(updated)["password"] == (None, "changed")
    assert changes(issued)["secret"] == (None, "changed")
    text = str(shop.rows(AuditEntry))
    assert "argon2" not in text
    assert "horse" not in text
    assert key["secret"].split("_", 2)[2] not in text


def test_the_catalogue_is_covered(client, told):
    kind = client.post("/v1/product-kinds", {"code": "k", "title": "K", "json_schema": SCHEMA})
    kind_at = f"/v1/product-kinds/{kind.json['id']}"
    client.patch(kind_at, {"title": "Kind"})
    variant = {"sku": "A", "price_minor": 1, "gtin": "9780141439518"}
    body = {"kind": "k", "title": "Thing", "attributes": {"size": "L"}, "variants": [variant]}
    product = client.post("/v1/products", body).json
    product_at = f"/v1/products/{product['id']}"
    client.patch(product_at, {"attributes": {"size": "M"}})
    more = client.post(f"{product_at}/variants", {"sku": "B", "price_minor": 1}).json
    client.patch(f"/v1/variants/{more['id']}", {"price_minor": 2})
    client.delete(f"/v1/variants/{more['id']}")
    client.delete(product_at)
    client.delete(kind_at)

    entries = told()
    assert actions(entries) == [
        *("product_kind.created", "product_kind.updated", "product.created", "variant.created"),
        *("product.updated", "variant.created", "variant.updated", "variant.deleted"),
        *("product.deleted", "variant.deleted", "product_kind.deleted"),
    ]
    assert changes(entries[4]) == {"attributes": ({"size": "L"}, {"size": "M"})}
    assert changes(entries[6]) == {"price_minor": (1, 2)}
    assert changes(entries[9])["gtin"] == ("9780141439518", None)


def test_the_settings_of_a_level_are_covered_and_its_movements_are_not(client, shop, told):
    level = shop.level(on_hand=5)
    told()
    movement = {"sku": level["sku"], "location_id": str(level["location_id"]), "quantity": 2}

    moved = client.post("/v1/stock-movements", {"kind": "received", **movement})
    client.patch(f"/v1/stock-levels/{level['id']}", {"safety_stock": 3})

    (entry,) = told()
    assert entry["action"] == "stock_level.updated"
    assert entry["resource_id"] == level["id"]
    assert changes(entry) == {"safety_stock": (0, 3)}
    assert moved.json["actor"] == f"user:{client.user_id}"


def test_an_order_is_told_of_from_its_second_step(client, shop, told):
    sku = shop.level(on_hand=9)["sku"]
    told()
    first, second, third = (client.post("/v1/orders", order_of((sku, 2))).json for _ in range(3))
    placed = told()

    for order, steps in ((first, ("confirm", "ship")), (second, ("cancel",))):
        for step in steps:
            client.post(f"/v1/orders/{order['id']}/{step}")
    client.post(f"/v1/orders/{third['id']}/confirm")
    client.post(f"/v1/orders/{third['id']}/cancel")

    entries = told()
    assert placed == []
    assert [(entry["action"], changes(entry).get("status")) for entry in entries] == [
        ("order.confirmed", ("pending_payment", "confirmed")),
        ("order.shipped", None),
        ("order.completed", ("confirmed", "completed")),
        ("order.cancelled", ("pending_payment", "cancelled")),
        ("order.confirmed", ("pending_payment", "confirmed")),
        ("order.cancelled", ("confirmed", "cancelled")),
    ]
    assert {entry["resource_id"].hex for entry in entries[:3]} == {first["id"].replace("-", "")}


def test_what_orders_and_movements_name_themselves(client, shop):
    sku = shop.level(on_hand=9)["sku"]

    client.post("/v1/orders", order_of((sku, 2)))

    newest = client.get("/v1/stock-movements?sort=-created_at&limit=1").json["data"][0]
    assert (newest["kind"], newest["actor"]) == ("reserved", f"user:{client.user_id}")


def test_an_import_is_one_entry(client, shop, told):
    file = (io.BytesIO(b"sku,title,price\nA,A,1\nB,B,1\n"), "products.csv")

    made = client.post("/v1/imports", data={"file": file}).json

    (entry,) = told()
    assert (entry["action"], str(entry["resource_id"])) == ("import.created", made["id"])
    assert changes(entry).keys() == {"kind", "status", "options"}
    assert changes(entry)["options"] == (None, shop.rows(Job)[0]["options"])


def test_registration_is_told_in_the_name_of_the_new_owner(anonymous, app, told):
    email = f"{uuid.uuid4().hex}@example.com"
    person = {"email": email, "password": "correct-horse-battery"}
    facts = {"account_name": "Shop", "name": "Ada", **person}
    owner = anonymous.post("/v1/auth/register", facts).json
    token = anonymous.post("/v1/auth/login", person).json["access_token"]

    newcomer = Client(app, {"Authorization": f"Bearer {token}"})
    entries = newcomer.get("/v1/audit-log").json["data"]

    assert [(one["action"], one["principal"], one["remote_address"]) for one in entries] == [
        ("account.created", f"user:{owner['id']}", FROM_HERE),
        ("session.started", f"user:{owner['id']}", FROM_HERE),
    ]


def test_logging_out_is_told_once(client, anonymous, told):
    body = {"refresh_token": client.tokens["refresh_token"]}
    told()

    for _ in range(2):
        anonymous.post("/v1/auth/logout", body)

    (entry,) = told()
    assert (entry["action"], entry["principal"]) == ("session.ended", f"user:{client.user_id}")


def test_what_was_refused_is_not_told(client, shop, told):
    location = shop.location(code="taken")
    shop.level(on_hand=1, location=location)
    told()
    address = f"/v1/locations/{location['id']}"

    answers = [
        client.post("/v1/locations", {"code": "taken", "name": "B"}),
        client.patch(address, {"name": "B"}, match='"9"'),
        client.delete(address),
    ]

    assert [refusal(answer)[1] for answer in answers] == [
        *("location-code-taken", "stale-version", "location-in-use")
    ]
    assert told() == []


def test_what_is_rolled_back_takes_its_entry_along(shop):
    def opened_in_vain():
        locations.add(shop.account_id, code="vain", name="Vain")
        raise Conflict("changed my mind")

    with pytest.raises(Conflict):
        shop.run(opened_in_vain)

    assert (shop.count(Location), shop.count(AuditEntry)) == (0, 0)


def test_a_repeated_request_is_told_once(client, told):
    for _ in range(2):
        client.post("/v1/locations", {"code": "a", "name": "A"}, key="same")

    assert actions(told()) == ["location.created"]


def test_what_is_long_is_left_out(client, shop, told):
    long = {"type": "object", "description": "x" * 2_000}

    client.post("/v1/product-kinds", {"code": "long", "title": "Long", "json_schema": long})

    (entry,) = told()
    assert changes(entry) == {
        "code": (None, "long"),
        "title": (None, "Long"),
        "json_schema": (None, "changed"),
        "is_built_in": (None, False),
    }
