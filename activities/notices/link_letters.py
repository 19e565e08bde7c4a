"""`LinkLetters`: sends the letters that bring single-use links; a thread of the worker runs it.

They are no notices: some go to people who are not in yet, and what makes a link work is in the letter only.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from threading import Event
from typing import cast

import structlog

from activities.notices.addresses import address, mail_host, sender
from activities.notices.headers import POLICY
from activities.notices.link_queue import LinkErrand, anything_due, claim, record_failures, record_sent, release
from activities.notices.message import SENDERS
from activities.notices.post import MailSettings, NotDelivered, Post
from domain.letters.links import LinkKind, link_letter
from schemas.language import LANGUAGES, Language
from schemas.mishap import kind_and_place
from schemas.problems import Refused
from storage.database import Database

PAUSE = 0.5
PAUSE_IN_TROUBLE = 5.0

SHIFT = timedelta(seconds=20)
"""No letter of a batch is begun later than this, so that all are done long before their claim is over."""

log = structlog.get_logger()


class LinkLetters:
    """Sends each letter at least once; a repetition carries another token, and any of them works, once."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], post: Post[EmailMessage], settings: MailSettings
    ) -> None:
        self._database = database
        self._clock = clock
        self._post = post
        self._settings = settings

    def run(self, stop: Event) -> None:
        """Send whatever falls due until `stop` is set; outlives every trouble."""
        while not stop.is_set():
            try:
                self.send_once(stop)
            except Refused as refused:
                log.warning("links_wait", code=refused.code)
                stop.wait(PAUSE_IN_TROUBLE)
            except Exception as error:
                log.error("links_wait", **kind_and_place(error))
                stop.wait(PAUSE_IN_TROUBLE)
            else:
                stop.wait(PAUSE)

    def send_once(self, stop: Event | None = None) -> int:
        """Send one batch of what is due, no more once `stop` is set; how many letters left.

        Raises Refused("database_unavailable").
        """
        with self._database.read() as session:
            if not anything_due(session, self._clock()):
                return 0
        with self._database.write() as session:
            errands = claim(session, self._clock())
        try:
            return self._send(errands, stop)
        finally:
            self._post.hang_up()

    def _send(self, errands: Sequence[LinkErrand], stop: Event | None) -> int:
        began, sent = self._clock(), 0
        for place, errand in enumerate(errands):
            if (stop and stop.is_set()) or self._clock() - began > SHIFT:
                with self._database.write() as session:
                    release(session, errands[place:])
                break
            try:
                self._deliver(errand)
            except NotDelivered as trouble:
                rest = errands[place:] if trouble.everybody else [errand]
                with self._database.write() as session:
                    record_failures(session, rest, trouble.code, self._clock())
                if trouble.everybody:
                    break
            else:
                sent += 1
                with self._database.write() as session:
                    record_sent(session, errand)
        return sent

    def _deliver(self, errand: LinkErrand) -> None:
        """Raises NotDelivered, whatever went wrong: one letter must not hold up all others."""
        try:
            self._post.deliver(link_message(errand, self._settings))
        except NotDelivered as trouble:
            log.warning("link_waits", link=errand.link.id, code=trouble.code)
            raise
        except Exception as error:
            log.error("link_waits", link=errand.link.id, **kind_and_place(error))
            raise NotDelivered("mail_unexpected") from error


def link_message(errand: LinkErrand, settings: MailSettings) -> EmailMessage:
    """The e-mail with the link. Raises NotDelivered if an address cannot be used."""
    language: Language = next((known for known in LANGUAGES if known == errand.language), "ru")
    link = f"{settings.public_url}/links/{errand.token}"
    kind = cast(LinkKind, errand.link.kind)
    written = link_letter(
        kind, language=language, name=errand.name, link=link, inviter=errand.inviter, about=errand.about
    )
    mail = EmailMessage(policy=POLICY)
    try:
        mail["From"] = sender(settings.mail_sender, SENDERS[language])
    except ValueError as error:
        raise NotDelivered("mail_sender_unusable", everybody=True) from error
    try:
        mail["To"] = address(errand.name, errand.email)
    except ValueError as error:
        raise NotDelivered("mail_address_unusable") from error
    mail["Subject"] = written.subject
    mail["Date"] = errand.link.made_at
    mail["Message-ID"] = f"<{errand.link.id}.{errand.link.attempts}@{mail_host(settings.public_url)}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(written.text)
    return mail
