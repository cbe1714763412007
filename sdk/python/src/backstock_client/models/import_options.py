from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.import_mode import ImportMode, check_import_mode
from ..models.invalid_codes import InvalidCodes, check_invalid_codes
from ..models.match_on import MatchOn, check_match_on

if TYPE_CHECKING:
    from ..models.column_mapping import ColumnMapping


T = TypeVar("T", bound="ImportOptions")


@_attrs_define
class ImportOptions:
    """How the file was to be imported."""

    kind: str
    """ Code of the product kind of every row. """
    mapping: ColumnMapping
    """ Which column of a file a field is read from. """
    match_on: MatchOn
    """ Which code finds the variant that a row is about. """
    mode: ImportMode
    """ What a bad row does: `atomic` refuses its whole batch, `partial` takes the good rows. """
    dry_run: bool
    """ Whether it only told what would change. """
    invalid_codes: InvalidCodes
    """ What a wrong ISBN or GTIN does: `refuse` its row, or `blank` the code and take the row. """
    list_separator: str
    """ What stood between the items of a list in a cell. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        mapping = self.mapping.to_dict()

        match_on: str = self.match_on

        mode: str = self.mode

        dry_run = self.dry_run

        invalid_codes: str = self.invalid_codes

        list_separator = self.list_separator

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "mapping": mapping,
                "match_on": match_on,
                "mode": mode,
                "dry_run": dry_run,
                "invalid_codes": invalid_codes,
                "list_separator": list_separator,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.column_mapping import ColumnMapping  # noqa: PLC0415

        d = dict(src_dict)
        kind = d.pop("kind")

        mapping = ColumnMapping.from_dict(d.pop("mapping"))

        match_on = check_match_on(d.pop("match_on"))

        mode = check_import_mode(d.pop("mode"))

        dry_run = d.pop("dry_run")

        invalid_codes = check_invalid_codes(d.pop("invalid_codes"))

        list_separator = d.pop("list_separator")

        import_options = cls(
            kind=kind,
            mapping=mapping,
            match_on=match_on,
            mode=mode,
            dry_run=dry_run,
            invalid_codes=invalid_codes,
            list_separator=list_separator,
        )

        import_options.additional_properties = d
        return import_options

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
