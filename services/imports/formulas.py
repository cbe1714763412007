"""Text in CSV that a spreadsheet would run as a formula (OWASP, CSV injection).

What is written gets an apostrophe in front, which a spreadsheet takes for "this is text"; what is
read loses it again. Text that begins with apostrophes before such a sign gets one more, so that
everything comes back as it was.
"""

import re

SIGNS = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
RISKY = re.compile(f"'*{SIGNS}")
DEFUSED = re.compile(f"'+{SIGNS}")


def defused(text: str) -> str:
    """Write text for a cell of CSV."""
    return f"'{text}" if RISKY.match(text) else text


def undone(cell: str) -> str:
    """Read text from a cell of CSV: the opposite of `defused`."""
    return cell[1:] if cell[:1] == "'" and DEFUSED.match(cell) else cell
