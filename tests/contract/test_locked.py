"""What is installed is what was locked: each package by its hashes, from one place."""

import tomllib

import pytest

from config import ROOT

LOCKED = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
OUTSIDE = [package for package in LOCKED if "registry" in package["source"]]
OWN = {"backstock", "backstock-client"}


@pytest.mark.parametrize("package", OUTSIDE, ids=lambda package: package["name"])
def test_every_file_of_a_package_has_its_hash(package):
    files = [*package.get("wheels", []), *filter(None, [package.get("sdist")])]

    assert files
    assert [file["url"] for file in files if not file["hash"].startswith("sha256:")] == []
    assert {len(file["hash"]) for file in files} == {len("sha256:") + 64}


def test_every_package_that_is_not_ours_comes_from_the_index():
    assert {package["name"] for package in LOCKED if package not in OUTSIDE} == OWN
    assert {package["source"]["registry"] for package in OUTSIDE} == {"https://pypi.org/simple"}
