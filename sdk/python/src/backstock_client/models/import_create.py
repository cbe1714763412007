from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from .. import types
from ..models.import_mode import ImportMode, check_import_mode
from ..models.invalid_codes import InvalidCodes, check_invalid_codes
from ..models.match_on import MatchOn, check_match_on
from ..types import UNSET, File, Unset

if TYPE_CHECKING:
    from ..models.column_mapping import ColumnMapping


T = TypeVar("T", bound="ImportCreate")


@_attrs_define
class ImportCreate:
    """A file to import, and how to read it."""

    file: File
    """ CSV with a header, or JSON lines; UTF-8; plain or gzip. """
    kind: str | Unset = "general"
    """ Code of the product kind of every row. """
    mapping: ColumnMapping | Unset = UNSET
    """ Which column of a file a field is read from. """
    match_on: MatchOn | Unset = UNSET
    """ Which code finds the variant that a row is about. """
    mode: ImportMode | Unset = UNSET
    """ What a bad row does: `atomic` refuses its whole batch, `partial` takes the good rows. """
    dry_run: bool | Unset = False
    """ Tell what would change, and change nothing. """
    invalid_codes: InvalidCodes | Unset = UNSET
    """ What a wrong ISBN or GTIN does: `refuse` its row, or `blank` the code and take the row. """
    list_separator: str | Unset = ";"
    """ What stands between the items of a list in a cell. """

    def to_dict(self) -> dict[str, Any]:
        file = self.file.to_tuple()

        kind = self.kind

        mapping: dict[str, Any] | Unset = UNSET
        if not isinstance(self.mapping, Unset):
            mapping = self.mapping.to_dict()

        match_on: str | Unset = UNSET
        if not isinstance(self.match_on, Unset):
            match_on = self.match_on

        mode: str | Unset = UNSET
        if not isinstance(self.mode, Unset):
            mode = self.mode

        dry_run = self.dry_run

        invalid_codes: str | Unset = UNSET
        if not isinstance(self.invalid_codes, Unset):
            invalid_codes = self.invalid_codes

        list_separator = self.list_separator

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "file": file,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind
        if mapping is not UNSET:
            field_dict["mapping"] = mapping
        if match_on is not UNSET:
            field_dict["match_on"] = match_on
        if mode is not UNSET:
            field_dict["mode"] = mode
        if dry_run is not UNSET:
            field_dict["dry_run"] = dry_run
        if invalid_codes is not UNSET:
            field_dict["invalid_codes"] = invalid_codes
        if list_separator is not UNSET:
            field_dict["list_separator"] = list_separator

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        if not isinstance(self.kind, Unset):
            files.append(("kind", (None, str(self.kind).encode(), "text/plain")))

        if not isinstance(self.mapping, Unset):
            files.append(
                ("mapping", (None, json.dumps(self.mapping.to_dict()).encode(), "application/json"))
            )

        if not isinstance(self.match_on, Unset):
            files.append(("match_on", (None, str(self.match_on).encode(), "text/plain")))

        if not isinstance(self.mode, Unset):
            files.append(("mode", (None, str(self.mode).encode(), "text/plain")))

        if not isinstance(self.dry_run, Unset):
            files.append(("dry_run", (None, str(self.dry_run).encode(), "text/plain")))

        if not isinstance(self.invalid_codes, Unset):
            files.append(("invalid_codes", (None, str(self.invalid_codes).encode(), "text/plain")))

        if not isinstance(self.list_separator, Unset):
            files.append(
                ("list_separator", (None, str(self.list_separator).encode(), "text/plain"))
            )

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.column_mapping import ColumnMapping  # noqa: PLC0415

        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        kind = d.pop("kind", UNSET)

        _mapping = d.pop("mapping", UNSET)
        mapping: ColumnMapping | Unset
        if isinstance(_mapping, Unset):
            mapping = UNSET
        else:
            mapping = ColumnMapping.from_dict(_mapping)

        _match_on = d.pop("match_on", UNSET)
        match_on: MatchOn | Unset
        if isinstance(_match_on, Unset):
            match_on = UNSET
        else:
            match_on = check_match_on(_match_on)

        _mode = d.pop("mode", UNSET)
        mode: ImportMode | Unset
        if isinstance(_mode, Unset):
            mode = UNSET
        else:
            mode = check_import_mode(_mode)

        dry_run = d.pop("dry_run", UNSET)

        _invalid_codes = d.pop("invalid_codes", UNSET)
        invalid_codes: InvalidCodes | Unset
        if isinstance(_invalid_codes, Unset):
            invalid_codes = UNSET
        else:
            invalid_codes = check_invalid_codes(_invalid_codes)

        list_separator = d.pop("list_separator", UNSET)

        import_create = cls(
            file=file,
            kind=kind,
            mapping=mapping,
            match_on=match_on,
            mode=mode,
            dry_run=dry_run,
            invalid_codes=invalid_codes,
            list_separator=list_separator,
        )

        return import_create
