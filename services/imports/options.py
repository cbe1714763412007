"""What an import is asked to do, and what its columns mean."""

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from services.errors import Invalid, pointer_to

FIELDS = frozenset(
    {
        "sku",
        "isbn",
        "gtin",
        "title",
        "variant_title",
        "description",
        "status",
        "product_ref",
        "price",
        "price_minor",
        "currency",
        "weight_grams",
    }
)
GROUPS = ("attributes.", "stock.")


class UnknownTarget(Invalid):
    """The mapping names a field that an import cannot set.

    Map to sku, isbn, gtin, title, variant_title, description, status, product_ref, price,
    price_minor, currency, weight_grams, attributes.{name} or stock.{location code}.
    """


class UnknownColumn(Invalid):
    """The mapping names a column that the file does not have.

    `details.columns` lists the columns there are.
    """


class NothingToMatch(Invalid):
    """No column is mapped to the code that rows are matched by.

    Map a column to sku, or to isbn or gtin with `match_on: gtin`; `details.columns` lists the
    columns there are.
    """


class UnknownImportLocation(Invalid):
    """A stock column names a location that the account does not have.

    Make the location first; `stock.{code}` takes its code, here `details.location_code`.
    """


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller chose."""

    kind: str = "general"
    mapping: dict[str, str] = field(default_factory=dict)
    match_on: str = "sku"
    mode: str = "atomic"
    dry_run: bool = False
    invalid_codes: str = "refuse"
    list_separator: str = ";"

    def as_json(self) -> dict[str, Any]:
        """Give the options as they are kept and shown."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Setting:
    """All that stays the same over the rows of one import."""

    account_id: UUID
    actor: str
    options: Options
    currency: str
    schema: dict[str, Any]
    locations: dict[str, UUID]


def targets_of(
    header: list[str] | None, options: Options, *, strict: bool = True
) -> dict[str, str]:
    """Give the column of each field: those mapped, and those that already bear its name.

    `header` is None for JSON lines, whose rows name their own fields; a row of theirs need
    not have every column (`strict` false). Raises UnknownTarget, UnknownColumn.
    """
    for target in options.mapping:
        if not _is_target(target):
            raise UnknownTarget(pointer=pointer_to("mapping", target), target=target)
    if header is None:
        return dict(options.mapping)
    for target, column in options.mapping.items():
        if strict and column not in header:
            at = pointer_to("mapping", target)
            raise UnknownColumn(pointer=at, column=column, columns=header[:200])
    mapped = set(options.mapping.values())
    named = {column: column for column in header if _is_target(column) and column not in mapped}
    return {**named, **options.mapping}


def _is_target(name: str) -> bool:
    return name in FIELDS or any(name.startswith(g) and len(name) > len(g) for g in GROUPS)
