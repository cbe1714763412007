"""Catalogues made to hurt: bombs in CSV, JSON and gzip, and formulas for a spreadsheet."""

import csv
import gzip
import io
import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Job, Product
from services.imports.formulas import defused, undone
from services.imports.source import Source
from tests.wire import head, read, sent

MEGABYTE = 1_000_000
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def packed(start, part, times):
    """Pack a part so many times over, without ever holding it all."""
    return gzip.compress(start) + gzip.compress(part) * times


def rows(line, count):
    return b"\n".join(line % number for number in range(count))


def bombs():
    columns = b",".join(b"attributes.c%d" % number for number in range(9_998))
    lists, names = b",".join([b"[]"] * 20_000), b",".join(b'"a%d":1' % n for n in range(6_000))
    return {
        "a line of a gigabyte": packed(b"sku,title\n", b"x" * MEGABYTE, 1_000),
        "a cell of a gigabyte": packed(b'sku,title\n"', b"x\n" * (MEGABYTE // 2), 1_000),
        "a header of a gigabyte": packed(b"", b"x," * (MEGABYTE // 2), 1_000),
        "a gigabyte of blank lines": packed(b"sku\n", b"\n" * MEGABYTE, 1_000),
        "10,000 columns": b"sku,title," + columns + b"\n" + rows(b"S%d,t" + b"," * 9_998, 900),
        "gzip in gzip": gzip.compress(packed(b"sku,title\n", b"A,b\n" * MEGABYTE, 10)),
        "garbage after gzip": gzip.compress(b"sku,title\nA,b\n") + b"\x00garbage" * 99,
        "a zip": b"PK\x03\x04" + b"\x00" * 9_999,
        "a million rows": packed(b"sku,title\n", b"A,b\n" * 10_000, 100),
        "rows of 20,000 lists": gzip.compress(rows(b'{"sku":"B%d","l":[' + lists + b"]}", 900)),
        "rows of 6,000 names": gzip.compress(rows(b'{"sku":"B%d",' + names + b"}", 900)),
        "deep rows": rows(b'{"sku":"B%d","l":' + b"[" * 900 + b"]" * 900 + b"}", 900),
        "deeper rows": rows(b'{"sku":"B%d","l":' + b"[" * 99_999 + b"]" * 99_999 + b"}", 50),
        "problems without end": b"sku,"
        + b",".join(b"attributes.c%d" % n for n in range(999))
        + b"\n"
        + rows(b"S%d" + b",\xff" * 999, 900),
    }


BOMBS = bombs()
UNREADABLE = (422, "file-unreadable")
ANSWERS = {
    **dict.fromkeys(BOMBS, UNREADABLE),
    "a million rows": (413, "too-many-rows"),
    **dict.fromkeys((name for name in BOMBS if "rows of" in name or "deep" in name), (201, None)),
    "problems without end": (201, None),
}


@pytest.fixture
def upload(port, client):
    """Upload a file to the server; give the status and the document."""

    def uploaded(content):
        mark = uuid.uuid4().hex.encode()
        part = b'Content-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        body = b"--%b\r\n%b%b\r\n--%b--\r\n" % (mark, part, content, mark)
        headers = b"Host: localhost\r\nConnection: close\r\nContent-Length: %d\r\n" % len(body)
        form = b"Content-Type: multipart/form-data; boundary=%b\r\n" % mark
        line = b"POST /v1/imports HTTP/1.1\r\n"
        answer, text = read(sent(port, line + headers + form + head(client) + b"\r\n" + body))
        return answer.status, json.loads(text)

    return uploaded


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_bounded_memory(upload, shop, growth, name):
    status, document = upload(BOMBS[name])

    assert (status, document.get("code")) == ANSWERS[name]
    if status == 201:
        assert document["counts"]["refused"] == document["counts"]["rows"]
    assert growth() < 96
    assert shop.count(Product) == 0
    assert shop.count(Job) == (status == 201)


NO_PRICES = ["1E+1000000", "1E-1000000", "NaN", "-Infinity", "1_000", "\u0661", "9" * 40, "0x1"]


@pytest.mark.parametrize("written", NO_PRICES)
def test_a_number_that_arithmetic_gives_up_at_is_refused_by_its_cell(client, written):
    content = f"sku,title,price,attributes.n\nA,One,{written},1\n".encode()
    form = {"file": (io.BytesIO(content), "a.csv")}

    job = client.post("/v1/imports", data=form, content_type="multipart/form-data").json
    report = client.get(f"/v1/imports/{job['id']}/rows").json["data"]

    assert job["counts"]["refused"] == 1
    assert [problem["column"] for problem in report[0]["problems"]] == ["price"]


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"sku,title\na\x00b,One\n", "Is not UTF-8, or contains NUL."),
        (b"sku,title\n\xed\xa0\x80,One\n", "Is not UTF-8, or contains NUL."),
        (b'sku,title\n"a\r\nb",One\n', "Must be 1 to 64 printable characters."),
        (b'{"sku":"a\\u0000b"}\n', "Is not UTF-8, or contains NUL."),
        (b'{"sku":"a","\\ud800":1}\n', "The row is not JSON: "),
        (b'{"sku":"a","sku":"b"}\n', 'The row is not clear: "sku" is named twice.'),
        (b'{"sku":"a","stock":{"x":1,"x":2}}\n', 'The row is not clear: "x" is named twice.'),
        (b'{"sku":"a","price":NaN}\n', "The row is not JSON: "),
    ],
)
def test_a_cell_that_cannot_be_kept_refuses_its_row(client, shop, content, detail):
    form = {"file": (io.BytesIO(content), "a")}

    job = client.post("/v1/imports", data=form, content_type="multipart/form-data").json
    (row,) = client.get(f"/v1/imports/{job['id']}/rows").json["data"]

    assert job["counts"]["refused"] == 1
    assert row["problems"][0]["detail"].startswith(detail)
    assert shop.count(Product) == 0


TEXTS = st.text(max_size=20) | st.builds(
    lambda quotes, sign, rest: "'" * quotes + sign + rest,
    st.integers(0, 3),
    st.sampled_from(SIGNS),
    st.text(max_size=9),
)


@given(TEXTS)
def test_a_cell_comes_back_as_it_was(text):
    assert undone(defused(text)) == text


@given(TEXTS)
def test_no_cell_that_we_write_is_a_formula(text):
    assert not defused(text).startswith(SIGNS)


@given(st.lists(TEXTS.map(lambda text: text.replace("\x00", "")), min_size=2, max_size=4))
def test_a_row_that_we_write_is_read_as_it_was(cells):
    names = [f"c{number}" for number in range(len(cells))]
    written = io.StringIO(newline="")
    csv.writer(written).writerows([names, [defused(cell) for cell in cells]])

    ((_, row, fault),) = Source(io.BytesIO(written.getvalue().encode()))

    assert (row, fault) == (dict(zip(names, cells, strict=True)), None)


@pytest.mark.parametrize("sign", SIGNS)
def test_the_report_of_an_import_runs_no_formula_and_is_undone_by_the_next(client, sign):
    price = f"{sign}cmd|' /C calc'!A0"
    written = io.StringIO(newline="")
    csv.writer(written).writerows([["sku", "title", "price"], ["A", "One", f"x{price}"]])
    form = {"file": (io.BytesIO(written.getvalue().replace("x" + sign, sign).encode()), "a.csv")}

    job = client.post("/v1/imports", data=form, content_type="multipart/form-data").json
    report = client.get(f"/v1/imports/{job['id']}/errors.csv").text

    cells = [cell for row in csv.reader(io.StringIO(report, newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(SIGNS)] == []
    assert price in [undone(cell) for cell in cells]


def test_a_title_that_was_defused_is_imported_as_it_was(client, shop):
    content = b"sku,title\nA,'=HYPERLINK(1)\nB,''+1\nC,'plain\n"
    form = {"file": (io.BytesIO(content), "a.csv")}

    client.post("/v1/imports", data=form, content_type="multipart/form-data")

    titles = {row["title"] for row in shop.rows(Product)}
    assert titles == {"=HYPERLINK(1)", "'+1", "'plain"}
