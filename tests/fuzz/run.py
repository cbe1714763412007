"""One run of schemathesis against a server, about an account of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from config import ROOT
from tests.fuzz.merchant import PASSWORD, Merchant

CONFIG = ROOT / "tests" / "fuzz" / "schemathesis.toml"
OWN_KIND = "poster"


def run(
    url: str, directory: Path, *options: str, part: str = "0/1"
) -> subprocess.CompletedProcess[str]:
    """Fuzz the server at `url` by the account's own document; 0 is returned if all is well.

    That document is the public one with more in it: its products are of kinds that are known,
    so that whatever it calls valid can succeed.
    """
    owner, stranger = Merchant.registered(url), Merchant.registered(url)
    owner.kind(OWN_KIND)
    document, auth = directory / "openapi.json", directory / "auth.json"
    document.write_text(json.dumps(owner.get("/v1/openapi.json")))
    auth.write_text(json.dumps({"auth": [_login("owner", owner), _login("stranger", stranger)]}))
    about = {
        "FUZZ_URL": url,
        "FUZZ_EMAIL": owner.email,
        "FUZZ_DIRECTORY": str(directory),
        "FUZZ_AUTH": str(auth),
        "FUZZ_PART": part,
        "PYTHONHASHSEED": "0",
    }
    arguments = ["--config-file", str(CONFIG), "run", str(document), "--url", url, *options]
    return subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", *arguments],
        cwd=ROOT,
        env={**os.environ, **about},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _login(name: str, merchant: Merchant) -> dict[str, Any]:
    """Say how to log in, in the words of Web Fuzzing Commons."""
    return {
        "name": name,
        "loginEndpointAuth": {
            "endpoint": "/v1/auth/login",
            "verb": "POST",
            "contentType": "application/json",
            "payloadRaw": json.dumps({"email": merchant.email, "password": PASSWORD}),
            "token": {
                "extractFrom": "body",
                "extractSelector": "/access_token",
                "sendIn": "header",
                "sendName": "Authorization",
                "sendTemplate": "Bearer {token}",
            },
        },
    }
