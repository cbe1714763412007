"""The TypeScript SDK, packed and installed into a project of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from config import ROOT

MODULES = ROOT / "tools" / "node_modules"
PACKAGE = ROOT / "sdk" / "typescript"
OPTIONS = {
    "strict": True,
    "noUncheckedIndexedAccess": True,
    "exactOptionalPropertyTypes": True,
    "verbatimModuleSyntax": True,
    "skipLibCheck": False,
    "module": "nodenext",
    "target": "es2022",
    "types": ["node"],
    "typeRoots": [str(MODULES / "@types")],
}
"""Stricter than most projects are: what they allow, these find."""


def run(program: str, *arguments: object, cwd: Path, **variables: str) -> str:
    """Run a program of Node's; give what it printed, fail if it failed."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    ended = subprocess.run(
        [shutil.which(program, path=path), *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PATH": path, **variables},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def compile_strictly(folder: Path) -> None:
    """Compile the project in a folder."""
    assert MODULES.exists(), "`make tools/node_modules/.installed` installs the compiler"
    run("node", MODULES / "typescript/bin/tsc", "--project", folder, cwd=folder)


def pack(folder: Path) -> Path:
    """Build the package in a copy, pack it, and give the tarball."""
    copy = folder / "package"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("node_modules", "dist", "*.tgz"))
    compile_strictly(copy)
    run("npm", "pack", "--ignore-scripts", "--pack-destination", folder, cwd=copy)
    (tarball,) = folder.glob("*.tgz")
    return tarball


def project(folder: Path, tarball: Path, programs: dict[str, str]) -> None:
    """Install the tarball into an empty project, without a registry, and compile programs there."""
    folder.mkdir()
    (folder / "package.json").write_text(json.dumps({"private": True, "type": "module"}))
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": OPTIONS}))
    run("npm", "install", "--offline", "--no-audit", "--no-fund", tarball, cwd=folder)
    for name, text in programs.items():
        (folder / name).write_text(text)
    compile_strictly(folder)
