"""What `pip install` gets."""

import email
import json
import subprocess
import sys
import zipfile

import pytest

from config import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "-d", folder]
    subprocess.run(command, cwd=ROOT / "sdk/python", check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as opened:
        yield opened


def read(wheel, ending):
    (name,) = (name for name in wheel.namelist() if name.endswith(ending))
    return wheel.read(name).decode()


def test_has_types_and_helpers(wheel):
    names = set(wheel.namelist())

    assert "backstock_client/py.typed" in names
    assert "backstock_client/helpers/pages.py" in names
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"backstock_client"}


def test_says_what_it_is(wheel):
    about = email.message_from_string(read(wheel, ".dist-info/METADATA"))

    document = json.loads((ROOT / "openapi.json").read_text())
    assert (about["Name"], about["Version"]) == ("backstock-client", document["info"]["version"])
    assert about["License-Expression"] == "MIT"
    assert about.get_payload() == (ROOT / "sdk/python/README.md").read_text()
    assert read(wheel, "licenses/LICENSE") == (ROOT / "LICENSE").read_text()


def test_needs_little(wheel):
    about = email.message_from_string(read(wheel, ".dist-info/METADATA"))

    assert about.get_all("Requires-Dist") == ["attrs>=22.2", "httpx<1,>=0.23.1"]
