"""Trying the API out in the browser: log in, authorize, order, read, as the page says."""

import json

from tests.browser.conftest import EMAIL, PASSWORD

ORDER = {
    "currency": "EUR",
    "customer": {"email": "reader@example.com"},
    "lines": [{"sku": "BK-0001", "quantity": 2}],
}


def opened(page, tag, operation_id):
    """Give the block of an operation, with its form open."""
    operation = page.locator(f"#operations-{tag}-{operation_id}")
    if not operation.is_visible():
        page.locator(f"#operations-tag-{tag}").click()
    if not operation.locator(".execute").is_visible():
        operation.locator(".opblock-summary-control").click()
    return operation


def execute(operation):
    """Try an operation out; give the status and the body that the page then shows."""
    operation.locator(".execute").click()
    answer = operation.locator(".live-responses-table tbody")
    body = answer.locator(".response-col_description pre.microlight").first.inner_text()
    return answer.locator(".response-col_status").inner_text().strip(), json.loads(body)


def authorize(page, token):
    """Enter an access token, as the hint at the top of the page says."""
    page.get_by_role("button", name="Authorize", exact=True).click()
    bearer = page.locator(".modal-ux .auth-container", has_text="bearerAuth")
    bearer.get_by_label("auth-bearer-value").fill(token)
    bearer.get_by_role("button", name="Apply credentials").click()
    bearer.get_by_role("button", name="Close").click()


def test_comes_from_an_error_logs_in_authorizes_orders_and_reads(visit):
    visit = visit("/errors/insufficient-stock", color_scheme="dark")
    page = visit.page

    page.get_by_role("link", name="Place an order").click()
    page.locator("#operations-Orders-createOrder .execute").wait_for()
    page.get_by_role("link", name="login").click()
    form = opened(page, "Sessions", "login")
    form.locator("textarea").fill(json.dumps({"email": EMAIL, "password": PASSWORD}))
    logged_in, tokens = execute(form)
    authorize(page, tokens["access_token"])
    form = opened(page, "Orders", "createOrder")
    form.get_by_placeholder("Idempotency-Key").fill("tried-out")
    form.locator("textarea").fill(json.dumps(ORDER))
    ordered, order = execute(form)
    read, products = execute(opened(page, "Products", "listProducts"))

    assert (logged_in, ordered, read) == ("200", "201", "200")
    assert (order["lines"][0]["sku"], order["lines"][0]["quantity"]) == ("BK-0001", 2)
    assert products["data"][0]["variants"][0]["sku"] == "BK-0001"
    assert visit.troubles == []
