"""Mail goes out beside the requests it is for, and says what it is to say to whom it is for."""

import socket
import threading
from email.headerregistry import Address

import pytest

from api import create_app
from api import mail as mail_of
from config import Settings, UnusableConfiguration, read_settings
from config.mail import MailServer, mail_server
from models import db
from services.mail import WAITING, Mail, Outbox, over_smtp, to_console, worded
from tests.client import Client
from tests.conftest import SECRET, build_app
from tests.letters import TOKEN, token_in
from tests.security.mailbox import mailbox
from tests.security.people import colleague

FROM = Address("Corner Books", addr_spec="shop@example.com")
LETTER = Mail("ada@example.com", "Set a new password", "Dear Ada,\n.\nyours\n")
PATIENCE_SECONDS = 10


@pytest.fixture
def app_with(database_url):
    """Build an app whose mail goes to a server."""
    built = []

    def build(url):
        built.append(
            build_app(
                database_url,
                smtp_url=url,
                mail_from="Corner Books <shop@example.com>",
                password_reset_url="https://shop.example/reset#{token}",
            )
        )
        return built[-1]

    yield build
    for app in built:
        with app.app_context():
            db.engine.dispose()


def outbox_of(app):
    return app.extensions[mail_of.EXTENSION]


def ask(app, user):
    return Client(app).post("/v1/auth/password-reset", {"email": user["email"]})


def test_a_letter_arrives_and_its_token_works(client, app_with):
    user = colleague(client)

    with mailbox() as server:
        app = app_with(f"smtp://127.0.0.1:{server.port}?starttls=false")
        assert ask(app, user).status_code == 202
        outbox_of(app).wait()

    (message,) = server.messages
    assert server.envelopes[0][0].startswith("mail FROM:<shop@example.com>")
    assert server.envelopes[0][1].startswith(f"rcpt TO:<{user['email']}>")
    assert (message["To"], message["From"]) == (user["email"], "Corner Books <shop@example.com>")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@example.com>")
    token = token_in(Mail("", "", message.get_content()))
    body = {"token": token, "password": "two herons left the reservoir"}
    assert Client(app).post("/v1/auth/password-reset/confirm", body).status_code == 204


def test_a_mail_server_that_is_away_fails_no_request(client, app_with):
    user = colleague(client)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        app = app_with(f"smtp://127.0.0.1:{nobody.getsockname()[1]}?starttls=false")

        answers = [ask(app, user) for _ in range(3)]
        outbox_of(app).wait()

    assert [answer.status_code for answer in answers] == [202] * 3


def test_a_mail_server_that_says_nothing_slows_no_request(client, app_with):
    user = colleague(client)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        app = app_with(f"smtp://127.0.0.1:{silent.getsockname()[1]}?starttls=false")
        outbox = outbox_of(app)

        answer = ask(app, user)

        assert (answer.status_code, outbox._mails.unfinished_tasks) == (202, 1)
    outbox.wait()  # the server is gone


def test_without_starttls_on_the_other_side_nothing_is_sent(app_with, client):
    user = colleague(client)

    with mailbox() as server:
        app = app_with(f"smtp://user:secret@127.0.0.1:{server.port}")
        ask(app, user)
        outbox_of(app).wait()

    assert server.messages == []


def test_one_letter_that_fails_does_not_stop_the_next():
    delivered, reported = [], []

    def deliver(mail):
        if not delivered:
            delivered.append("failed")
            raise ConnectionError("ada@example.com could not be reached")
        delivered.append(mail)

    outbox = Outbox(deliver, lambda event, **facts: reported.append((event, facts)))
    outbox.send(LETTER)
    outbox.send(LETTER)
    outbox.wait()

    assert delivered == ["failed", LETTER]
    assert reported == [("mail-lost", {"reason": "ConnectionError"})]


def test_an_outbox_is_bounded_and_loses_what_is_too_much():
    going_on, reported, delivered = threading.Event(), [], []

    def deliver(mail):
        going_on.wait(PATIENCE_SECONDS)
        delivered.append(mail)

    outbox = Outbox(deliver, lambda event, **facts: reported.append((event, facts)))
    for _ in range(WAITING + 5):
        outbox.send(LETTER)
    going_on.set()
    outbox.wait()

    assert len(delivered) in (WAITING, WAITING + 1)  # one may be on its way
    assert len(delivered) + len(reported) == WAITING + 5
    assert set(map(str, reported)) == {"('mail-lost', {'reason': 'too many wait'})"}


def test_a_text_arrives_as_it_was_written():
    with mailbox() as server:
        over_smtp(MailServer("127.0.0.1", server.port, False, False), FROM)(LETTER)

    (message,) = server.messages
    assert message.get_content().splitlines() == LETTER.text.splitlines()


