"""Checks of our own, beside those of schemathesis."""

import io
import os
import sys
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import schemathesis
from requests import PreparedRequest
from schemathesis import Case, CheckContext, Response
from werkzeug import Request
from werkzeug import Response as Answer
from werkzeug.test import EnvironBuilder

from tests.checks.contract import Contract
from tests.client import check, contracts
from tests.conftest import build_app
from tests.fuzz.filling import operation_id

DIRECTORY = Path(os.environ["FUZZ_DIRECTORY"])
APP = build_app(f"sqlite:///{DIRECTORY}/none.db")
"""It answers nothing; it knows which address belongs to which operation."""
BY_MAIL = {"confirmPasswordReset"}
"""What cannot succeed without a token that nobody here gets."""
contracts[APP] = Contract(orjson.loads((DIRECTORY / "openapi.json").read_bytes()))


@schemathesis.check
def server_and_document_agree(ctx: CheckContext, response: Response, case: Case) -> None:
    """Hold request and answer against the document, as every test of ours does."""
    headers = [(name, value) for name, values in response.headers.items() for value in values]
    answer = Answer(response.content, response.status_code, headers)
    check(APP, _as_received(response.request), answer)  # type: ignore[arg-type]


@schemathesis.check
class EveryOperationSucceeds:
    """Fails if valid data got through too rarely: then the rest of an operation is untried."""

    def __init__(self, minimum_share: float) -> None:
        self.minimum_share = minimum_share
        self.sent: dict[str, set[str]] = defaultdict(set)
        self.accepted: dict[str, set[str]] = defaultdict(set)
        self.done: set[str] = set()

    def after_response(self, ctx: CheckContext, response: Response, case: Case) -> None:
        if case.meta is None or case.meta.generation.mode.is_negative:
            return
        name, is_good = operation_id(case), response.status_code < 400
        self.sent[name].add(case.id)
        if is_good:
            self.accepted[name].add(case.id)
        if is_good and response.status_code != 304:
            self.done.add(name)

    def after_run(self, ctx: CheckContext) -> None:
        shares = {name: len(self.accepted[name]) / len(sent) for name, sent in self.sent.items()}
        for name in sorted(shares, key=lambda name: shares[name]):
            sys.stdout.write(f"{shares[name]:4.0%} of {len(self.sent[name])} {name}\n")
        accepted, sent = (sum(map(len, part.values())) for part in (self.accepted, self.sent))
        sys.stdout.write(f"{accepted / sent:4.0%} of {sent} in all\n")
        never = sorted(self.sent.keys() - self.done - BY_MAIL)
        assert not never, f"never succeeded: {', '.join(never)}"
        assert accepted / sent >= self.minimum_share, "valid data was refused too often"


def _as_received(sent: PreparedRequest) -> Request:
    """Give a request as the server saw it."""
    address = urlsplit(str(sent.url))
    body = sent.body.encode() if isinstance(sent.body, str) else sent.body or b""
    return EnvironBuilder(
        address.path,
        query_string=address.query,
        method=sent.method,
        headers=[*sent.headers.items()],
        input_stream=io.BytesIO(body),
    ).get_request()
