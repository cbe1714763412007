"""GET /v1/variants/by-code/{code}: any code on the goods leads to the variant."""

from urllib.parse import quote

import pytest

from tests.api.bodies import refusal

ISBN = "9780141439518"


def look_up(client, code):
    return client.get(f"/v1/variants/by-code/{quote(code, safe='')}")


@pytest.mark.parametrize(
    ("gtin", "code"),
    [
        (ISBN, ISBN),
        (ISBN, "978-0-14-143951-8"),
        (ISBN, "978 0 14 143951 8"),
        (ISBN, "0141439513"),
        (ISBN, "0-14-143951-3"),
        (ISBN, "09780141439518"),
        ("9780804429573", "0-8044-2957-x"),
        ("96385074", "96385074"),
        ("96385074", "00000096385074"),
        ("036000291452", "036000291452"),
        ("036000291452", "0036000291452"),
        ("10614141000415", "10614141000415"),
    ],
)
def test_a_gtin_is_found_in_every_form(client, shop, gtin, code):
    variant = shop.variant(gtin=gtin)
    shop.variant()

    answer = look_up(client, code)

    assert (answer.status_code, answer.json["id"]) == (200, str(variant["id"]))


@pytest.mark.parametrize("sku", ["BK-0001", "a/b", "a//b", "50 % off?", "É#1", "by-code", "x" * 64])
def test_a_sku_is_found_as_it_is(client, shop, sku):
    variant = shop.variant(sku=sku)

    answer = look_up(client, sku)

    assert (answer.status_code, answer.json["id"]) == (200, str(variant["id"]))


def test_a_sku_with_a_slash_need_not_be_escaped(client, shop):
    variant = shop.variant(sku="a/b/c")

    assert client.get("/v1/variants/by-code/a/b/c").json["id"] == str(variant["id"])


def test_a_sku_comes_before_a_gtin(client, shop):
    shop.variant(gtin=ISBN)
    named_so = shop.variant(sku=ISBN)

    assert look_up(client, ISBN).json["id"] == str(named_so["id"])
    assert look_up(client, "978-0141439518").json["id"] != str(named_so["id"])


def test_an_archived_variant_is_found_by_its_sku_alone(client, shop):
    variant = shop.variant(sku="OLD", gtin=ISBN, status="archived")

    assert look_up(client, "OLD").json["id"] == str(variant["id"])
    assert refusal(look_up(client, ISBN)) == (404, "code-not-found")


@pytest.mark.parametrize("code", ["bk-0001", "BK-000", ISBN, "9780141439519", "B%", "BK_0001"])
def test_an_unknown_code_is_named(client, shop, code):
    shop.variant(sku="BK-0001")

    answer = look_up(client, code)

    assert refusal(answer) == (404, "code-not-found")
    assert answer.json["details"] == {"code": code}


@pytest.mark.parametrize("code", ["a\x00b", "x" * 65])
def test_a_code_that_no_variant_can_bear_is_not_even_looked_up(client, code):
    answer = look_up(client, code)

    assert refusal(answer) == (404, "code-not-found")
    assert answer.json["details"] == {"code": code[:64]}
