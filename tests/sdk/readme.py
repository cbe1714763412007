"""The examples of a README as one program, and what it must print."""

import re
from dataclasses import dataclass
from pathlib import Path

MARK = "-- the next example --"
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SERVER = "http://127.0.0.1:8000"


@dataclass
class Program:
    """Every block of one language, in the order of the README."""

    text: str
    prints: list[str]
    """What the README says that each block prints."""


def program(readme: Path, language: str, base_url: str = SERVER) -> Program:
    """Join the blocks; a block of text after one is what it prints."""
    blocks, prints = [], []
    for kind, content in FENCED.findall(readme.read_text()):
        if kind == language:
            blocks.append(content)
            prints.append("")
        elif kind == "text":
            prints[-1] = content
        else:
            assert kind == "sh", f"{readme} has a block of {kind}"
    mark = {"python": f'print("{MARK}")\n', "ts": f'console.log("{MARK}");\n'}[language]
    text = mark.join(blocks)
    assert SERVER in text
    return Program(text.replace(SERVER, base_url), prints)


def printed(output: str) -> list[str]:
    """Part what a program printed by block."""
    return output.split(f"{MARK}\n")
