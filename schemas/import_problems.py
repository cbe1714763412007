"""Facts of errors about the file and the options of an import."""

from schemas import fields
from schemas.base import Output

COLUMNS = ["Item no.", "ISBN", "Name", "Qty"]


def columns() -> fields.List:
    """Give the field that lists the columns of the file."""
    return fields.List(
        fields.String(),
        at_most=200,
        metadata={"description": "Columns that the file has, the first 200.", "example": COLUMNS},
    )


class UnknownTargetDetailsSchema(Output):
    """The field that an import cannot set."""

    target = fields.String(
        metadata={"description": "Name that is no field of an import.", "example": "colour"}
    )


class UnknownColumnDetailsSchema(Output):
    """The column that is not in the file, and those that are."""

    column = fields.String(
        metadata={"description": "Column that the file does not have.", "example": "Title"}
    )
    columns = columns()


class NothingToMatchDetailsSchema(Output):
    """Columns, one of which has to hold the code that rows are matched by."""

    columns = columns()


class UnknownImportLocationDetailsSchema(Output):
    """The location that is not the account's."""

    location_code = fields.String(
        metadata={"description": "Code that no location has.", "example": "attic"}
    )


class TooManyRowsDetailsSchema(Output):
    """How many rows a file may have."""

    limit_rows = fields.Integer(
        metadata={"description": "Most rows that one request takes.", "example": 1_000}
    )
