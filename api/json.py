"""JSON by orjson, everywhere Flask writes it."""

from typing import Any

import orjson
from flask.json.provider import JSONProvider


class OrjsonProvider(JSONProvider):
    """Flask's JSON in C; keys may be integers, as in marshmallow's list errors."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """Write UTF-8 JSON as text."""
        return orjson.dumps(obj, option=orjson.OPT_NON_STR_KEYS).decode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Read JSON."""
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> Any:
        """Answer with JSON."""
        body = orjson.dumps(
            self._prepare_response_obj(args, kwargs), option=orjson.OPT_NON_STR_KEYS
        )
        return self._app.response_class(body, mimetype="application/json")
