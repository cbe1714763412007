"""Shapes of imports and of what became of their rows."""

from enum import StrEnum
from typing import Any

import orjson
from marshmallow_sqlalchemy import auto_field

from models import Job, JobRow, JobStatus, RowOutcome
from models.strict_json import NamedTwice, once_each
from schemas import fields
from schemas.base import Input, Output, embedded
from schemas.messages import Length
from schemas.paging import ListFilter, sort_by

FILE = "Item no.,ISBN,Name,Qty\r\nBK-0001,9780141439518,Pride and Prejudice,40\r\n"
MAPPING = {"sku": "Item no.", "isbn": "ISBN", "title": "Name", "stock.shop": "Qty"}


class ImportMode(StrEnum):
    """What a bad row does: `atomic` refuses its whole batch, `partial` takes the good rows."""

    ATOMIC = "atomic"
    PARTIAL = "partial"


class MatchOn(StrEnum):
    """Which code finds the variant that a row is about."""

    SKU = "sku"
    GTIN = "gtin"


class InvalidCodes(StrEnum):
    """What a wrong ISBN or GTIN does: `refuse` its row, or `blank` the code and take the row."""

    REFUSE = "refuse"
    BLANK = "blank"


class Upload(fields.Coded):
    """A file in a multipart form."""

    default_error_messages = {"invalid": "Must be a file: send it as a part with a filename."}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not hasattr(value, "stream"):
            raise self.make_error("invalid")
        return value


class MappingField(fields.JsonObject):
    """A JSON object of texts, itself written as text in a form."""

    default_error_messages = {"mapping": "Must be a JSON object of texts."}
    codes = {**fields.JsonObject.codes, "mapping": "type"}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            mapping = (
                once_each(value.encode(), orjson.loads(value)) if isinstance(value, str) else value
            )
        except (orjson.JSONDecodeError, NamedTwice, RecursionError):
            raise self.make_error("mapping") from None
        mapping = super()._deserialize(mapping, attr, data, **kwargs)
        if not all(isinstance(column, str) for column in mapping.values()):
            raise self.make_error("mapping")
        return mapping


class ImportCreateSchema(Input):
    """A file to import, and how to read it."""

    file = Upload(
        required=True,
        metadata={
            "description": "CSV with a header, or JSON lines; UTF-8; plain or gzip.",
            "example": FILE,
        },
    )
    kind = fields.Code(
        load_default="general",
        metadata={"description": "Code of the product kind of every row.", "example": "book"},
    )
    mapping = MappingField(
        load_default=dict,
        metadata={
            "description": "Field to column, as JSON; columns that bear a field's name need none. "
            "Fields: sku, isbn, gtin, title, variant_title, description, status, product_ref, "
            "price, price_minor, currency, weight_grams, attributes.{name}, stock.{location}.",
            "example": MAPPING,
        },
    )
    match_on = fields.Enum(
        MatchOn,
        load_default=MatchOn.SKU,
        metadata={
            "description": "Which code finds the variant that a row is about.",
            "example": "sku",
        },
    )
    mode = fields.Enum(
        ImportMode,
        load_default=ImportMode.ATOMIC,
        metadata={
            "description": "Whether a bad row refuses its batch, or the good rows count.",
            "example": "partial",
        },
    )
    dry_run = fields.TextBoolean(
        load_default=False,
        metadata={"description": "Tell what would change, and change nothing.", "example": True},
    )
    invalid_codes = fields.Enum(
        InvalidCodes,
        load_default=InvalidCodes.REFUSE,
        metadata={
            "description": "A row with a wrong ISBN or GTIN is refused, or taken without it.",
            "example": "refuse",
        },
    )
    list_separator = fields.String(
        load_default=";",
        validate=Length(1, 3),
        metadata={
            "description": "What stands between the items of a list in a cell.",
            "example": ";",
        },
    )


