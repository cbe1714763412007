"""Bodies to send, and what to read of refusals."""


def order_of(*lines, **facts):
    """Word an order over (sku, quantity) or (sku, quantity, location) lines."""
    return {
        "currency": "EUR",
        "customer": {"email": "reader@example.com"},
        "lines": [_line(*line) for line in lines],
        **facts,
    }


def _line(sku, quantity, location=None):
    named = {} if location is None else {"location_id": str(location["id"])}
    return {"sku": sku, "quantity": quantity, **named}


def refusal(answer):
    """Give status and code of a refusal."""
    return answer.status_code, answer.json["code"]


def places(answer):
    """Give the pointers that a 422 names."""
    return [error["pointer"] for error in answer.json["errors"]]


def titles(answer, key="title"):
    """Give one member of each row of a list."""
    return [row[key] for row in answer.json["data"]]
