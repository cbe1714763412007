"""Reading the reference: it renders, its menu and its search lead to operations."""

AVAILABILITY = "See what may be promised of up to 500 SKUs"


def test_the_menu_and_the_search_lead_to_operations(visit):
    visit = visit("/redoc")
    page = visit.page

    page.locator("label.-depth1", has_text="Account").click()
    page.locator("label.-depth2", has_text="Change the account").click()
    page.wait_for_url("**/redoc#tag/Account/operation/updateAccount")
    page.get_by_role("textbox", name="Search").fill("availability")
    page.locator("[data-role='search:results'] li", has_text=AVAILABILITY).click()
    page.wait_for_url("**/redoc#tag/Stock/operation/checkAvailability")

    assert page.get_by_role("heading", name=AVAILABILITY).is_visible()
    assert visit.troubles == []
