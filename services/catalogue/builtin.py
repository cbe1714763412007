"""The kinds that every account has from its first day."""

from typing import Any

SHORT = {"type": "string", "minLength": 1, "maxLength": 300}

GENERAL: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "description": "Whatever a merchant wants to note; nothing is required.",
    "additionalProperties": True,
}

BOOK: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "description": "A book; its ISBN is the GTIN of the variant.",
    "properties": {
        "authors": {
            "description": "Who wrote it, in the order of the title page.",
            "type": "array",
            "items": SHORT,
            "maxItems": 100,
            "examples": [["Jane Austen"]],
        },
        "publisher": {
            "description": "Who published this edition.",
            **SHORT,
            "examples": ["Penguin Classics"],
        },
        "publication_year": {
            "description": "Year of first publication; negative: before the common era.",
            "type": "integer",
            "minimum": -5000,
            "maximum": 2200,
            "examples": [1813],
        },
        "language": {
            "description": "BCP 47 tag or ISO 639 code of the language.",
            "type": "string",
            "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
            "examples": ["en-GB"],
        },
        "pages": {
            "description": "Number of its last numbered page.",
            "type": "integer",
            "minimum": 1,
            "maximum": 100000,
            "examples": [480],
        },
        "original_title": {
            "description": "Title of the first edition.",
            **SHORT,
            "examples": ["First Impressions"],
        },
        "edition": {
            "description": "Which edition, as the title page says.",
            **SHORT,
            "examples": ["Revised edition"],
        },
        "format": {
            "description": "How it is bound, or told.",
            "enum": ["hardcover", "paperback", "ebook", "audiobook", "other"],
            "examples": ["paperback"],
        },
    },
    "additionalProperties": False,
}

BUILT_IN: list[dict[str, Any]] = [
    {"code": "general", "title": "General", "json_schema": GENERAL},
    {"code": "book", "title": "Book", "json_schema": BOOK},
]
