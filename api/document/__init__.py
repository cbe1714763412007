"""From what the code declares to the OpenAPI document."""
