"""What requests and answers carry: described, and with an example of the whole."""

from typing import Any

from api.document.examples import Composer

Doc = dict[str, Any]
DONE = "Done; the answer has no body."


def complete(document: Doc, composer: Composer) -> None:
    """Give every request and every good answer its description and its example."""
    for item in [*document["paths"].values(), *document["webhooks"].values()]:
        for operation in (part for method, part in item.items() if method != "parameters"):
            if "requestBody" in operation:
                body = operation["requestBody"]
                _add_examples(body, operation, composer)
                body.setdefault("description", _said(body, composer))
            for status, answer in operation["responses"].items():
                if status.startswith("2") and "description" in answer:
                    _add_examples(answer, operation, composer)
                    _describe(answer, status, composer)


def _describe(answer: Doc, status: str, composer: Composer) -> None:
    if answer["description"] not in ("OK", "Created", "Accepted", "No Content"):
        return
    said = _said(answer, composer)
    answer["description"] = f"Made. {said}" if status == "201" else said


def _said(body: Doc, composer: Composer) -> str:
    """Describe a body by its schema."""
    for content in body.get("content", {}).values():
        schema = content["schema"]
        if "$ref" in schema:
            schema = composer.schemas[schema["$ref"].rpartition("/")[2]]
        return str(schema["description"])
    return DONE


def _add_examples(body: Doc, operation: Doc, composer: Composer) -> None:
    for content in body.get("content", {}).values():
        if "examples" not in content:
            shown = {"summary": operation["summary"], "value": composer.example(content["schema"])}
            content["examples"] = {operation["operationId"]: shown}
