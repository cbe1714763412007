"""Requests made up from the document, on both engines: server and document agree on all of them.

`make fuzz ARGS="--max-examples 300 --seed 7"` does the same at more length: then nothing is
left to the other engine.
"""

import os
import shlex

from tests.fuzz.run import run

OPTIONS = shlex.split(os.environ.get("FUZZ_OPTIONS", ""))
PARTS = {"sqlite": "0/2", "postgresql": "1/2"}
"""What is wrong by its form alone never gets as far as the database: each engine sees half."""


def test_server_and_document_agree_on_requests_made_up(app, port, tmp_path):
    engine = app.config["SQLALCHEMY_DATABASE_URI"].partition(":")[0].partition("+")[0]

    done = run(
        f"http://127.0.0.1:{port}", tmp_path, *OPTIONS, part="0/1" if OPTIONS else PARTS[engine]
    )

    print(done.stdout)  # noqa: T201 - pytest shows it with -rP, and when this fails
    assert done.returncode == 0
