"""An account to fuzz, and whatever it needs, made over HTTP the moment it is needed."""

import uuid
from dataclasses import dataclass
from random import Random
from typing import Any

import requests

from models.scopes import SCOPES

PASSWORD = "correct horse battery staple"
ATTRIBUTES = {
    "type": "object",
    "properties": {
        "size": {"type": "string", "enum": ["A2", "A3"], "description": "Size of the sheet."},
        "limited_to": {"type": ["integer", "null"], "minimum": 1, "maximum": 500},
    },
    "required": ["size"],
    "additionalProperties": False,
}
PLENTY = 1_000_000
PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Shelf:
    """A product on sale with one variant, and the place where plenty of it lies."""

    sku: str
    product_id: str
    variant_id: str
    location_id: str
    stock_level_id: str
    stock_movement_id: str


class Merchant:
    """The owner of an account on the server at `url`."""

    def __init__(self, url: str, email: str) -> None:
        self.url, self.email = url, email
        self.random = Random(0)
        self.http = requests.Session()
        self.http.trust_env = False  # else it looks for a proxy at every request
        self.http.headers["Authorization"] = f"Bearer {self.tokens()['access_token']}"
        self.own_key = self.api_key()  # it outlives a token, and so the longest run
        self.http.headers["X-API-Key"] = self.own_key["secret"]
        del self.http.headers["Authorization"]

    @classmethod
    def registered(cls, url: str) -> "Merchant":
        """Open an account."""
        email = f"{uuid.uuid4().hex}@example.com"
        facts = {"account_name": "Corner Books", "email": email, "name": "Ada"}
        answer = requests.post(
            f"{url}/v1/auth/register",
            json={**facts, "password": PASSWORD},
            timeout=PATIENCE_SECONDS,
        )
        assert answer.status_code == 201, answer.text
        return cls(url, email)

    def get(self, path: str) -> Any:
        answer = self.http.get(self.url + path, timeout=PATIENCE_SECONDS)
        assert answer.ok, f"GET {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def next_cursor(self, path: str, query: dict[str, Any]) -> str | None:
        """Give the way to the second page of a list, one row each; None if there is none."""
        answer = self.http.get(
            self.url + path, params={**query, "limit": 1}, timeout=PATIENCE_SECONDS
        )
        cursor: str | None = answer.json().get("next_cursor")
        return cursor

    def post(self, path: str, body: Any = None, **kwargs: Any) -> Any:
        """Send what has to succeed, as a request of its own."""
        headers = {"Idempotency-Key": self.new_key()}
        answer = self.http.post(
            self.url + path, json=body, headers=headers, timeout=PATIENCE_SECONDS, **kwargs
        )
        assert answer.ok, f"POST {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def new_key(self) -> str:
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def new_name(self) -> str:
        """Give a word that nothing bears yet; it may be a code, a SKU or a reference."""
        return f"n{self.random.getrandbits(64):x}"

    def new_email(self) -> str:
        return f"{uuid.uuid4().hex}@example.com"

    def tokens(self) -> dict[str, str]:
        pair: dict[str, str] = self.post(
            "/v1/auth/login", {"email": self.email, "password": PASSWORD}
        )
        return pair

    def user(self) -> Any:
        facts = {"email": self.new_email(), "name": "Grace", "role": "staff"}
        return self.post("/v1/users", {**facts, "password": PASSWORD})

    def api_key(self) -> Any:
        return self.post("/v1/api-keys", {"name": "till", "scopes": sorted(SCOPES)})

    def kind(self, code: str | None = None) -> Any:
        facts = {"code": code or self.new_name(), "title": "Poster", "json_schema": ATTRIBUTES}
        return self.post("/v1/product-kinds", facts)

    def product(self) -> Any:
        variant = {"sku": self.new_name(), "price_minor": 999, "currency": "EUR"}
        facts = {"kind": "general", "title": "Emma", "status": "active", "variants": [variant]}
        return self.post("/v1/products", facts)

    def location(self) -> Any:
        return self.post("/v1/locations", {"code": self.new_name(), "name": "Shop"})

    def shelf(self) -> Shelf:
        product, location_id = self.product(), self.location()["id"]
        variant = product["variants"][0]
        facts = {"kind": "received", "sku": variant["sku"], "location_id": location_id}
        moved = self.post("/v1/stock-movements", {**facts, "quantity": PLENTY})
        return Shelf(
            variant["sku"],
            product["id"],
            variant["id"],
            location_id,
            moved["stock_level_id"],
            moved["id"],
        )

    def order(self, sku: str) -> Any:
        facts = {"currency": "EUR", "customer": {"email": "reader@example.com"}}
        return self.post("/v1/orders", {**facts, "lines": [{"sku": sku, "quantity": 2}]})

    def confirmed_order(self, sku: str) -> Any:
        return self.post(f"/v1/orders/{self.order(sku)['id']}/confirm")

    def shipped_order(self, sku: str) -> Any:
        return self.post(f"/v1/orders/{self.confirmed_order(sku)['id']}/ship", {})

    def job(self, file: bytes) -> Any:
        return self.post("/v1/imports", files={"file": ("catalogue.csv", file)})
