"""Every error as one problem document (RFC 9457), from one catalogue.

Services name what they refuse, `api.errors` what only the web can get wrong; the kind of refusal
decides the status here.
"""

from typing import Any
from uuid import UUID

from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from api import sentry
from api.errors import (
    BodyTooLarge,
    FieldError,
    HeadersTooLarge,
    InternalError,
    MalformedRequest,
    MethodNotAllowed,
    RouteNotFound,
    ServiceBusy,
    UnsupportedMediaType,
    UriTooLong,
    ValidationFailed,
    WebRefusal,
)
from api.logs import log
from api.transaction import is_busy
from metrics.measures import REFUSALS
from models.outages import is_stale, outage
from services.errors import (
    Busy,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Refusal,
    Stale,
    Unauthenticated,
)

MEDIA_TYPE = "application/problem+json"
STATUS_OF = {
    NotFound: 404,
    Conflict: 409,
    Forbidden: 403,
    Unauthenticated: 401,
    Invalid: 422,
    Stale: 412,
}
BUSY = "Too many want the same at this moment; nothing was changed."
LOST_AT_COMMIT = "The database went away while this was written: perhaps it was, perhaps not."
HTTP_PROBLEMS: dict[int, type[WebRefusal]] = {
    404: RouteNotFound,
    405: MethodNotAllowed,
    413: BodyTooLarge,
    414: UriTooLong,
    415: UnsupportedMediaType,
    431: HeadersTooLarge,
    500: InternalError,
}


def status_of(refusal: type[Refusal]) -> int:
    """Map the kind of a refusal to its status code."""
    if issubclass(refusal, WebRefusal):
        return refusal.status
    return next(status for kind, status in STATUS_OF.items() if issubclass(refusal, kind))


def worded(refusal: Refusal, request_id: str) -> dict[str, Any]:
    """Word a refusal as a problem document (RFC 9457)."""
    REFUSALS.labels(refusal.code()).inc()
    body: dict[str, Any] = {
        "type": f"/errors/{refusal.code()}",
        "title": refusal.title(),
        "status": status_of(type(refusal)),
        "detail": refusal.detail,
        "instance": f"/requests/{request_id}",
        "code": refusal.code(),
        "request_id": request_id,
        "details": {name: _plain(value) for name, value in refusal.details.items()},
    }
    errors = _field_errors(refusal)
    return body if errors is None else {**body, "errors": errors}


def problem(refusal: Refusal) -> Response:
    """Answer with a refusal."""
    status = status_of(type(refusal))
    response = current_app.json.response(worded(refusal, g.request_id))
    response.status_code, response.mimetype = status, MEDIA_TYPE
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="backstock"'
    if status == 503 or getattr(refusal, "retry_after_seconds", None):
        response.headers["Retry-After"] = str(getattr(refusal, "retry_after_seconds", 1))
    return response


def _field_errors(refusal: Refusal) -> list[FieldError] | None:
    if isinstance(refusal, ValidationFailed):
        return refusal.errors
    if isinstance(refusal, Invalid):
        where = {"in": refusal.location, "code": refusal.code()}
        return [{**where, "pointer": at, "detail": why} for at, why in refusal.places]
    return None


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def _http_problem(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400 and error.response is None:  # a redirect is no error
        return error.get_response()  # type: ignore[return-value]
    kind = HTTP_PROBLEMS.get(status, MalformedRequest)
    details = {"limit_bytes": request.max_content_length} if kind is BodyTooLarge else {}
    response = problem(kind(**details))
    if status == 405 and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))  # type: ignore[attr-defined]
    return response


def _unexpected(error: Exception) -> Response:
    reason = _passing(error)
    if reason is None:
        log.error("unexpected", exc_info=error)
        sentry.tell(error)
        return problem(InternalError())
    log.warning("busy", error=str(error.__cause__ or error).splitlines()[0])
    return problem(ServiceBusy(reason))


def _passing(error: Exception) -> str | None:
    """Say what is the matter if it will pass; None if something broke."""
    found = outage(error) or outage(error.__cause__)
    if isinstance(error, DBAPIError) and error.connection_invalidated and not is_stale(error):
        return LOST_AT_COMMIT  # anywhere else the work would have been done again
    if found is None and (is_busy(error) or isinstance(error, PoolTimeout | Busy)):
        return BUSY
    return found


def register(app: Flask) -> None:
    """Answer every error with a problem document, also outside any route."""
    app.register_error_handler(Refusal, problem)
    app.register_error_handler(HTTPException, _http_problem)
    app.register_error_handler(Exception, _unexpected)
