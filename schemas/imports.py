"""Shapes of imports and of what became of their rows."""

from enum import StrEnum
from typing import Any

import orjson
from marshmallow_sqlalchemy import auto_field

from models import Job, JobRow, JobStatus, RowOutcome
from schemas import fields
from schemas.base import Input, Output, embedded
from schemas.messages import Length
from schemas.paging import ListFilter, sort_by

FILE = "Item no.,ISBN,Name,Qty\r\nBK-0001,9780141439518,Pride and Prejudice,40\r\n"
MAPPING = {"sku": "Item no.", "isbn": "ISBN", "title": "Name", "stock.shop": "Qty"}


class Mode(StrEnum):
    """What one bad row does to its batch."""

    ATOMIC = "atomic"
    PARTIAL = "partial"


class MatchOn(StrEnum):
    """Which code finds the variant that a row is about."""

    SKU = "sku"
    GTIN = "gtin"


class InvalidCodes(StrEnum):
    """What an ISBN or GTIN that is none does to its row."""

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
            mapping = orjson.loads(value) if isinstance(value, str) else value
        except orjson.JSONDecodeError:
            raise self.make_error("mapping") from None
        mapping = super()._deserialize(mapping, attr, data, **kwargs)
        if not all(isinstance(column, str) for column in mapping.values()):
            raise self.make_error("mapping")
        return mapping


class ImportCreateSchema(Input):
    """A file to import, and how."""

    file = Upload(
        required=True,
        metadata={
            "description": "CSV with a header, or JSON lines; UTF-8; plain or gzip.",
            "example": FILE,
        },
    )
    kind = fields.Code(
        load_default="general",
        metadata={"description": "Product kind of every row.", "example": "book"},
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
        metadata={"description": "Code that finds what is there already.", "example": "sku"},
    )
    mode = fields.Enum(
        Mode,
        load_default=Mode.ATOMIC,
        metadata={
            "description": "`atomic`: a bad row refuses its batch. `partial`: the good rows count.",
            "example": "atomic",
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

    kind = fields.String(metadata={"description": "Product kind of every row.", "example": "book"})
    mapping = fields.JsonObject(metadata={"description": "Field to column.", "example": MAPPING})
    match_on = fields.Enum(MatchOn, metadata={"description": "Matching code.", "example": "sku"})
    mode = fields.Enum(Mode, metadata={"description": "What a bad row does.", "example": "atomic"})
    dry_run = fields.Boolean(
        metadata={"description": "Whether nothing was changed.", "example": False}
    )
    invalid_codes = fields.Enum(
        InvalidCodes, metadata={"description": "What a wrong code does.", "example": "refuse"}
    )
    list_separator = fields.String(
        metadata={"description": "What stands between items.", "example": ";"}
    )


def count(description: str, example: int = 0) -> fields.Integer:
    """Give a field for a number of rows."""
    return fields.Integer(metadata={"description": description, "example": example})


class ImportCountsSchema(Output):
    """Rows by what became of them."""

    rows = count("Rows read.", 100)
    created = count("Rows that made a variant.", 98)
    updated = count("Rows that changed something.")
    unchanged = count("Rows that said nothing new.")
    refused = count("Rows with something wrong.", 1)
    skipped = count("Good rows of a refused batch.", 0)
    codes_valid = count("ISBNs and GTINs that were right as given.", 90)
    codes_padded = count("ISBNs that got lost leading zeros back.", 8)
    codes_refused = count("ISBNs and GTINs that are none.", 1)
    codes_missing = count("Rows without ISBN or GTIN.", 1)


class ImportSchema(Output):
    """One import: what was asked, how far it is, what became of the rows."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = Job

    id = auto_field()
    status = fields.Enum(
        JobStatus, metadata={"description": "Where the import stands.", "example": "completed"}
    )
    options = embedded(ImportOptionsSchema, metadata={"description": "How."})
    counts = embedded(ImportCountsSchema, metadata={"description": "Rows by outcome."})
    position = auto_field(metadata={"example": 100})
    finished_at = auto_field()
    version = auto_field(metadata={"example": 3})
    created_at = auto_field()
    updated_at = auto_field()


class ImportFilterSchema(ListFilter):
    """Which imports."""

    status = fields.Enum(
        JobStatus, metadata={"description": "Imports of this status.", "example": "completed"}
    )


class RowChangeSchema(Output):
    """One field that differs."""

    field = fields.String(metadata={"description": "Which field.", "example": "title"})
    before = fields.Anything(metadata={"description": "What is there.", "example": "Emma"})
    after = fields.Anything(metadata={"description": "What the row says.", "example": "Emma!"})


class RowProblemSchema(Output):
    """One thing that is wrong with a row."""

    column = fields.String(
        allow_none=True, metadata={"description": "Column of the file.", "example": "ISBN"}
    )
    code = fields.String(metadata={"description": "What is wrong.", "example": "isbn-mangled"})
    value = fields.String(
        allow_none=True, metadata={"description": "What it says.", "example": "9.78043902348e+12"}
    )
    detail = fields.String(
        metadata={"description": "What is wrong, for people.", "example": "Export ISBNs as text."}
    )


class ImportRowSchema(Output):
    """What became of a row that there is something to say of."""

    class Meta(Output.Meta):
        """The table behind it."""

        model = JobRow

    id = auto_field()
    row = auto_field(metadata={"example": 17})
    outcome = fields.Enum(
        RowOutcome, metadata={"description": "What became of it.", "example": "refused"}
    )
    sku = auto_field(metadata={"example": "BK-0017"})
    changes = fields.List(
        embedded(RowChangeSchema),
        at_most=1_000,
        metadata={"description": "In a dry run: what would differ."},
    )
    problems = fields.List(
        embedded(RowProblemSchema), at_most=1_000, metadata={"description": "What is wrong."}
    )


class ImportRowFilterSchema(ListFilter):
    """Which rows."""

    sort = sort_by("row", default="row")
    outcome = fields.Enum(
        RowOutcome, metadata={"description": "Rows of this outcome.", "example": "refused"}
    )
