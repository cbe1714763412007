"""`make sdk` takes no document that a generator only half understands, and sees any drift."""

import json
import shutil

import pytest

from sdk import generate


@pytest.fixture
def document(tmp_path):
    """Write a small document with one operation, which answers with this schema."""

    def write(schema, media_type="application/json"):
        answer = {"description": "It.", "content": {media_type: {"schema": schema}}}
        operation = {"operationId": "getIt", "tags": ["It"], "responses": {"200": answer}}
        path = tmp_path / "openapi.json"
        document = {
            "openapi": "3.1.1",
            "info": {"title": "Small", "version": "1.2.3"},
            "components": {"schemas": {}},
            "paths": {"/it": {"get": operation}},
        }
        path.write_text(json.dumps(document))
        return path

    return write


def test_a_warning_for_python_is_an_error(document, tmp_path):
    path = document({"type": "string"}, media_type="application/x-tar")

    with pytest.raises(generate.GenerationError, match="Unsupported content_type"):
        generate.write_python(path, tmp_path / "made")


def test_a_warning_for_typescript_is_an_error(document, tmp_path):
    path = document({"$ref": "#/components/schemas/Gone"})

    with pytest.raises(generate.GenerationError, match="unresolvable"):
        generate.write_typescript(path, tmp_path / "made")


def test_finds_what_is_missing_left_over_or_changed(tmp_path):
    made, committed = tmp_path / "made", tmp_path / "committed"
    for name in ("changed", "missing", "same"):
        made.mkdir(exist_ok=True)
        (made / name).write_text("1")
    shutil.copytree(made, committed)
    (committed / "changed").write_text("2")
    (committed / "missing").unlink()
    (committed / "left-over").write_text("1")
    (committed / "helpers").mkdir()
    (committed / "helpers" / "by_hand.py").write_text("1")

    differing = [path.name for path in generate.differences(made, committed)]

    assert differing == ["changed", "left-over", "missing"]


def test_the_version_is_the_documents(document):
    manifest = json.loads(generate.manifest(document({"type": "string"})))

    assert (manifest["version"], manifest["name"]) == ("1.2.3", "@backstock/client")
