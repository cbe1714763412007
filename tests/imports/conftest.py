"""Import a text as a file, as the command does."""

import pytest

from api.cli.imports import import_file
from services.imports.options import Options


@pytest.fixture
def import_text(shop, tmp_path):
    """Import CSV or JSON lines into the shop; give the job."""

    def run(content, **options):
        path = tmp_path / "file"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with shop.app.app_context():
            return import_file(path, shop.account_id, Options(**options), quiet=True)

    return run


def outcomes(job):
    """The outcomes that occurred, with their counts."""
    names = ("created", "updated", "unchanged", "refused", "skipped")
    return {name: job["counts"][name] for name in names if job["counts"][name]}
