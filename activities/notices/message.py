"""`MailPen`: an errand as an e-mail, the same bytes each time it is made."""

from email.message import EmailMessage

from activities.notices.addresses import address, mail_host, sender
from activities.notices.errand import Errand
from activities.notices.headers import POLICY
from activities.notices.post import MailSettings, NotDelivered
from activities.notices.wording import Wording, date_of, language_of
from schemas.language import Language

SENDERS: dict[Language, str] = {"ru": "Вече", "en": "Veche"}


class MailPen:
    """Writes the e-mails of one installation."""

    def __init__(self, settings: MailSettings, wording: Wording) -> None:
        self._settings = settings
        self._wording = wording
        self._host = mail_host(settings.public_url)

    def write(self, errand: Errand) -> EmailMessage:
        """The e-mail of an errand.

        Message-ID and Date come from the errand's rows, so that a repetition is the same letter; References name
        a letter that never was, one per section or document, so that mail programs show a thread of each.
        Raises NotDelivered if an address cannot be used, KeyError as `domain.letters.letter` does.
        """
        mail = EmailMessage(policy=POLICY)
        written = self._wording.written(errand)
        try:
            mail["From"] = sender(self._settings.mail_sender, SENDERS[language_of(errand)])
        except ValueError as error:
            raise NotDelivered("mail_sender_unusable", everybody=True) from error
        try:
            mail["To"] = address("" if errand.proof else errand.person.name, errand.address)
        except ValueError as error:
            raise NotDelivered("mail_address_unusable") from error
        mail["Subject"] = written.subject
        mail["Date"] = date_of(errand)
        mail["Message-ID"] = f"<{errand.id}@{self._host}>"
        self._add_place(mail, errand)
        self._add_answer(mail, errand)
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(written.text)
        return mail

    def _add_place(self, mail: EmailMessage, errand: Errand) -> None:
        """The thread and the list that it belongs to: those of its section and document, if it is about one."""
        if errand.proof is not None:
            return
        facts = errand.notices[0].facts
        if errand.deliveries[0].rhythm != "at_once":
            mail["List-Id"] = f"<digest.{self._host}>"
        elif "document_id" in facts:
            section = facts.get("section_id")
            thread = f"section.{section}" if section else f"document.{facts['document_id']}"
            mail["In-Reply-To"] = f"<{thread}@{self._host}>"
            mail["References"] = f"<{thread}@{self._host}>"
            mail["List-Id"] = f"<{facts['document_id']}.{self._host}>"

    def _add_answer(self, mail: EmailMessage, errand: Errand) -> None:
        """Where an answer goes and what it brings along: mail programs keep one of both, the address or References."""
        token = self._wording.answer_token(errand)
        if token is None:
            return
        local, _, domain = self._settings.mail_answers.rpartition("@")
        try:
            mail["Reply-To"] = address("", f"{local}+{token}@{domain}")
        except ValueError as error:
            raise NotDelivered("mail_sender_unusable", everybody=True) from error
        before = mail["References"]
        del mail["References"]
        mail["References"] = " ".join(filter(None, (before and str(before), f"<answer.{token}@{self._host}>")))
