"""Rows out of files, whatever they look like."""

import gzip
import io
import tracemalloc

import pytest

from services.imports.source import FileUnreadable, Source


def rows_of(content, **kwargs):
    return list(Source(io.BytesIO(content), **kwargs))


def test_reads_csv_with_quotes_line_ends_and_a_mark():
    content = b'\xef\xbb\xbfsku, title\r\nA,"one, ""two""\nthree"\r\n\r\nB,four\r\n'

    assert rows_of(content) == [
        (1, {"sku": "A", "title": 'one, "two"\nthree'}, None),
        (2, {"sku": "B", "title": "four"}, None),
    ]


def test_reads_json_lines_and_spells_groups_out():
    content = b'{"sku": "A", "stock": {"shop": 3}, "attributes": {"x": [1]}}\n\n{"sku": 7}\n'

    assert rows_of(content) == [
        (1, {"sku": "A", "stock.shop": 3, "attributes.x": [1]}, None),
        (2, {"sku": 7}, None),
    ]


def test_reads_gzip():
    assert rows_of(gzip.compress(b"sku\nA\n")) == [(1, {"sku": "A"}, None)]


def test_names_the_row_that_cannot_be_read():
    assert rows_of(b"sku,title\nA\n")[0] == (1, None, "1 cells under 2 columns")
    assert rows_of(b'{"sku": "A"}\n[1]\n')[1] == (2, None, "not a JSON object")
    assert rows_of(b'{"sku": "A"}\n{oops\n')[1][1] is None


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty."),
        (b"  \n", "The file is empty."),
        (b"sku,sku\nA,B\n", "Two columns have the same name."),
        (b"sku,caf\xe9\n", "The header is not UTF-8."),
        (b'sku\n"A"B\n', "Row 1 is not CSV"),
        (b'"sku"x\n', "The header is not CSV"),
        (b"sku\n" + b"x" * 300_000, "A line is longer than"),
        (gzip.compress(b"sku\nA\n" * 1000, mtime=0)[:-20], "The gzip file is damaged."),
        (b"\x1f\x8bnot gzip at all", "The gzip file is damaged."),
    ],
)
def test_refuses_a_file_that_cannot_be_read(content, why):
    with pytest.raises(FileUnreadable) as refusal:
        rows_of(content)
    assert refusal.value.detail.startswith(why)
    assert refusal.value.places[0][0] == "/file"


def test_refuses_a_file_that_unpacks_to_too_much():
    bomb = gzip.compress(b"sku\n" + b"A\n" * 100_000)

    with pytest.raises(FileUnreadable, match="unpacks to more than 1000 bytes"):
        rows_of(bomb, max_bytes=1_000)


def test_keeps_memory_flat():
    content = gzip.compress(b"sku,title\n" + b"A,a title of some length\n" * 200_000)

    tracemalloc.start()
    rows = sum(1 for _ in Source(io.BytesIO(content)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert rows == 200_000
    assert peak < 1_000_000
