"""What CHANGELOG.md announces: the items below `### Breaking` in `## [Unreleased]`."""

import re


def unannounced(lines: list[str], changelog: str) -> list[str]:
    """Give the lines that no item begins with."""
    items = announced(changelog)
    return [line for line in lines if not any(item.startswith(line) for item in items)]


def announced(changelog: str) -> list[str]:
    """Give the announced items, each on one line however it is wrapped."""
    unreleased = _section(changelog, r"## \[Unreleased\]", "## ")
    breaking = _section(unreleased, "### Breaking", "### ")
    items = re.split(r"^- ", breaking, flags=re.MULTILINE)[1:]
    return [" ".join(item.split()) for item in items]


def _section(text: str, heading: str, following: str) -> str:
    """Give what stands between a heading and the next of its rank."""
    found = re.search(rf"^{heading}\s*$(.*?)(?=^{following}|\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""
