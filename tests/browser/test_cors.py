"""Pages of other origins in a real browser: who is named reads all, who is not reads nothing."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from models import db
from tests.conftest import build_app, migrate
from tests.factories import Shop
from tests.races import crowd

ASK = """async ([address, headers, mode]) => {
  try {
    const answer = await fetch(address, {headers, mode});
    return [answer.type, answer.status, answer.headers.get("ETag"), await answer.text()];
  } catch (error) { return error.message; }
}"""


class Page(BaseHTTPRequestHandler):
    """A page of somebody's shop."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>A shop</title>")

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def pages():
    """Serve two shops' pages; give their origins, the one that is named and the other one."""
    with ThreadPoolExecutor(2) as pool, ExitStack() as stack:
        servers = [
            stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), Page)) for _ in range(2)
        ]
        for server in servers:
            pool.submit(server.serve_forever, 0.01)
            stack.callback(server.shutdown)
        named, other = (f"http://127.0.0.1:{server.server_port}" for server in servers)
        yield {"named": named, "other": other}


@pytest.fixture(scope="module")
def merchant(pages, tmp_path_factory):
    """Give the address of a server that lets the named page in, and its owner's headers."""
    folder = tmp_path_factory.mktemp("open")
    url = f"sqlite:///{folder}/open.db"
    app = build_app(url)
    migrate(app)
    headers = Shop(app).client().headers
    with app.app_context():
        db.engine.dispose()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CORS_ORIGINS", pages["named"])
        with crowd.serving(url, folder / "log", workers=1) as port:
            yield f"http://127.0.0.1:{port}", headers


@pytest.fixture
def ask(browser, pages, merchant):
    """Have a page ask the API."""
    address, headers = merchant
    context = browser.new_context()
    page = context.new_page()

    def send(whose, *, path="/v1/account", mode="cors", **more):
        page.goto(f"{pages[whose]}/")
        sent = {} if mode == "no-cors" else {**headers, **more}
        return page.evaluate(ASK, [address + path, sent, mode])

    yield send
    context.close()


def test_a_named_page_asks_first_and_then_reads_all(ask):
    kind, status, etag, _ = ask("named", **{"If-None-Match": '"0"'})
    *_, refused = ask("named", path="/v1/orders?nope=1")

    assert (kind, status, etag) == ("cors", 200, '"1"')
    assert '"code":"validation-failed"' in refused


def test_another_page_reads_nothing(ask):
    assert ask("other") == "Failed to fetch"


@pytest.mark.parametrize("whose", ["named", "other"])
def test_nothing_is_embedded_in_another_page_without_asking(ask, whose):
    assert ask(whose, path="/health/live", mode="no-cors") == "Failed to fetch"
