"""JSON by orjson, everywhere Flask writes it."""

from typing import Any

import orjson
from flask.json.provider import JSONProvider


class OrjsonProvider(JSONProvider):
    """Flask's JSON in C."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """Write UTF-8 JSON as text."""
        return written(obj).decode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Read JSON."""
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> Any:
        """Answer with JSON."""
        body = written(self._prepare_response_obj(args, kwargs))
        return self._app.response_class(body, mimetype="application/json")


def written(value: Any) -> bytes:
    """Write JSON; instants in UTC end in `Z`."""
    try:
        return orjson.dumps(value, option=orjson.OPT_UTC_Z)
    except TypeError:  # a key is a number, as in marshmallow's list errors; minding that is slow
        return orjson.dumps(value, option=orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS)