INJECTED = [
    Mail("ada@example.com\nBcc: all@example.com", "Hello", ""),
    Mail("ada@example.com\r\nBcc: all@example.com", "Hello", ""),
    Mail("ada@example.com, all@example.com", "Hello", ""),
    Mail("ada@example.com", "Hello\nBcc: all@example.com", ""),
    Mail("ada@example.com", "Hello\r\n\r\nBuy this", ""),
]


@pytest.mark.parametrize("mail", INJECTED, ids=range(len(INJECTED)))
def test_no_header_is_put_into_a_message(mail):
    with pytest.raises((ValueError, IndexError)):
        worded(mail, FROM).as_bytes()


def test_development_shows_mail_on_its_console(capsys):
    to_console(LETTER)

    shown = capsys.readouterr().out
    assert "mail to ada@example.com: Set a new password" in shown
    assert LETTER.text in shown


def test_production_without_a_server_shows_no_token_anywhere(client, database_url, capsys):
    user = colleague(client)
    app = create_app(Settings("production", database_url, SECRET, log_level="DEBUG"))

    answer = Client(app).http.post("/v1/auth/password-reset", json={"email": user["email"]})
    outbox_of(app).wait()

    logged = capsys.readouterr().out
    assert answer.status_code == 202
    assert '"event":"mail-lost"' in logged
    assert user["email"] not in logged
    assert TOKEN.findall(logged) == []
    with app.app_context():
        db.engine.dispose()


URLS = {
    "smtp://mail.example": MailServer("mail.example", 587, False, True),
    "smtps://mail.example": MailServer("mail.example", 465, True, False),
    "smtp://mail.example:25?starttls=false": MailServer("mail.example", 25, False, False),
    "smtp://u%40x:p%3A%2F@mail.example:2525/?starttls=true": MailServer(
        "mail.example", 2525, False, True, "u@x", "p:/"
    ),
    "smtp://u:p@localhost:25?starttls=false": MailServer("localhost", 25, False, False, "u", "p"),
}


@pytest.mark.parametrize("url", URLS)
def test_a_mail_server_is_read_off_its_url(url):
    assert mail_server(url) == URLS[url]
    assert "p:/" not in repr(mail_server(url))


GOOD = {
    "SMTP_URL": "smtp://u:p@mail.example",
    "MAIL_FROM": "Corner Books <shop@example.com>",
    "PASSWORD_RESET_URL": "https://shop.example/reset#{token}",
}
UNUSABLE = [
    ("SMTP_URL", "mail.example:587", "must be smtp://"),
    ("SMTP_URL", "https://mail.example", "must be smtp://"),
    ("SMTP_URL", "smtp://", "must be smtp://"),
    ("SMTP_URL", "smtp://mail.example:many", "Port could not be cast"),
    ("SMTP_URL", "smtp://mail.example?tls=true", "must be smtp://"),
    ("SMTP_URL", "smtp://mail.example?starttls=yes", "takes starttls=true"),
    ("SMTP_URL", "smtp://u:p@mail.example?starttls=false", "would send its password in the clear"),
    ("MAIL_FROM", "Corner Books", "must be an e-mail address"),
    ("MAIL_FROM", "shop@example.com\nBcc: all@example.com", "must be an e-mail address"),
    ("MAIL_FROM", "shop@example.com, all@example.com", "must be an e-mail address"),
    ("PASSWORD_RESET_URL", "https://shop.example/reset", "must be an address with {token}"),
    ("PASSWORD_RESET_URL", "shop.example/{token}", "must be an address with {token}"),
    ("PASSWORD_RESET_URL", "javascript:{token}", "must be an address with {token}"),
]


@pytest.fixture
def environment(monkeypatch, tmp_path):
    monkeypatch.setattr("config.settings.ROOT", tmp_path)
    monkeypatch.setenv("SECRET_KEY", SECRET)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_mail_is_set_up_by_three_settings(environment):
    settings = read_settings()

    assert (settings.smtp_url, settings.mail_from) == (GOOD["SMTP_URL"], GOOD["MAIL_FROM"])
    assert GOOD["SMTP_URL"] not in repr(settings)


@pytest.mark.parametrize(("name", "value", "said"), UNUSABLE)
def test_what_mail_cannot_work_with_stops_the_start(environment, name, value, said):
    environment.setenv(name, value)

    with pytest.raises(UnusableConfiguration) as refused:
        read_settings()

    assert str(refused.value).startswith(name)
    assert said in str(refused.value)


@pytest.mark.parametrize("name", ["MAIL_FROM", "PASSWORD_RESET_URL"])
def test_a_mail_server_needs_the_other_two(environment, name):
    environment.delenv(name)

    with pytest.raises(UnusableConfiguration, match=f"SMTP_URL needs {name}"):
        read_settings()
