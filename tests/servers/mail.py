"""A mail server of the tests' own that keeps what it receives."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers.process import LOOPBACK, free_ports


@dataclass
class MailServer:
    """Where it listens, and the letters it took, in the order of their arrival.

    While `refusal` is set (an SMTP answer such as "451 try later") every letter is answered with it.
    """

    port: int
    host: str = LOOPBACK
    letters: list[EmailMessage] = field(default_factory=list)
    refusal: str | None = None

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """What aiosmtpd calls for each letter."""
        if self.refusal:
            return self.refusal
        letter = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK"


@contextmanager
def running_mail() -> Iterator[MailServer]:
    """A mail server in a thread of this process."""
    (port,) = free_ports(1)
    mail = MailServer(port)
    controller = Controller(mail, hostname=LOOPBACK, port=port)
    controller.start()
    try:
        yield mail
    finally:
        controller.stop()
