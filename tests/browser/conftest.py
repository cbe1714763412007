"""A server, a merchant with something to sell, and a browser that complains of everything.

They live for this package only: Playwright keeps an event loop running in its thread, which
tests of other packages must not meet.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

from models import db
from services.access import accounts
from tests.browser import chromium
from tests.conftest import build_app, migrate
from tests.factories import Shop
from tests.races import crowd

PATIENCE_MS = 60_000
EMAIL, PASSWORD = "grace@example.com", "a-password-of-a-test"
REPORT = """
document.addEventListener("securitypolicyviolation", (event) =>
  reportViolation(`${event.violatedDirective}: ${event.blockedURI}`));
"""


@dataclass
class Visit:
    """A page, and what was wrong with it: complaints, failures, strangers."""

    page: Page
    origin: str
    troubles: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Take note of all that a reader of the developer tools would see."""
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        self.page.on("request", self._asked)
        self.page.on("requestfailed", lambda request: self._failed(request, request.failure))
        self.page.on("response", self._answered)
        self.page.expose_function(
            "reportViolation", lambda text: self.troubles.append(f"violation: {text}")
        )
        self.page.add_init_script(REPORT)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url.removeprefix("blob:"))
        if f"{address.scheme}://{address.netloc}" != self.origin and address.scheme != "data":
            self.troubles.append(f"stranger: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._failed(response.request, response.status)

    def _failed(self, request: Request, why: object) -> None:
        self.troubles.append(f"failed: {request.url}: {why}")


@pytest.fixture(scope="package")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an account with ten units of BK-0001, whose owner logs in with EMAIL and PASSWORD."""
    folder = tmp_path_factory.mktemp("site")
    database_url = f"sqlite:///{folder}/site.db"
    app = build_app(database_url)
    migrate(app)
    shop = Shop(app)
    facts = {"account_name": "Corner Books", "currency": "EUR", "name": "Grace"}
    owner = shop.run(accounts.register, email=EMAIL, password=PASSWORD, **facts)
    shop.account_id = owner["account_id"]
    shop.level(variant=shop.variant(sku="BK-0001"), on_hand=10)
    with app.app_context():
        db.engine.dispose()
    with crowd.serving(database_url, folder / "log", workers=1) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path, environment = chromium.find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=chromium.FLAGS, env={**os.environ, **environment}
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(origin: str, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open an address of the server in a window of its own."""
    contexts = []

    def open_page(path: str, *, width: int = 1280, **options: object) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        visit = Visit(context.new_page(), origin)
        visit.watch()
        visit.page.goto(origin + path)
        return visit

    yield open_page
    for context in contexts:
        context.close()
