"""The floor: WSGI, a driver, orjson, and nothing between them."""
