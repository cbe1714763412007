"""Our Blueprint: what a view declares is enforced and documented by the same decorator."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

import flask_smorest
from flask import current_app, request
from flask_smorest.utils import get_appcontext

from api import describe
from api.arguments import StrictParser
from api.cursors import InvalidCursor, open_cursor, seal_cursor
from api.errors import IfMatchMissing, ValidationFailed
from schemas.base import Input, Output
from schemas.paging import ListFilter, page_of
from services.errors import Refusal, StaleVersion
from services.paging import Page, Paging

View = Callable[..., Any]
UNKNOWN = {"code": "unknown-field", "detail": "There is no such parameter."}
PAGING = ("limit", "cursor", "include", "sort")
STRONG_ETAG = re.compile(r'"(0|[1-9][0-9]{0,14})"', re.ASCII)


class Blueprint(flask_smorest.Blueprint):
    """A resource: strict arguments, pages, ETags and the errors its service raises."""

    ARGUMENTS_PARSER = StrictParser()
    DEFAULT_LOCATION_CONTENT_TYPE_MAPPING = {
        "json": "application/json",
        "multipart": "multipart/form-data",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._prepare_doc_cbks.append(describe.operation)

    def response(self, *args: Any, **kwargs: Any) -> Callable[[View], View]:
        """Word the answer; query parameters that nobody declared are refused before."""
        decorate = super().response(*args, **kwargs)
        return lambda view: decorate(_refuse_unknown_query(view))

    def refuses(self, *refusals: type[Refusal]) -> Callable[[View], View]:
        """Document the errors that the view's service raises."""

        def decorate(view: View) -> View:
            return _noted(view, refusals=[*_notes(view).get("refusals", []), *refusals])

        return decorate

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
            listed = self.arguments(filters, location="query")(described)
            return _noted(listed, lists=InvalidCursor)

        return decorate

    def versioned(self, view: View) -> View:
        """Send the version of the answer as its ETag; a GET that has it already gets 304."""

        @wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            response = view(*args, **kwargs)
            version = get_appcontext()["result_dump"].get("version")
            if version is not None and not request.args:
                response.set_etag(str(version))
                if request.method == "GET":
                    response.make_conditional(request)
            return response

        return _noted(wrapper, versioned=True)

    def if_match(self, view: View) -> View:
        """Pass the version of If-Match to the view as `version`; None for `*`.

        Refuses with IfMatchMissing, StaleVersion.
        """

        @wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            return view(*args, version=_expected_version(), **kwargs)

        refusals = [*_notes(view).get("refusals", []), IfMatchMissing, StaleVersion]
        return _noted(wrapper, if_match=True, refusals=refusals)


def _refuse_unknown_query(view: View) -> View:
    """Refuse query parameters where an operation declares none."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if request.args and not _takes_query():
            raise ValidationFailed(
                [{"in": "query", "pointer": f"/{name}", **UNKNOWN} for name in request.args]
            )
        return view(*args, **kwargs)

    return wrapper


def _takes_query() -> bool:
    view_class = current_app.view_functions[str(request.endpoint)].view_class  # type: ignore[attr-defined]
    notes = _notes(getattr(view_class, request.method.lower(), None) or view_class.get)
    parameters = notes.get("arguments", {}).get("parameters", [])
    return any(parameter["in"] == "query" for parameter in parameters)


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


def _expected_version() -> int | None:
    given = request.headers.get("If-Match")
    if given is None:
        raise IfMatchMissing()
    if given.strip() == "*":
        return None
    version = STRONG_ETAG.fullmatch(given.strip())
    if version is None:
        raise StaleVersion()
    return int(version[1])
