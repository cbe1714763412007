"""Links between the documents lead somewhere."""

import re
import subprocess

from config import ROOT

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def documents():
    listed = subprocess.run(
        ["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split() if not name.startswith("sdk/")]


def test_every_link_to_a_file_leads_to_one():
    links = [(path, target) for path in documents() for target in LINK.findall(path.read_text())]

    dead = {
        f"{path.relative_to(ROOT)}: {target}"
        for path, target in links
        if not (path.parent / target).exists() and not target.startswith("/")
    }

    assert len(links) > 50
    assert dead == set()