class ImportOptionsSchema(Output):
    """How the file was to be imported."""

    kind = fields.String(
        metadata={"description": "Code of the product kind of every row.", "example": "book"}
    )
    mapping = fields.JsonObject(
        metadata={"description": "Which column each field was read from.", "example": MAPPING}
    )
    match_on = fields.Enum(
        MatchOn,
        metadata={"description": "Which code found the variant of a row.", "example": "sku"},
    )
    mode = fields.Enum(
        ImportMode,
        metadata={"description": "What a bad row did to its batch.", "example": "partial"},
    )
    dry_run = fields.Boolean(
        metadata={"description": "Whether it only told what would change.", "example": False}
    )
    invalid_codes = fields.Enum(
        InvalidCodes,
        metadata={"description": "What a wrong ISBN or GTIN did to its row.", "example": "refuse"},
    )
    list_separator = fields.String(
        metadata={
            "description": "What stood between the items of a list in a cell.",
            "example": ";",
        }
    )


def count(description: str, example: int = 0) -> fields.Integer:
    """Give a field for a number of rows."""
    return fields.Integer(metadata={"description": description, "example": example})


class ImportCountsSchema(Output):
    """Rows by what became of them."""

    rows = count("Rows that were read from the file.", 100)
    created = count("Rows that made a variant.", 99)
    updated = count("Rows that changed a product, a variant or its stock.")
    unchanged = count("Rows that said nothing new.")
    refused = count("Rows that were refused, since something in them is wrong.", 1)
    skipped = count("Good rows of a batch that was refused for others.")
    codes_valid = count("ISBNs and GTINs that were right as given.", 90)
    codes_padded = count("ISBNs that got lost leading zeros back.", 8)
    codes_refused = count("ISBNs and GTINs that are none.", 1)
    codes_missing = count("Rows without an ISBN or GTIN.", 1)


class ImportSchema(Output):
    """One import: what was asked, how far it is, what became of the rows."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = Job

    id = auto_field()
    status = fields.Enum(
        JobStatus, metadata={"description": "Where the import stands.", "example": "completed"}
    )
    options = embedded(
        ImportOptionsSchema, metadata={"description": "How the file was to be imported."}
    )
    counts = embedded(
        ImportCountsSchema, metadata={"description": "How many rows came to which end."}
    )
    position = auto_field(metadata={"example": 100})
    finished_at = auto_field()
    version = auto_field(metadata={"example": 3})
    created_at = auto_field()
    updated_at = auto_field()


class ImportFilterSchema(ListFilter):
    """Which imports to list."""

    status = fields.Enum(
        JobStatus, metadata={"description": "Only imports of this status.", "example": "completed"}
    )


class RowChangeSchema(Output):
    """One field that a row would change."""

    field = fields.String(
        metadata={"description": "Name of the field that differs.", "example": "title"}
    )
    before = fields.Anything(
        metadata={
            "description": "What is there now; null: nothing.",
            "example": "Pride & Prejudice",
        }
    )
    after = fields.Anything(
        metadata={"description": "What the row says instead.", "example": "Pride and Prejudice"}
    )


class RowProblemSchema(Output):
    """One thing that is wrong with a row, and where."""

    column = fields.String(
        allow_none=True,
        metadata={"description": "Column of the file; null: the whole row.", "example": "ISBN"},
    )
    code = fields.String(
        metadata={
            "description": "What is wrong, for programs to branch on; new codes may come.",
            "example": "isbn-mangled",
        }
    )
    value = fields.String(
        allow_none=True,
        metadata={
            "description": "What the cell says, at most 200 characters; null: nothing.",
            "example": "9.78043902348e+12",
        },
    )
    detail = fields.String(
        metadata={
            "description": "What is wrong and what to do about it, for people.",
            "example": "A spreadsheet turned the ISBN into a rounded number; export as text.",
        }
    )


class ImportRowSchema(Output):
    """What became of a row that there is something to say of."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = JobRow

    id = auto_field()
    row = auto_field(metadata={"example": 17})
    outcome = fields.Enum(
        RowOutcome, metadata={"description": "What became of the row.", "example": "refused"}
    )
    sku = auto_field(metadata={"example": "BK-0017"})
    changes = fields.List(
        embedded(RowChangeSchema),
        at_most=1_000,
        metadata={
            "description": "What the row would change; told by a dry run alone.",
            "example": [],
        },
    )
    problems = fields.List(
        embedded(RowProblemSchema),
        at_most=1_000,
        metadata={"description": "Everything that is wrong with the row."},
    )


class ImportRowFilterSchema(ListFilter):
    """Which rows of an import to list."""

    sort = sort_by("row", default="row")
    outcome = fields.Enum(
        RowOutcome, metadata={"description": "Only rows of this outcome.", "example": "refused"}
    )
