from typing import Literal, cast

RequestPart = Literal["body", "header", "path", "query"]

REQUEST_PART_VALUES: set[RequestPart] = {
    "body",
    "header",
    "path",
    "query",
}


def check_request_part(value: str) -> RequestPart:
    """Take the value as it is: the API may have learned new ones since."""
    return cast(RequestPart, value)
