"""Our Blueprint: every view declares its operation, and the declaration is what happens."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import flask_smorest
from flask import request
from marshmallow import Schema

from api.arguments import StrictParser
from api.cursors import InvalidCursor, open_cursor, seal_cursor
from api.document import operations
from api.operation import Operation, Undeclared
from schemas.base import Input, Output
from schemas.compiled import dumper_of, taker_of
from schemas.paging import ListFilter, page_of
from services.errors import Refusal
from services.paging import Page, Paging

View = Callable[..., Any]
PAGING = ("limit", "cursor", "include", "sort")
PUBLIC = None
"""The scopes of an operation that anybody may call."""
WRITE_UNITS = 5
"""Of a rate limit; what only reads costs one. An order takes four times the work of a product
(docs/speed.md), and what it writes stays."""


class Blueprint(flask_smorest.Blueprint):
    """A resource: its operations declared, its arguments strict, its lists in pages."""

    ARGUMENTS_PARSER = StrictParser()
    DEFAULT_LOCATION_CONTENT_TYPE_MAPPING = {
        "json": "application/json",
        "multipart": "multipart/form-data",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._prepare_doc_cbks.append(operations.describe)

    def operation(
        self,
        operation_id: str,
        *,
        scopes: list[str] | None,
        idempotency: str | None = None,
        etag: bool = False,
        creates: str | None = None,
        refuses: list[type[Refusal]] | None = None,
        read_only: bool = False,
        upload: bool = False,
        users_only: bool = False,
        units: int | None = None,
    ) -> Callable[[View], View]:
        """Declare what a view is; stands above everything else.

        - `scopes`: what the caller needs; `[]` lets in any known caller, `PUBLIC` anybody.
        - `idempotency`, of a POST: whether its key is `required`, `accepted` or `none`.
        - `etag`: the answer's version is its ETag, and changing it needs If-Match.
        - `creates`: the address of what a POST makes, with `{id}`; sent as Location.
        - `refuses`: the errors that its service raises; those that follow from the above, or
          from a body or a list, are added.
        - `read_only`: a POST that writes nothing, such as a question too long for a URL.
        - `upload`: the body is a form with a file.
        - `users_only`: an API key will not do, whatever its scopes.
        - `units` of a rate limit that a call costs, if it is none of 1 to read and 5 to write.
        """

        def decorate(view: View) -> View:
            notes = _notes(view)
            of_list = [InvalidCursor] if notes.get("lists") else []
            reads = read_only or view.__name__ == "get"
            declared = Operation(
                id=operation_id,
                method=view.__name__,
                scopes=None if scopes is None else tuple(scopes),
                idempotency=idempotency,
                etag=etag,
                creates=creates,
                refuses=(*(refuses or ()), *of_list),
                read_only=read_only,
                upload=upload,
                users_only=users_only,
                units=(1 if reads else WRITE_UNITS) if units is None else units,
            )
            declared.check_answer(_answers_version(notes))
            behaving = declared.behave(view, takes_query=_takes_query(notes))
            behaving.read_only = read_only  # type: ignore[attr-defined]
            manual = {**notes.get("manual_doc", {}), "operationId": operation_id}
            return _noted(behaving, operation=declared, manual_doc=manual)

        return decorate

    def arguments(self, schema: Any, **options: Any) -> Callable[[View], View]:
        """Read arguments by a schema; one that cannot be compiled stops the start."""
        taker_of(schema if isinstance(schema, type) else type(schema))
        read: Callable[[View], View] = super().arguments(schema, **options)
        return read

    def response(
        self, status_code: int, schema: Any = None, **options: Any
    ) -> Callable[[View], View]:
        """Answer by a schema; one that cannot be compiled stops the start."""
        if isinstance(schema, Schema | type):
            dumper_of(schema if isinstance(schema, type) else type(schema))
        answered: Callable[[View], View] = super().response(status_code, schema, **options)
        return answered

    def patches(self, schema: type[Input]) -> Callable[[View], View]:
        """Read a merge patch (RFC 7396): absent keeps, null clears."""
        return self.arguments(schema, content_type="application/merge-patch+json")

    def lists(self, filters: type[ListFilter], schema: type[Output]) -> Callable[[View], View]:
        """Read filters and paging from the query; answer the view's page in its envelope."""

        def decorate(view: View) -> View:
            @wraps(view)
            def wrapper(self: Any, query: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
                paging = _paging(query, kwargs)
                rest = {name: value for name, value in query.items() if name not in PAGING}
                return _envelope(view(self, paging, rest, *args, **kwargs), paging, rest, kwargs)

            described = self.response(200, page_of(schema))(wrapper)
            return _noted(self.arguments(filters, location="query")(described), lists=True)

        return decorate

    def _store_endpoint_docs(
        self, endpoint: str, obj: Any, parameters: Any, tags: Any, **options: Any
    ) -> None:
        for method in obj.methods:
            view = getattr(obj, method.lower())
            if "operation" not in _notes(view) or not (view.__doc__ or "").strip():
                place = f"{obj.__name__}.{method.lower()}"
                raise Undeclared(f"{place}: a view has a docstring and @blp.operation on top")
        super()._store_endpoint_docs(endpoint, obj, parameters, tags, **options)


def _takes_query(notes: dict[str, Any]) -> bool:
    parameters = notes.get("arguments", {}).get("parameters", [])
    return any(parameter["in"] == "query" for parameter in parameters)


def _answers_version(notes: dict[str, Any]) -> bool:
    """Whether an answer of a view has a member `version`."""
    answers = notes.get("response", {}).get("responses", {}).values()
    schemas = [answer.get("schema") for variants in answers for answer in variants]
    return any("version" in getattr(schema, "fields", {}) for schema in schemas)


def _notes(view: View) -> dict[str, Any]:
    notes: dict[str, Any] = getattr(view, "_apidoc", {})
    return notes


def _noted(view: View, **notes: Any) -> View:
    view._apidoc = {**_notes(view), **notes}  # type: ignore[attr-defined]
    return view


def _paging(query: dict[str, Any], path: dict[str, Any]) -> Paging:
    cursor = query.get("cursor")
    after = open_cursor(cursor, _bound_to(query, path)) if cursor else None
    return Paging(query["limit"], query["sort"], after, query["include"])


def _envelope(
    page: Page, paging: Paging, rest: dict[str, Any], path: dict[str, Any]
) -> dict[str, Any]:
    bound_to = _bound_to({**rest, "sort": paging.sort}, path)
    cursor = seal_cursor(page.position, bound_to) if page.position else None
    envelope = {"data": page.data, "has_more": page.has_more, "next_cursor": cursor}
    return envelope if page.total is None else {**envelope, "total": page.total}


def _bound_to(query: dict[str, Any], path: dict[str, Any]) -> str:
    """A cursor is good for one list: the address, the filter and the sort it came from."""
    facts = {**path, **{k: v for k, v in query.items() if k == "sort" or k not in PAGING}}
    return f"{request.endpoint} {sorted((name, str(value)) for name, value in facts.items())}"
