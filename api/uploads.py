"""Multipart bodies: one file and a few words, declared once and read in one place."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import current_app, request

from api.errors import UnsupportedMediaType
from models.work import current

MULTIPART = "multipart/form-data"
View = Callable[..., Any]


def takes_upload(view: View) -> View:
    """Let a body be as large as an import may be; stands above whatever reads it."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        current().settle()  # nothing is read from somebody who is no caller any more
        request.max_content_length = current_app.config["SETTINGS"].max_import_bytes
        if request.mimetype != MULTIPART and not _is_empty():
            raise UnsupportedMediaType(supported=[MULTIPART])
        refuse_encoded((MULTIPART,))
        return view(*args, **kwargs)

    return wrapper


def refuse_encoded(supported: tuple[str, ...]) -> None:
    """Refuse a body with a Content-Encoding: a small one might unpack to anything."""
    encoding = request.environ.get("HTTP_CONTENT_ENCODING")
    if encoding and encoding.strip().lower() != "identity":
        detail = "Send the body as it is, without Content-Encoding."
        raise UnsupportedMediaType(detail, supported=list(supported))


def _is_empty() -> bool:
    """Whether there is no body; then its parts are missing, not its media type wrong."""
    return not request.content_length and "Transfer-Encoding" not in request.headers


def read_multipart() -> dict[str, Any]:
    """Give the parts of the body by name."""
    return {**request.form.to_dict(), **request.files.to_dict()}
