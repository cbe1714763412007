"""Our own pages in a real browser: they complain of nothing, ask nobody else, fit a phone."""

import re
from itertools import pairwise

import pytest

from api.error_catalogue import catalogue

PAGES = ["/", "/errors", "/errors/insufficient-stock", "/errors/validation-failed"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_without_a_complaint_from_this_server_alone(visit, path, scheme):
    visit = visit(path, color_scheme=scheme)

    visit.page.wait_for_load_state("networkidle")

    assert visit.page.locator("h1").is_visible()
    assert visit.troubles == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_phone(visit, path):
    page = visit(path, width=390).page

    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")

    assert widths == [390, 390]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_without_script(visit, path):
    page = visit(path, java_script_enabled=False).page

    headings = [int(tag[1]) for tag in re.findall(r"<(h[1-6])", page.content())]

    assert page.locator("h1").is_visible()
    assert headings[0] == 1
    assert [below for above, below in pairwise(headings) if below > above + 1] == []


def test_the_index_leads_to_every_error(visit):
    visit = visit("/errors")

    links = visit.page.locator(".codes a").evaluate_all("all => all.map(a => a.href)")

    assert sorted(links) == [f"{visit.origin}/errors/{code}" for code in catalogue()]
    answers = [visit.page.request.get(link) for link in links]
    assert {answer.status for answer in answers} == {200}


def shown(page):
    """Give the language of each sample that is to be seen."""
    samples = page.locator("[data-language]:visible")
    return set(samples.evaluate_all("all => all.map(pre => pre.dataset.language)"))


def test_one_choice_of_language_is_for_all_samples_and_is_remembered(visit):
    visit = visit("/")
    before = shown(visit.page)

    visit.page.locator("label:visible", has_text="Python").nth(3).click()

    assert (before, shown(visit.page)) == ({"curl"}, {"Python"})
    visit.page.reload()
    assert shown(visit.page) == {"Python"}
    assert visit.troubles == []


def test_the_language_is_chosen_by_keyboard_too(visit):
    page = visit("/").page

    page.get_by_role("radio", name="curl").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")

    assert shown(page) == {"TypeScript"}


def test_without_script_each_sample_has_its_own_choice(visit):
    page = visit("/", java_script_enabled=False).page

    page.locator("label", has_text="TypeScript").first.click()

    assert shown(page) == {"curl", "TypeScript"}


def test_a_sample_can_be_copied(visit):
    visit = visit("/", permissions=["clipboard-read", "clipboard-write"])

    visit.page.get_by_role("button", name="Copy").first.click()

    visit.page.get_by_role("button", name="Copied").wait_for()
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"curl -s {visit.origin}/health/ready"
