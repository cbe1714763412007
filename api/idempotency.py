"""Same key, same answer: a client may repeat a request it heard nothing back from."""

import hashlib
import hmac
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson
from flask import Response, current_app, g, request

from api.auth import account_id, caller
from api.errors import IdempotencyKeyInvalid, IdempotencyKeyMissing
from api.problems import problem
from api.uploads import MULTIPART
from metrics.measures import REPLAYS
from models.work import current
from services import idempotency
from services.errors import Conflict, NotFound

View = Callable[..., Any]
USABLE_KEY = re.compile(r"[!-~]{1,255}")
KEPT_HEADERS = ("Content-Type", "ETag", "Location")
KEPT_REFUSALS = (Conflict, NotFound)


def idempotent(view: View, *, required: bool = False) -> View:
    """Answer a repeated request as the first one, without doing the work again."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        key = _key(required)
        if key is None:
            return view(*args, **kwargs)
        this = {"principal": caller().principal, "key": key}
        secrets = current_app.config["SETTINGS"].keys_for("idempotency")
        fingerprints = [_fingerprint(secret) for secret in secrets]
        try:
            with current().settled():
                return _answer_and_keep(view, this, fingerprints, args, kwargs)
        except idempotency.Recalled as recalled:
            return _replay(recalled.answer)

    return wrapper


def _answer_and_keep(
    view: View, this: dict[str, str], fingerprints: list[str], args: Any, kwargs: Any
) -> Response:
    idempotency.recall(account_id(), **this, fingerprints=fingerprints)
    try:
        response = current_app.make_response(view(*args, **kwargs))
        current().settle()  # a view may read nothing; the answer kept before comes first
    except KEPT_REFUSALS as refusal:
        if isinstance(refusal, idempotency.RequestInProgress):
            raise
        response = problem(refusal)
        current().release()  # nothing of the work stays; the refusal does
        idempotency.recall(account_id(), **this, fingerprints=fingerprints)
        current().settle()
        g.keeps_changes = True
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    answer = {"status": response.status_code, "headers": headers, "body": response.get_data()}
    idempotency.remember(account_id(), **this, fingerprint=fingerprints[0], **answer)
    return response


def _replay(kept: dict[str, Any]) -> Response:
    REPLAYS.inc()
    response = Response(kept["body"], status=kept["status"], headers=kept["headers"])
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _key(required: bool) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        if required:
            raise IdempotencyKeyMissing()
        return None
    if not USABLE_KEY.fullmatch(key):
        raise IdempotencyKeyInvalid()
    return key


def _fingerprint(key: bytes) -> str:
    """Tell two requests apart by what they say, not by how their JSON is spaced.

    Keyed, since a body may hold a password that a plain hash would let somebody guess.
    """
    said = f"{request.method} {request.full_path} {request.mimetype}\n"
    digest = hmac.new(key, said.encode(), "sha256")
    if request.mimetype != MULTIPART:
        digest.update(_canonical(request.get_data()))
        return digest.hexdigest()
    for name, file in sorted(request.files.items()):
        digest.update(f"{name}\n".encode())
        digest.update(hashlib.file_digest(file.stream, "sha256").digest())
        file.stream.seek(0)
    for name, value in sorted(request.form.items()):
        digest.update(orjson.dumps([name, value]))
    return digest.hexdigest()


def _canonical(body: bytes) -> bytes:
    """Write a body in one way; as it is where orjson cannot read it, or nests too deep to write."""
    try:
        return orjson.dumps(orjson.loads(body), option=orjson.OPT_SORT_KEYS)
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return body
