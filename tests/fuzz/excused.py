"""Refusals that valid data may meet: what is wrong with it, no JSON Schema can say.

Of `validation-failed` and its like, `tests.checks` tells which are excused: those at a place
where the document, too, finds fault, or has no words for it.
"""

from api.error_catalogue import catalogue
from services.errors import Conflict, NotFound, Stale
from tests.checks.requests import REFUSED_AS_A_WHOLE

OF_THE_MOMENT = {
    code
    for code, refusal in catalogue().items()
    if issubclass(refusal, NotFound | Conflict | Stale)
}
"""The form is right, and what it is about is not there, taken, or has moved on."""
OF_THE_FORM = {"validation-failed", *REFUSED_AS_A_WHOLE}
"""Compared with the document by `tests.checks`, for every request, place by place."""
NEW_PASSWORDS = {"register", "createUser", "updateUser", "updateMe", "confirmPasswordReset"}
ELSEWHERE: dict[str, set[str]] = {
    "attributes-invalid": {"updateProduct"},  # whose path does not tell the product's kind
    "schema-unusable": {"createProductKind", "updateProductKind"},  # a JSON Schema as data
    "unknown-kind": {"updateProduct", "createImport"},  # kinds are the account's
    "unknown-sku": {"createStockMovement"},
    "unknown-location": {"createStockMovement"},
    "ordered-sku-unknown": {"createOrder"},
    "order-location-unknown": {"createOrder"},
    "order-total-too-large": {"createOrder"},  # a sum of prices
    "order-line-unknown": {"shipOrder"},
    "quantity-too-large": {"shipOrder"},  # of what is left to ship
    "file-unreadable": {"createImport"},
    "unknown-target": {"createImport"},  # a name, or a prefix and a name
    "unknown-column": {"createImport"},  # columns are the file's
    "unknown-import-location": {"createImport"},
    "nothing-to-match": {"createImport"},
    "expiry-passed": {"createApiKey"},  # by the clock
    "invalid-credentials": {"login"},
    "password-too-common": NEW_PASSWORDS,  # a list of a million
    "password-too-guessable": NEW_PASSWORDS,  # names are the account's
    "invalid-reset-token": {"confirmPasswordReset"},  # it comes as mail
    "invalid-token": {"refreshTokens", "logout"},
    "refresh-token-reused": {"refreshTokens"},
    "wrong-password": {"updateMe"},
}
"""What is known elsewhere: in the account, in the file, in another field."""
OF_ANY = {
    "not-authenticated",  # both ways in at once, as schemathesis likes to try
    "idempotency-key-reused",  # schemathesis keeps to a key that it likes
    "invalid-cursor",  # signed by the server
}


def is_excused(operation_id: str, code: str) -> bool:
    """Whether valid data of an operation may be refused with this code."""
    return code in OF_THE_MOMENT | OF_THE_FORM | OF_ANY or operation_id in ELSEWHERE.get(
        code, set()
    )
