"""What is real: the things of an account that generated requests are to be about.

A generator makes ids, SKUs and codes up, and the answers would be 404s. Instead requests get
the account's own: things that are there all along, and where a request uses a thing up, or a
name can be taken once, new ones.
"""

from collections.abc import Callable
from typing import Any

from tests.fuzz.merchant import ATTRIBUTES, PASSWORD, Merchant

Supplier = Callable[[], Any]
LEFT_OUT = object()
"""Instead of a value: the request does without it."""
FILE = "sku,title,price,weight_grams\nCSV-1,Emma,9.99,320\nCSV-2,Persuasion,much,1\n"
GTIN = "9780141439518"


def left_out() -> Any:
    return LEFT_OUT


def same(value: Any) -> Supplier:
    return lambda: value


class Real:
    """One merchant's things: by path parameter, query parameter and place in a body."""

    def __init__(self, merchant: Merchant) -> None:
        self.merchant = merchant
        self.shelf = merchant.shelf()
        """What is sold: never named to operations that change or delete."""
        self.ids: dict[str, str] = {}
        for name, make in self._makers().items():
            self.ids[name] = make()
        me = merchant.get("/v1/me")["user"]["id"]
        kinds = merchant.get("/v1/product-kinds")["data"]
        self.kept = {me, merchant.own_key["id"], *(kind["id"] for kind in kinds)} - {
            *self.ids.values()
        }
        """What a run must not change: who it is, and the kinds that the document is about."""
        self.of_the_right_state = self._of_the_right_state()
        self.used_up = {**self._deletable(), **self.of_the_right_state}
        self.query = self._query()
        self.bodies = self._bodies()

    def path(self, operation_id: str, name: str) -> str:
        """Give what a path parameter of an operation may be."""
        if name == "code":
            return self.shelf.sku
        make = self.used_up.get(operation_id)
        return make() if make else self.ids[name]

    def changed(self, values: set[str], *, deleted: bool) -> None:
        """Replace what a successful request has changed or deleted, if it is needed again."""
        if values & set(vars(self.shelf).values()):
            self.shelf = self.merchant.shelf()
        for name, make in self._makers().items() if deleted else ():
            if self.ids[name] in values:
                self.ids[name] = make()

    def _makers(self) -> dict[str, Supplier]:
        """Say how to make what each path parameter names; read, changed and listed by."""
        m = self.merchant
        return {
            "user_id": lambda: m.user()["id"],
            "api_key_id": lambda: m.api_key()["id"],
            "product_kind_id": lambda: m.kind()["id"],
            "product_id": lambda: m.product()["id"],
            "variant_id": lambda: m.product()["variants"][0]["id"],
            "location_id": lambda: m.location()["id"],
            "stock_level_id": lambda: m.shelf().stock_level_id,
            "stock_movement_id": lambda: m.shelf().stock_movement_id,
            "order_id": lambda: m.shipped_order(self.shelf.sku)["id"],
            "fulfilment_id": lambda: m.shipped_order(self.shelf.sku)["fulfilments"][0]["id"],
            "import_id": lambda: m.job(FILE.encode())["id"],
        }

    def _deletable(self) -> dict[str, Supplier]:
        """Say how to make what an operation deletes."""
        makers = self._makers()
        return {
            "deleteProductKind": makers["product_kind_id"],
            "deleteProduct": makers["product_id"],
            "deleteVariant": makers["variant_id"],
            "deleteLocation": makers["location_id"],
        }

    def _of_the_right_state(self) -> dict[str, Supplier]:
        """Say how to make what an operation succeeds with once."""
        m = self.merchant
        return {
            "revokeApiKey": lambda: m.api_key()["id"],
            "confirmOrder": lambda: m.order(self.shelf.sku)["id"],
            "cancelOrder": lambda: m.order(self.shelf.sku)["id"],
            "shipOrder": lambda: m.confirmed_order(self.shelf.sku)["id"],
        }

    def _query(self) -> dict[str, Supplier]:
        listed = ("product_id", "variant_id", "location_id", "stock_level_id")
        shelf = {name: lambda name=name: getattr(self.shelf, name) for name in ("sku", *listed)}
        order = {"order_id": lambda: self.ids["order_id"]}
        return {**shelf, **order, "gtin": same(GTIN)}

    def _bodies(self) -> dict[str, dict[str, Supplier]]:
        """Say, by operation, what goes to which places of a body."""
        m, euro = self.merchant, same("EUR")
        sku, location = lambda: self.shelf.sku, lambda: self.shelf.location_id
        password = {"password": same(PASSWORD)}
        person = {"email": m.new_email, "currency": euro, **password}
        kind = {"code": m.new_name, "json_schema": same(ATTRIBUTES)}
        variant = {"sku": m.new_name, "gtin": left_out, "currency": euro}
        variants = {f"variants.*.{name}": supplier for name, supplier in variant.items()}
        token: dict[str, Supplier] = {"refresh_token": lambda: m.tokens()["refresh_token"]}
        return {
            "register": person,
            "login": {"email": same(m.email), "password": same(PASSWORD)},
            "refreshTokens": token,
            "logout": token,
            "updateAccount": {"currency": euro},
            "updateMe": {**password, "current_password": same(PASSWORD)},
            "createUser": person,
            "updateUser": password,
            "requestPasswordReset": {"email": same("nobody@example.com")},
            "confirmPasswordReset": password,
            "createProductKind": kind,
            "updateProductKind": kind,
            "createProduct": {"external_ref": m.new_name, **variants},
            "updateProduct": {"external_ref": m.new_name, "kind": same("general")},
            "createVariant": variant,
            "updateVariant": variant,
            "createLocation": {"code": m.new_name},
            "updateLocation": {"code": m.new_name},
            "checkAvailability": {"skus.*": sku},
            "createStockMovement": {
                "sku": sku,
                "location_id": location,
                "expected_on_hand": left_out,
            },
            "createOrder": {
                "currency": euro,
                "lines.*.sku": sku,
                "lines.*.location_id": location,
                "lines.*.quantity": same(1),
                "external_ref": m.new_name,
            },
            "shipOrder": {"lines": left_out},
            "createImport": {"file": same(FILE), "kind": same("general"), "mapping": same({})},
        }
