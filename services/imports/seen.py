"""Which codes a file has named already, in a temporary file of SQLite's: exact and flat.

A set in memory would grow with the file; asking the database would not see the rows of a
batch that was refused.
"""

import hashlib
import sqlite3
from types import TracebackType
from typing import Self

import orjson

from services.imports.rows import Reader, Row


class Seen:
    """Remembers codes over the rows of one file."""

    def __enter__(self) -> Self:
        """Open the temporary file; it goes when this is left."""
        # An empty name is a private file that SQLite unlinks at once.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("CREATE TABLE codes (code TEXT PRIMARY KEY, row INTEGER) WITHOUT ROWID")
        self._db.execute("CREATE TABLE products (ref TEXT PRIMARY KEY, said TEXT) WITHOUT ROWID")
        self._db.execute("BEGIN")  # for the whole file: a commit of each row would keep nothing
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the temporary file, which deletes it."""
        self._db.close()

    def check(self, row: Row, reader: Reader) -> None:
        """Refuse a row that repeats a code, or says other things of a product named before."""
        for name, target in (("sku", "sku"), ("gtin", "isbn")):
            code = row.variant.get(name)
            if code is None or row.is_refused:
                continue
            before = self._remember(f"{name} {code}", row.number)
            if before is not None:
                target = target if target in reader.targets else name
                detail = f"Row {before} has the same code."
                row.refuse(reader.column(target), "duplicate-in-file", code, detail)
        if row.product_ref is not None and not row.is_refused:
            self._check_product(row, reader)

    def _remember(self, code: str, number: int) -> int | None:
        """Note a code; give the row that named it before."""
        added = self._db.execute("INSERT OR IGNORE INTO codes VALUES (?, ?)", (code, number))
        if added.rowcount:
            return None
        before = self._db.execute("SELECT row FROM codes WHERE code = ?", (code,)).fetchone()
        found: int = before[0]
        return found

    def _check_product(self, row: Row, reader: Reader) -> None:
        facts = orjson.dumps([row.product, row.attributes], option=orjson.OPT_SORT_KEYS)
        said = hashlib.blake2b(facts, digest_size=16).hexdigest()
        values = (row.product_ref, said)
        if self._db.execute("INSERT OR IGNORE INTO products VALUES (?, ?)", values).rowcount:
            return
        query = "SELECT said FROM products WHERE ref = ?"
        if self._db.execute(query, (row.product_ref,)).fetchone()[0] != said:
            column = reader.column("product_ref")
            detail = "An earlier row says other things of this product."
            row.refuse(column, "product-row-differs", row.product_ref, detail)
