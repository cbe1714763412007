from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.book_attributes_format import (
    BookAttributesFormat,
    check_book_attributes_format,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="BookAttributes")


@_attrs_define
class BookAttributes:
    """A book; its ISBN is the GTIN of the variant."""

    authors: list[str] | Unset = UNSET
    """ Who wrote it, in the order of the title page. """
    publisher: str | Unset = UNSET
    """ Who published this edition. """
    publication_year: int | Unset = UNSET
    """ Year of first publication; negative: before the common era. """
    language: str | Unset = UNSET
    """ BCP 47 tag or ISO 639 code of the language. """
    pages: int | Unset = UNSET
    """ Number of its last numbered page. """
    original_title: str | Unset = UNSET
    """ Title of the first edition. """
    edition: str | Unset = UNSET
    """ Which edition, as the title page says. """
    format_: BookAttributesFormat | Unset = UNSET
    """ How it is bound, or told. """

    def to_dict(self) -> dict[str, Any]:
        authors: list[str] | Unset = UNSET
        if not isinstance(self.authors, Unset):
            authors = self.authors

        publisher = self.publisher

        publication_year = self.publication_year

        language = self.language

        pages = self.pages

        original_title = self.original_title

        edition = self.edition

        format_: str | Unset = UNSET
        if not isinstance(self.format_, Unset):
            format_ = self.format_

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if authors is not UNSET:
            field_dict["authors"] = authors
        if publisher is not UNSET:
            field_dict["publisher"] = publisher
        if publication_year is not UNSET:
            field_dict["publication_year"] = publication_year
        if language is not UNSET:
            field_dict["language"] = language
        if pages is not UNSET:
            field_dict["pages"] = pages
        if original_title is not UNSET:
            field_dict["original_title"] = original_title
        if edition is not UNSET:
            field_dict["edition"] = edition
        if format_ is not UNSET:
            field_dict["format"] = format_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        authors = cast(list[str], d.pop("authors", UNSET))

        publisher = d.pop("publisher", UNSET)

        publication_year = d.pop("publication_year", UNSET)

        language = d.pop("language", UNSET)

        pages = d.pop("pages", UNSET)

        original_title = d.pop("original_title", UNSET)

        edition = d.pop("edition", UNSET)

        _format_ = d.pop("format", UNSET)
        format_: BookAttributesFormat | Unset
        if isinstance(_format_, Unset):
            format_ = UNSET
        else:
            format_ = check_book_attributes_format(_format_)

        book_attributes = cls(
            authors=authors,
            publisher=publisher,
            publication_year=publication_year,
            language=language,
            pages=pages,
            original_title=original_title,
            edition=edition,
            format_=format_,
        )

        return book_attributes
