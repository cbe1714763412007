"""Rows out of a file: CSV or JSON lines, plain or gzip, one at a time.

Memory stays flat for any size: a line, and what a file unpacks to where that is limited,
has a bound.
"""

import csv
import gzip
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from models.codes import UNSTORABLE
from models.strict_json import STRINGS, NamedTwice, once_each
from services.errors import Invalid
from services.imports.formulas import undone

MAX_LINE_BYTES = 262_144
MAX_VALUES = 1_000
"""Columns of a CSV file; lists, objects and what is in them of a JSON line. They take far more
memory, and time, than they are long."""
GZIP_MAGIC = b"\x1f\x8b"
BOM = b"\xef\xbb\xbf"
RawRow = tuple[int, dict[str, Any] | None, str | None]
"""Number of the row, its cells, or what makes it unreadable."""


class FileUnreadable(Invalid):
    """The file cannot be read.

    Send CSV (RFC 4180, UTF-8, with a header) or JSON lines, plain or gzip.
    """


class Source:
    """One file; iterate it once."""

    def __init__(self, stream: BinaryIO, *, max_bytes: int | None = None) -> None:
        self._lines = _bounded_lines(_unpacked(stream), max_bytes)
        first = next(self._lines, b"").removeprefix(BOM)
        if not first.strip():
            raise FileUnreadable("The file is empty.", pointer="/file")
        self.is_json = first.lstrip().startswith(b"{")
        self._first = first
        self.header = None if self.is_json else self._read_header()

    def __iter__(self) -> Iterator[RawRow]:
        """Give each row; blank lines are passed over and not counted."""
        return self._json_rows() if self.is_json else self._csv_rows()

    def _read_header(self) -> list[str]:
        self._reader = csv.reader(_decoded([self._first], self._lines), strict=True)
        try:
            header = [name.strip() for name in next(self._reader)]
        except csv.Error as error:
            raise FileUnreadable(f"The header is not CSV: {error}.", pointer="/file") from error
        if any(UNSTORABLE.search(name) for name in header):
            raise FileUnreadable("The header is not UTF-8.", pointer="/file")
        if len(header) > MAX_VALUES:
            detail = f"The file has more than {MAX_VALUES} columns."
            raise FileUnreadable(detail, pointer="/file")
        if len(set(header)) < len(header):
            raise FileUnreadable("Two columns have the same name.", pointer="/file")
        return header

    def _csv_rows(self) -> Iterator[RawRow]:
        header, number, blanks = self.header or [], 0, 0
        while True:
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise FileUnreadable(
                    f"Row {number + 1} is not CSV: {error}.", pointer="/file"
                ) from error
            if not cells:
                blanks = _one_more(blanks, number)
                continue
            number += 1
            if len(cells) != len(header):
                yield number, None, f"{len(cells)} cells under {len(header)} columns"
            else:
                yield number, dict(zip(header, map(undone, cells), strict=True)), None

    def _json_rows(self) -> Iterator[RawRow]:
        number, blanks = 0, 0
        for line in _chained(self._first, self._lines):
            if not line.strip():
                blanks = _one_more(blanks, number)
                continue
            number += 1
            try:
                yield number, _flat(_object(line)), None
            except ValueError as error:
                yield number, None, str(error)


def _one_more(blanks: int, rows: int) -> int:
    """Count a blank line: of a few MB of gzip they would take a minute to pass over."""
    if blanks > rows + MAX_VALUES:
        raise FileUnreadable("The file has more blank lines than rows.", pointer="/file")
    return blanks + 1


def _object(line: bytes) -> dict[str, Any]:
    """Read one JSON line; what is wrong with it is the message of a ValueError."""
    if _values(line) > MAX_VALUES and _values(STRINGS.sub(b"", line)) > MAX_VALUES:
        raise ValueError(f"longer than {MAX_VALUES} values")
    try:
        value = once_each(line, orjson.loads(line))
    except NamedTwice as twice:
        raise ValueError(f"not clear: {twice}") from twice
    except (orjson.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    return value


def _values(line: bytes) -> int:
    return line.count(b",") + line.count(b"[") + line.count(b"{")


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """Spell `{"stock": {"shop": 3}}` as `stock.shop`, like a CSV column."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if name in ("attributes", "stock") and isinstance(value, dict):
            flat.update({f"{name}.{inner}": item for inner, item in value.items()})
        else:
            flat[name] = value
    return flat


def _unpacked(stream: BinaryIO) -> BinaryIO:
    start = stream.read(2)
    stream.seek(-len(start), 1)
    return gzip.GzipFile(fileobj=stream) if start == GZIP_MAGIC else stream  # type: ignore[return-value]


def _bounded_lines(stream: BinaryIO, max_bytes: int | None) -> Iterator[bytes]:
    total = 0
    while True:
        try:
            line = stream.readline(MAX_LINE_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise FileUnreadable("The gzip file is damaged.", pointer="/file") from error
        if not line:
            return
        total += len(line)
        if len(line) > MAX_LINE_BYTES:
            detail = f"A line is longer than {MAX_LINE_BYTES} bytes."
            raise FileUnreadable(detail, pointer="/file")
        if max_bytes is not None and total > max_bytes:
            detail = f"The file unpacks to more than {max_bytes} bytes."
            raise FileUnreadable(detail, pointer="/file")
        yield line


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _decoded(first: list[bytes], rest: Iterator[bytes]) -> Iterator[str]:
    """Decode line by line; what is not UTF-8 becomes surrogates, which a cell refuses."""
    for line in _chained(first[0], rest):
        yield line.decode("utf-8", "surrogateescape")
