from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ImportCounts")


@_attrs_define
class ImportCounts:
    """Rows by what became of them."""

    rows: int
    """ Rows that were read from the file. """
    created: int
    """ Rows that made a variant. """
    updated: int
    """ Rows that changed a product, a variant or its stock. """
    unchanged: int
    """ Rows that said nothing new. """
    refused: int
    """ Rows that were refused, since something in them is wrong. """
    skipped: int
    """ Good rows of a batch that was refused for others. """
    codes_valid: int
    """ ISBNs and GTINs that were right as given. """
    codes_padded: int
    """ ISBNs that got lost leading zeros back. """
    codes_refused: int
    """ ISBNs and GTINs that are none. """
    codes_missing: int
    """ Rows without an ISBN or GTIN. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rows = self.rows

        created = self.created

        updated = self.updated

        unchanged = self.unchanged

        refused = self.refused

        skipped = self.skipped

        codes_valid = self.codes_valid

        codes_padded = self.codes_padded

        codes_refused = self.codes_refused

        codes_missing = self.codes_missing

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rows": rows,
                "created": created,
                "updated": updated,
                "unchanged": unchanged,
                "refused": refused,
                "skipped": skipped,
                "codes_valid": codes_valid,
                "codes_padded": codes_padded,
                "codes_refused": codes_refused,
                "codes_missing": codes_missing,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        rows = d.pop("rows")

        created = d.pop("created")

        updated = d.pop("updated")

        unchanged = d.pop("unchanged")

        refused = d.pop("refused")

        skipped = d.pop("skipped")

        codes_valid = d.pop("codes_valid")

        codes_padded = d.pop("codes_padded")

        codes_refused = d.pop("codes_refused")

        codes_missing = d.pop("codes_missing")

        import_counts = cls(
            rows=rows,
            created=created,
            updated=updated,
            unchanged=unchanged,
            refused=refused,
            skipped=skipped,
            codes_valid=codes_valid,
            codes_padded=codes_padded,
            codes_refused=codes_refused,
            codes_missing=codes_missing,
        )

        import_counts.additional_properties = d
        return import_counts

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
