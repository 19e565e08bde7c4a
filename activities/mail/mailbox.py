"""`Mailbox`: the one mailbox that answers come into, read over IMAP; a thread of the worker looks into it."""

import contextlib
import imaplib
import ssl
from collections.abc import Callable
from threading import Event
from urllib.parse import unquote, urlsplit

import structlog

from activities.mail.incoming import MOST_BYTES
from schemas.mishap import kind_and_place
from schemas.problems import Refused

PORTS = {"imap": 143, "imaps": 993}
TIMEOUT = 20.0
PERIOD = 20.0
"""Seconds between two looks."""
AT_ONCE = 50
MOST_TRIES = 5
"""After so many failures of ours a letter is flagged and left for a person to look at."""
_LOCAL = ("localhost", "127.0.0.1", "::1")

log = structlog.get_logger()


class MailboxClosed(Exception):
    """The mailbox could not be read."""


class Mailbox:
    """Reads unseen letters of a mailbox that nobody else reads, and marks each as seen once it was dealt with."""

    def __init__(self, url: str) -> None:
        """`url` is imap[s]://USER:PASSWORD@HOST[:PORT][/FOLDER]. Raises ValueError, without the URL, if malformed."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname or not parts.username or parts.password is None:
            raise ValueError("the IMAP URL has to look like imap[s]://USER:PASSWORD@HOST[:PORT][/FOLDER]")
        self._host, self._port = parts.hostname, parts.port or PORTS[parts.scheme]
        self._tls = parts.scheme == "imaps"
        self._login = unquote(parts.username), unquote(parts.password)
        self._folder = unquote(parts.path.strip("/")) or "INBOX"
        self._tries: dict[str, int] = {}

    def run(self, take: Callable[[bytes], None], stop: Event) -> None:
        """Hand every new letter to `take` until `stop` is set; outlives every trouble."""
        while not stop.is_set():
            try:
                self.look(take)
            except Exception as error:
                log.warning("mailbox_waits", **kind_and_place(error))
            stop.wait(PERIOD)

    def look(self, take: Callable[[bytes], None]) -> int:
        """Hand each new letter to `take`, once it returned for good; how many. Raises MailboxClosed.

        A letter for which `take` fails is handed over again with the next look, MOST_TRIES times; where it raises
        Refused, because a part of ours is away, as often as it takes.
        """
        try:
            server = self._open()
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxClosed from error
        try:
            return sum(self._hand_over(server, number, take) for number in self._new(server))
        except (OSError, imaplib.IMAP4.error) as error:
            raise MailboxClosed from error
        finally:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                server.logout()

    def _open(self) -> imaplib.IMAP4:
        """A connection; a password goes over TLS only, unless the server is on this machine."""
        if self._tls:
            context = ssl.create_default_context()
            server: imaplib.IMAP4 = imaplib.IMAP4_SSL(self._host, self._port, ssl_context=context, timeout=TIMEOUT)
        else:
            server = imaplib.IMAP4(self._host, self._port, timeout=TIMEOUT)
        try:
            self._enter(server)
        except (OSError, imaplib.IMAP4.error):
            server.shutdown()
            raise
        return server

    def _enter(self, server: imaplib.IMAP4) -> None:
        if not self._tls and self._host not in _LOCAL:
            server.starttls(ssl.create_default_context())
        server.login(*self._login)
        quoted = self._folder.replace("\\", "\\\\").replace('"', '\\"')
        if server.select(f'"{quoted}"')[0] != "OK":
            raise imaplib.IMAP4.error("no such folder")

    def _new(self, server: imaplib.IMAP4) -> list[str]:
        _, found = server.uid("SEARCH", "UNSEEN", "UNFLAGGED")
        return [number.decode() for number in (found[0] or b"").split()[:AT_ONCE]]

    def _hand_over(self, server: imaplib.IMAP4, number: str, take: Callable[[bytes], None]) -> int:
        # One byte more than is ever read, so that what is too large is known to be.
        _, found = server.uid("FETCH", number, f"(BODY.PEEK[]<0.{MOST_BYTES + 1}>)")
        content = next((one[1] for one in found if isinstance(one, tuple)), None)
        if content is None:
            return 0
        try:
            take(content)
        except Refused as refused:
            log.warning("letter_waits", code=refused.code)
            return 0
        except Exception as error:
            tries = self._tries[number] = self._tries.get(number, 0) + 1
            log.error("letter_not_taken", tries=tries, **kind_and_place(error))
            if tries >= MOST_TRIES:
                server.uid("STORE", number, "+FLAGS", r"(\Flagged)")
            return 0
        self._tries.pop(number, None)
        server.uid("STORE", number, "+FLAGS", r"(\Seen)")
        return 1
