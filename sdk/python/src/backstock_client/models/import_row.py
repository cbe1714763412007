from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.row_outcome import RowOutcome, check_row_outcome

if TYPE_CHECKING:
    from ..models.row_change import RowChange
    from ..models.row_problem import RowProblem


T = TypeVar("T", bound="ImportRow")


@_attrs_define
class ImportRow:
    """What became of a row that there is something to say of."""

    id: UUID
    """ A UUIDv7: ids are in the order in which resources were created. """
    row: int
    """ Number of the row; the first below the header is 1. """
    outcome: RowOutcome
    """ What became of a row; `skipped` is a good row of a batch that was refused. """
    sku: None | str
    """ The SKU that the row names; null: it names none that can be read. """
    changes: list[RowChange]
    """ What the row would change; told by a dry run alone. """
    problems: list[RowProblem]
    """ Everything that is wrong with the row. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        row = self.row

        outcome: str = self.outcome

        sku: None | str
        sku = self.sku

        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)

        problems = []
        for problems_item_data in self.problems:
            problems_item = problems_item_data.to_dict()
            problems.append(problems_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "row": row,
                "outcome": outcome,
                "sku": sku,
                "changes": changes,
                "problems": problems,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.row_change import RowChange  # noqa: PLC0415
        from ..models.row_problem import RowProblem  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        row = d.pop("row")

        outcome = check_row_outcome(d.pop("outcome"))

        def _parse_sku(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sku = _parse_sku(d.pop("sku"))

        changes = []
        _changes = d.pop("changes")
        for changes_item_data in _changes:
            changes_item = RowChange.from_dict(changes_item_data)

            changes.append(changes_item)

        problems = []
        _problems = d.pop("problems")
        for problems_item_data in _problems:
            problems_item = RowProblem.from_dict(problems_item_data)

            problems.append(problems_item)

        import_row = cls(
            id=id,
            row=row,
            outcome=outcome,
            sku=sku,
            changes=changes,
            problems=problems,
        )

        import_row.additional_properties = d
        return import_row

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
