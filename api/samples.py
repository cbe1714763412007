"""The first order in three languages, step by step, from programs that a test runs whole."""

import re
from functools import cache
from pathlib import Path

PROGRAMS = Path(__file__).parent / "first_order"
LANGUAGES = {"curl": "curl.sh", "Python": "python.py", "TypeScript": "typescript.ts"}
ADDRESS = "http://127.0.0.1:8000"
STEP = re.compile(r"^(?:#|//) -- (\w+) --\n", re.MULTILINE)


def read(address: str) -> dict[str, dict[str, str]]:
    """Give the steps by name, each by language, as calls to the server at `address`."""
    return {
        step: {
            language: text.replace(ADDRESS, address.rstrip("/")) for language, text in texts.items()
        }
        for step, texts in _steps().items()
    }


@cache
def _steps() -> dict[str, dict[str, str]]:
    """A line such as `# -- login --` begins a step; what stands before the first is not shown."""
    found: dict[str, dict[str, str]] = {}
    for language, name in LANGUAGES.items():
        _, *parts = STEP.split((PROGRAMS / name).read_text(encoding="utf-8"))
        for step, text in zip(parts[::2], parts[1::2], strict=True):
            found.setdefault(step, {})[language] = text.strip("\n")
    return found
