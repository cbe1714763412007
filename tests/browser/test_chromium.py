"""Without a browser the tests do not pass in silence."""

import pytest

from tests.browser import chromium


def test_without_a_browser_it_is_said_how_to_get_one(monkeypatch, tmp_path):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "PACKED", tmp_path / "not-installed")

    with pytest.raises(chromium.NoChromium, match=r"make tools/node_modules/\.installed"):
        chromium.find()


def test_the_one_that_is_named_is_taken(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/opt/chromium")

    assert chromium.find() == ("/opt/chromium", {})
