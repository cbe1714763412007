"""What only a request over HTTP can get wrong, each error by name.

What the shop refuses is named by its services; `api.problems` says either in one form.
"""

from typing import Any

from services.errors import Refusal

FieldError = dict[str, str]


class WebRefusal(Refusal):
    """Something only a request over HTTP can get wrong."""

    status = 400


class MalformedJson(WebRefusal):
    """The body is not JSON.

    Send one JSON document (RFC 8259) in UTF-8; `detail` says where reading stopped.
    """


class JsonTooDeep(WebRefusal):
    """The body is nested too deeply.

    Nest objects and lists at most 64 levels deep.
    """


class JsonNumberTooLong(WebRefusal):
    """The body has a number with too many digits.

    Write numbers with at most 300 characters; no field takes more than 16 digits.
    """


class MalformedRequest(WebRefusal):
    """The request could not be read.

    Check the request line, the headers and the encoding of the body.
    """


class IdempotencyKeyMissing(WebRefusal):
    """This operation needs an Idempotency-Key header.

    Send a fresh random value (a UUID) with every new request, and the same value when you
    repeat one: the work is done once and the answer given again.
    """


class IdempotencyKeyInvalid(WebRefusal):
    """The Idempotency-Key header cannot be used.

    Use 1 to 255 printable ASCII characters, for instance a UUID.
    """


class RouteNotFound(WebRefusal):
    """There is nothing at this address.

    Compare the path with the document at `/openapi.json`; every path starts with `/v1`.
    """

    status = 404


class MethodNotAllowed(WebRefusal):
    """This address does not take this method.

    The Allow header lists the methods it takes.
    """

    status = 405


class BodyTooLarge(WebRefusal):
    """The body is larger than this operation takes.

    `details.limit_bytes` is the limit. Split the work into several requests.
    """

    status = 413


class UriTooLong(WebRefusal):
    """The address is too long.

    Method, address and query take at most `details.limit_bytes` together. Ask for fewer or
    shorter values; what is outside ASCII counts three times.
    """

    status = 414


class UnsupportedMediaType(WebRefusal):
    """The body is not of a media type that this operation reads.

    Set Content-Type to one of `details.supported`.
    """

    status = 415


class ValidationFailed(WebRefusal):
    """The request does not fit its schema.

    `errors` names each wrong place (`in` and a JSON Pointer), a code and a sentence; of more than
    1,000 the first.
    """

    status = 422

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__(f"{len(errors)} field(s) cannot be accepted; nothing was changed.")
        self.errors = errors


class IfMatchMissing(WebRefusal):
    """This operation needs an If-Match header.

    Read the resource, send its ETag in If-Match, or `*` to change whichever version it has.
    """

    status = 428


class RateLimited(WebRefusal):
    """More was asked for in a minute than the limit allows; nothing was changed.

    Wait as long as Retry-After says and send the same request, with the same Idempotency-Key.
    `details.policy` names the limit; `RateLimit` on each answer says what is left of it.
    """

    status = 429
    retry_after_seconds = 1

    def __init__(self, **details: Any) -> None:
        self.retry_after_seconds = details["retry_after_seconds"]
        said = f"The limit {details['policy']} opens again in {self.retry_after_seconds} s."
        super().__init__(said, **details)


class HeadersTooLarge(WebRefusal):
    """A header is too long, or there are too many.

    A header takes at most `details.limit_bytes`; send 100 headers at most.
    """

    status = 431


class InternalError(WebRefusal):
    """Something broke on our side; nothing was changed.

    Try again later with the same Idempotency-Key, and report `request_id` if it persists.
    """

    status = 500


class ServiceBusy(WebRefusal):
    """The service cannot do this at this moment.

    Wait as long as Retry-After says and send the same request, with the same Idempotency-Key:
    what was done already is not done again. `detail` says what is the matter.
    """

    status = 503


class NotReady(WebRefusal):
    """This process cannot serve requests at this moment.

    For whoever distributes them: send none here until it is ready. `details.checks` says what
    is the matter, by what was looked at.
    """

    status = 503
