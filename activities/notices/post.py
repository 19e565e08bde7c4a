"""The post: what takes a finished message away; here by mail, to a mail server or into a folder of files."""

import os
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import SplitResult, unquote, urlsplit

from activities.notices.addresses import mail_host, single_address

TIMEOUT = 10.0
"""Seconds until a mail server that does not answer is given up for now."""

PORTS = {"smtp": 25, "smtps": 465}


class MailSettings(Protocol):
    """The settings that letters depend on, as `app.settings.Settings` has them."""

    @property
    def smtp_url(self) -> str | None:
        """`smtp[s]://[USER:PASSWORD@]HOST[:PORT]`, or None for the outbox folder."""

    @property
    def outbox(self) -> Path:
        """The folder for letters where there is no mail server."""

    @property
    def mail_sender(self) -> str:
        """The address letters come from, with or without a name."""

    @property
    def mail_answers(self) -> str:
        """The address that answers to notices come to; empty where letters take none."""

    @property
    def public_url(self) -> str:
        """The address people reach the service by; no slash at its end."""


class NotDelivered(Exception):
    """A message did not leave; `code` says why, `everybody` that no other of its channel would leave now either."""

    def __init__(self, code: str, *, everybody: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.everybody = everybody


Message_contra = TypeVar("Message_contra", contravariant=True)
"""What a channel's messages are: e-mails, requests, words for a chat."""


class Post(Protocol[Message_contra]):
    """Takes the messages of one channel; used by one thread."""

    def deliver(self, message: Message_contra) -> None:
        """Take a message to its one addressee. Raises NotDelivered."""

    def hang_up(self) -> None:
        """Give back what was held open between messages; the next opens it again."""


def open_post(settings: MailSettings) -> Post[EmailMessage]:
    """The post for e-mail. Raises ValueError if the SMTP URL cannot be read."""
    if settings.smtp_url is None:
        return OutboxPost(settings.outbox)
    return SmtpPost(settings.smtp_url, mail_host(settings.public_url))


class OutboxPost:
    """A folder with one .eml file per letter, named by the notice, so that a repetition overwrites itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, message: EmailMessage) -> None:
        """As `Post.deliver`."""
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        part = self._folder / f".{name}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(bytes(message))
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._folder / f"{name}.eml")
        except OSError as error:
            raise NotDelivered("mail_outbox_unwritable", everybody=True) from error

    def hang_up(self) -> None:
        """Nothing is held open."""


class SmtpPost:
    """A mail server, over one connection until `hang_up`.

    smtps:// is TLS from the start. With smtp:// STARTTLS is used where it is offered; where a password is to
    be sent, TLS with a verified certificate is required, unless the server is on this machine. Without a
    password the certificate is not looked at: letters would otherwise go in the clear, which is no safer
    (RFC 7435, opportunistic security).
    """

    def __init__(self, url: str, own_name: str) -> None:
        """`own_name` is what this host calls itself. Raises ValueError, without the URL, if that is malformed."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname or not _has_good_port(parts):
            raise ValueError("the SMTP URL has to look like smtp[s]://[USER:PASSWORD@]HOST[:PORT]")
        self._host = parts.hostname
        self._port = parts.port or PORTS[parts.scheme]
        self._tls = parts.scheme == "smtps"
        self._login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        self._own_name = own_name
        self._server: smtplib.SMTP | None = None

    def deliver(self, message: EmailMessage) -> None:
        """As `Post.deliver`."""
        server = self._server = self._server or self._connect()
        try:
            server.send_message(message, single_address(message["From"]), [single_address(message["To"])])
        except (OSError, ValueError) as error:
            self._server = None
            server.close()
            raise NotDelivered(_code(error)) from error

    def hang_up(self) -> None:
        """As `Post.hang_up`."""
        server, self._server = self._server, None
        if server is not None:
            try:
                server.quit()
            except OSError:
                server.close()

    def _connect(self) -> smtplib.SMTP:
        try:
            server = self._reach()
        except (OSError, ValueError) as error:
            raise NotDelivered(_connection_code(error), everybody=True) from error
        try:
            self._secure(server)
            if self._login:
                server.login(*self._login)
        except (OSError, ValueError) as error:
            server.close()
            raise NotDelivered(_connection_code(error), everybody=True) from error
        except NotDelivered:
            server.close()
            raise
        return server

    def _reach(self) -> smtplib.SMTP:
        if self._tls:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self._host, self._port, self._own_name, timeout=TIMEOUT, context=context)
        return smtplib.SMTP(self._host, self._port, self._own_name, timeout=TIMEOUT)

    def _secure(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if self._tls:
            return
        if server.has_extn("starttls"):
            context = ssl.create_default_context()
            if not self._login:
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            server.starttls(context=context)
            server.ehlo_or_helo_if_needed()
        elif self._login and self._host not in ("localhost", "127.0.0.1", "::1"):
            raise NotDelivered("mail_without_tls", everybody=True)


def _has_good_port(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def _code(error: Exception) -> str:
    """Why one letter did not leave; codes only, as a server's own words may name people."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"mail_refused_{next(iter(error.recipients.values()))[0]}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"mail_refused_{error.smtp_code}"
    return "mail_broken_off"


def _connection_code(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return "mail_tls_failed"
    if isinstance(error, (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, UnicodeError)):
        return "mail_login_refused"
    return "mail_unreachable"
