"""Mail to people, handed over to a server beside the requests that it is for.

Who sends waits for nothing: a mail server that is slow, or away, is the outbox's affair. What
it loses, with the process or because it is full, people can ask for again.
"""

import smtplib
import ssl
import sys
from collections.abc import Callable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import localtime, make_msgid
from queue import Full, Queue
from threading import Lock, Thread
from typing import Any

from config.mail import MailServer

WAITING = 100
"""Mails that one process keeps until the server takes them."""
TIMEOUT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter to one person."""

    to: str
    subject: str
    text: str


Deliver = Callable[[Mail], None]


class Outbox:
    """Hands mails over one after another, in a thread of its own."""

    def __init__(self, deliver: Deliver, report: Callable[..., Any]) -> None:
        self._deliver, self._report = deliver, report
        self._mails: Queue[Mail] = Queue(WAITING)
        self._starting, self._thread = Lock(), None  # type: Lock, Thread | None

    def send(self, mail: Mail) -> None:
        """Have a mail handed over soon, or lose it; never fails, never waits."""
        try:
            self._mails.put_nowait(mail)
        except Full:
            self._report("mail-lost", reason="too many wait")
            return
        with self._starting:
            if self._thread is None:
                self._thread = Thread(target=self._work, name="outbox", daemon=True)
                self._thread.start()

    def wait(self) -> None:
        """Wait until all that was sent is handed over, or lost."""
        self._mails.join()

    def _work(self) -> None:
        while True:
            mail = self._mails.get()
            try:
                self._deliver(mail)
            except Exception as error:
                # Its words may name the address, or the server's user.
                self._report("mail-lost", reason=type(error).__name__)
            finally:
                self._mails.task_done()


def over_smtp(server: MailServer, sender: Address) -> Deliver:
    """Deliver to a mail server, with a connection for each mail."""

    def deliver(mail: Mail) -> None:
        message = worded(mail, sender)
        with _connection(server) as connection:
            if server.starts_tls:
                connection.starttls(context=ssl.create_default_context())
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(message)

    return deliver


def _connection(server: MailServer) -> smtplib.SMTP:
    where = (server.host, server.port)
    if server.is_tls:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(*where, timeout=TIMEOUT_SECONDS, context=context)
    return smtplib.SMTP(*where, timeout=TIMEOUT_SECONDS)


def to_console(mail: Mail) -> None:
    """Show a mail to whoever develops, who has no server for it."""
    sys.stdout.write(f"\n--- mail to {mail.to}: {mail.subject}\n\n{mail.text}\n---\n\n")
    sys.stdout.flush()


def worded(mail: Mail, sender: Address) -> EmailMessage:
    """Word a mail as a message (RFC 5322); a line end in a header is refused with ValueError."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = mail.subject
    message["Date"] = localtime()
    message["Message-ID"] = make_msgid(domain=sender.domain)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer of a machine, please
    message.set_content(mail.text)
    return message
