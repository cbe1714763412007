"""The story that the document's examples tell, as real rows of one account.

`Story.words` maps what examples say (an id, an address, a SKU) to what is so in the account,
as a merchant would put in ids of their own.
"""

import io
import uuid
from typing import Any

from api.document.examples import id_of
from models import User
from services.access.passwords import HASHER
from services.orders import ship
from tests.client import Client
from tests.factories import Shop
from tests.letters import caught, token_in

PASSWORD = "correct horse battery staple"
HASH = HASHER.hash(PASSWORD)
MAKE_THE_BOOK = {"createProduct", "createVariant", "updateVariant", "updateProduct", "createImport"}
"""Operations whose example makes the book, so that it cannot be there already."""
NEED_IT_UNUSED = {"deleteProduct", "deleteVariant", "deleteLocation"}
SOLD = {"gtin": "9780141439600", "price_minor": 999}


class Story:
    """One account in which everything that the examples name is there."""

    def __init__(self, shop: Shop, client: Client, operation_id: str) -> None:
        self.shop, self.client = shop, client
        self.words: dict[str, str] = {"my-first-long-password": PASSWORD}
        shop.alter(User, password_hash=HASH)
        self._let_people_in()
        self._fill_the_shelf(operation_id)
        self._sell(confirmed=operation_id == "shipOrder")
        self._import()

    def tell(self, example: Any) -> Any:
        """Put the account's own words into an example."""
        if isinstance(example, dict):
            return {self.tell(name): self.tell(value) for name, value in example.items()}
        if isinstance(example, list):
            return [self.tell(item) for item in example]
        return self.words.get(example, example) if isinstance(example, str) else example

    def _know(self, resource: str, row: dict[str, Any]) -> None:
        self.words[id_of(resource)] = str(row["id"])

    def _post(self, path: str, body: Any) -> dict[str, Any]:
        answer = self.client.post(path, body, key=None)
        assert answer.status_code in (200, 201), answer.json
        made: dict[str, Any] = answer.json
        return made

    def _let_people_in(self) -> None:
        """Somebody who can log in, and whose addresses nobody else has."""
        email = f"{uuid.uuid4().hex}@example.com"
        facts = {"email": email, "name": "Ada", "password": PASSWORD}
        self._know("user", self._post("/v1/users", {**facts, "role": "staff"}))
        tokens = self._post("/v1/auth/login", {"email": email, "password": PASSWORD})
        self.login = {"email": email, "password": PASSWORD}
        self.refresh_token = tokens["refresh_token"]
        self.reset_token = self._ask_for_a_new_password(email)
        self._know("api_key", self._post("/v1/api-keys", {"name": "n", "scopes": ["data:read"]}))
        kind = {"code": "lamp", "title": "Lamp", "json_schema": {"type": "object"}}
        self._know("product_kind", self._post("/v1/product-kinds", kind))

    def _ask_for_a_new_password(self, email: str) -> str:
        with caught(self.shop.app) as letters:
            answer = self.client.post("/v1/auth/password-reset", {"email": email}, key=None)
        assert answer.status_code == 202, answer.json
        return token_in(letters[0])

    def _fill_the_shelf(self, operation_id: str) -> None:
        self.sku = "BK-0002" if operation_id in MAKE_THE_BOOK else "BK-0001"
        gtin = "9780141439600" if operation_id in MAKE_THE_BOOK else "9780141439518"
        product = self.shop.product(variants=[{"sku": self.sku, "gtin": gtin, "price_minor": 999}])
        location = self.shop.location(code="shop")
        variant = product["variants"][0]
        level = self.shop.level(on_hand=13, variant=variant, location=location)
        if operation_id in NEED_IT_UNUSED:
            product, location = self.shop.product(), self.shop.location()
            variant = product["variants"][0]
        known = {"product": product, "variant": variant, "location": location, "stock_level": level}
        for resource, row in known.items():
            self._know(resource, row)
        self._know("stock_movement", self.client.get("/v1/stock-movements").json["data"][0])

    def _sell(self, *, confirmed: bool) -> None:
        gone = self.shop.order((self.sku, 1), confirmed=True)
        shipped = self.shop.run(ship.ship, self.shop.account_id, gone["id"], actor="system")
        order = self.shop.order((self.sku, 1), confirmed=confirmed)
        self._know("fulfilment", shipped["fulfilments"][0])
        self._know("order", order)
        self._know("order_line", order["lines"][0])

    def _import(self) -> None:
        file = (io.BytesIO(b"sku,title,price\n=X,,1\n"), "products.csv")
        self._know("import", self.client.post("/v1/imports", data={"file": file}, key=None).json)
