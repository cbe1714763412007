"""What operations share in the document: ways in, headers, parameters."""

from typing import Any

from apispec import APISpec

from models.scopes import SCOPES

BEARER, API_KEY = "bearerAuth", "apiKeyAuth"


def _text(description: str, example: str, **schema: Any) -> dict[str, Any]:
    return {
        "description": description,
        "schema": {"type": "string", **schema, "examples": [example]},
    }


IDEMPOTENCY_KEY = _text(
    "A fresh random value per request, the same when you repeat it: the work is done once.",
    "7f9c2ba4-e88f-4d1a-a2b0-5f8b1f0e9d3c",
    minLength=1,
    maxLength=255,
    pattern="^[!-~]+$",
)
LIMITS = ("RateLimit", "RateLimit-Policy")
"""Headers of every answer, as far as limits are on."""
ONE_LIMIT = '"[a-z-]+";'
HEADERS: dict[str, dict[str, Any]] = {
    "X-Request-Id": {
        **_text(
            "Names this request in our logs: yours, if the request brought a usable one.",
            "0199a2b4-7c1e-7d3a-9f21-3f6c1a2b4d5e",
            pattern="^[A-Za-z0-9._-]{1,64}$",
        ),
        "required": True,
    },
    "ETag": _text(
        "The version of the resource in quotes; send it in If-Match to change this version.",
        '"1"',
        pattern='^"[0-9]+"$',
    ),
    "Location": _text(
        "The address of what was made, on this server.",
        "/v1/orders/0199a2b4-7c1e-73ee-9b7e-96e59ce40f9c",
        format="uri-reference",
    ),
    "Idempotent-Replayed": _text(
        "Says that the answer is that of the first request with this Idempotency-Key.",
        "true",
        const="true",
    ),
    "WWW-Authenticate": {
        **_text("How to say who you are (RFC 6750).", 'Bearer realm="backstock"'),
        "required": True,
    },
    "RateLimit": _text(
        "What is left of each limit that the request counted for (`r`, in units), and the seconds "
        "until it is whole again (`t`), as a list of draft-ietf-httpapi-ratelimit-headers.",
        '"account";r=59995;t=42',
        pattern=f"^{ONE_LIMIT}r=[0-9]+;t=[0-9]+(, {ONE_LIMIT}r=[0-9]+;t=[0-9]+)*$",
    ),
    "RateLimit-Policy": _text(
        "How many units each of these limits has (`q`) in how many seconds (`w`). What a call "
        "costs is in the operation's `x-rate-limit-units`.",
        '"account";q=60000;w=60',
        pattern=f"^{ONE_LIMIT}q=[0-9]+;w=[0-9]+(, {ONE_LIMIT}q=[0-9]+;w=[0-9]+)*$",
    ),
    "Retry-After": {
        "description": "Seconds to wait before the same request may succeed.",
        "schema": {"type": "integer", "minimum": 0, "examples": [1]},
    },
    "Content-Disposition": _text(
        "Says that the answer is a file, and its name.",
        'attachment; filename="import-0199a2b4-errors.csv"',
    ),
}
DEPRECATED: dict[str, dict[str, Any]] = {
    "Deprecation": _text(
        "Since when the operation is deprecated, in seconds since 1970 (RFC 9745).",
        "@1798761600",
        pattern="^@[0-9]+$",
    ),
    "Sunset": _text(
        "When the operation stops working (RFC 8594).", "Thu, 01 Jul 2027 00:00:00 GMT"
    ),
    "Link": _text(
        "Where to read about the deprecation, and what comes instead.",
        '</docs#/Orders/createOrder>; rel="successor-version"',
    ),
}
"""Headers that only deprecated operations send."""
PARAMETERS: dict[str, dict[str, Any]] = {
    "IdempotencyKeyRequired": {"name": "Idempotency-Key", "required": True, **IDEMPOTENCY_KEY},
    "IdempotencyKey": {"name": "Idempotency-Key", "required": False, **IDEMPOTENCY_KEY},
    "IfMatch": {
        "name": "If-Match",
        "required": True,
        **_text("ETag of the version that you have seen, or `*` for whichever there is.", '"1"'),
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "required": False,
        **_text("ETag of the version that you have; if it is still that, 304 is sent.", '"1"'),
    },
}


def add(spec: APISpec) -> None:
    """Add them to a document."""
    scopes = "\n".join(f"- `{name}`: {meaning}" for name, meaning in SCOPES.items())
    said = f"Access token of a user. Scopes come with the role; these are all:\n\n{scopes}"
    spec.components.security_scheme(
        BEARER, {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": said}
    )
    said = "API key of a program, `bsk_...`, with scopes of its own; see `createApiKey`."
    spec.components.security_scheme(
        API_KEY, {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": said}
    )
    for name, described in HEADERS.items():
        spec.components.header(name, described)
    for name, described in DEPRECATED.items():
        spec.components.header(name, described, lazy=True)
    for name, parameter in PARAMETERS.items():
        spec.components.parameter(name, "header", parameter)


def header(name: str) -> dict[str, dict[str, str]]:
    """Refer to a header by its name."""
    return {name: {"$ref": f"#/components/headers/{name}"}}
