"""/v1/imports"""

import gzip
import io
import json

import pytest

from models import Job, Product, Variant

ROWS = b"sku,title,price\nA,One,1.50\nB,Two,2\n"


def upload(client, content=ROWS, name="books.csv", **form):
    data = {"file": (io.BytesIO(content), name), **form}
    return client.post("/v1/imports", data=data, content_type="multipart/form-data")


def test_imports_a_file(client, shop):
    answer = upload(client, gzip.compress(ROWS), list_separator="|")

    assert (answer.status_code, answer.json["status"]) == (201, "completed")
    assert answer.json["counts"]["created"] == 2
    assert answer.json["options"]["list_separator"] == "|"
    assert [row["price_minor"] for row in shop.rows(Variant)] == [150, 200]
    assert client.get(f"/v1/imports/{answer.json['id']}").json == answer.json
    listed = client.get("/v1/imports?include=total&status=completed").json
    assert (listed["total"], listed["data"]) == (1, [answer.json])


def test_maps_columns(client, shop):
    mapping = json.dumps({"sku": "No", "title": "Name"})

    answer = upload(client, b"No,Name\n7,Seven\n", mapping=mapping)

    assert answer.json["counts"]["created"] == 1
    assert shop.rows(Product)[0]["title"] == "Seven"


def test_shows_what_was_refused_as_json_and_csv(client, shop):
    answer = upload(client, b"sku,title\nA,One\n=B,\n")

    assert answer.json["counts"]["skipped"] == 1
    assert shop.count(Product) == 0
    rows = client.get(f"/v1/imports/{answer.json['id']}/rows?outcome=refused").json["data"]
    assert [(row["row"], row["problems"][0]["code"]) for row in rows] == [(2, "required")]
    report = client.get(f"/v1/imports/{answer.json['id']}/errors.csv")
    assert report.mimetype == "text/csv"
    lines = report.text.splitlines()
    assert lines == ["row,column,code,value,detail", "2,title,required,,A new product needs it."]


def test_defuses_formulas_in_the_report(client):
    answer = upload(client, b"sku,title,price\nA,One,=1+1\n")

    report = client.get(f"/v1/imports/{answer.json['id']}/errors.csv").text

    assert "1,price,type,'=1+1," in report


def test_tells_the_difference_in_a_dry_run(client, shop):
    answer = upload(client, dry_run="True")

    assert (answer.json["counts"]["created"], answer.json["options"]["dry_run"]) == (2, True)
    assert shop.count(Product) == 0
    rows = client.get(f"/v1/imports/{answer.json['id']}/rows?limit=1").json
    assert rows["has_more"] is True
    title = {"field": "title", "before": None, "after": "One"}
    assert title in rows["data"][0]["changes"]


def test_refuses_more_rows_than_a_request_takes(client, shop):
    content = b"sku,title\n" + b"".join(b"S%d,T\n" % n for n in range(1_001))

    answer = upload(client, content)

    assert (answer.status_code, answer.json["code"]) == (413, "too-many-rows")
    assert answer.json["details"] == {"limit_rows": 1_000}
    assert (shop.count(Product), shop.count(Job)) == (0, 0)


def test_takes_a_thousand_rows(client, shop):
    content = b"sku,title\n" + b"".join(b"S%d,T\n" % n for n in range(1_000))

    assert upload(client, content).json["counts"]["created"] == 1_000


def test_refuses_what_is_no_file_or_no_option(client, shop):
    def places(answer):
        assert answer.status_code == 422
        return [(e["pointer"], e["code"]) for e in answer.json["errors"]]

    no_file = client.post("/v1/imports", data={"file": "x"}, content_type="multipart/form-data")
    assert places(no_file) == [("/file", "type")]
    assert places(upload(client, colour="red")) == [("/colour", "unknown-field")]
    assert places(upload(client, dry_run="perhaps")) == [("/dry_run", "type")]
    assert places(upload(client, mapping="[1]")) == [("/mapping", "type")]
    assert places(upload(client, mapping='{"sku": 1}')) == [("/mapping", "type")]
    assert places(upload(client, mapping="{")) == [("/mapping", "type")]
    assert places(upload(client, kind="unheard-of")) == [("/kind", "unknown-kind")]
    assert places(upload(client, b"")) == [("/file", "file-unreadable")]
    assert shop.count(Job) == 0


def test_names_the_location_that_a_column_is_for_in_vain(client, shop):
    answer = upload(client, mapping='{"stock.attic": "title"}')

    (error,) = answer.json["errors"]
    assert (answer.status_code, error["code"]) == (422, "unknown-import-location")
    assert (error["in"], error["pointer"]) == ("body", "/mapping/stock.attic")
    assert answer.json["details"] == {"location_code": "attic"}
    assert shop.count(Job) == 0


WRONG_COLUMNS = [
    ({"colour": "sku"}, "unknown-target", "/mapping/colour", {"target": "colour"}),
    ({"a/b~c": "sku"}, "unknown-target", "/mapping/a~1b~0c", {"target": "a/b~c"}),
    (
        {"title": "Name"},
        "unknown-column",
        "/mapping/title",
        {"column": "Name", "columns": ["sku", "title", "price"]},
    ),
    (
        {"stock.m/oon": "price"},
        "unknown-import-location",
        "/mapping/stock.m~1oon",
        {"location_code": "m/oon"},
    ),
]


@pytest.mark.parametrize(("mapping", "code", "place", "details"), WRONG_COLUMNS)
def test_refuses_a_column_that_is_not_there(client, shop, mapping, code, place, details):
    answer = upload(client, mapping=json.dumps(mapping))

    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert [error["pointer"] for error in answer.json["errors"]] == [place]
    assert answer.json["details"] == details
    assert (shop.count(Product), shop.count(Job)) == (0, 0)


def test_refuses_rows_that_nothing_can_be_matched_by(client, shop):
    answer = upload(client, b"title\nOne\n")

    assert (answer.status_code, answer.json["code"]) == (422, "nothing-to-match")
    assert [error["pointer"] for error in answer.json["errors"]] == ["/mapping"]
    assert answer.json["details"] == {"columns": ["title"]}
    assert (shop.count(Product), shop.count(Job)) == (0, 0)


def test_lacks_the_file_where_there_is_no_body(client):
    answer = client.post("/v1/imports")

    assert (answer.status_code, answer.json["code"]) == (422, "validation-failed")
    assert [(e["pointer"], e["code"]) for e in answer.json["errors"]] == [("/file", "required")]


def test_refuses_another_media_type(client):
    answer = client.post("/v1/imports", {"file": "x"})

    assert (answer.status_code, answer.json["code"]) == (415, "unsupported-media-type")
    assert answer.json["details"] == {"supported": ["multipart/form-data"]}


def test_answers_the_same_file_and_key_the_same(client, shop):
    def send():
        data = {"file": (io.BytesIO(ROWS), "a.csv")}
        return client.post("/v1/imports", data=data, content_type="multipart/form-data", key="k")

    first, second = send(), send()

    assert first.json == second.json
    assert (second.headers["Idempotent-Replayed"], shop.count(Job)) == ("true", 1)


def test_needs_every_scope_of_what_it_changes(shop):
    answer = upload(shop.client("staff"))

    assert (answer.status_code, answer.json["code"]) == (403, "missing-scope")
    assert shop.count(Job) == 0


def test_is_a_404_for_a_stranger(client, stranger):
    path = f"/v1/imports/{upload(client).json['id']}"

    for address in (path, f"{path}/rows", f"{path}/errors.csv"):
        answer = stranger.get(address)
        assert (answer.status_code, answer.json["code"]) == (404, "import-not-found")
