"""`message`: a notice's letter as an e-mail, the same bytes each time it is made."""

from email.message import EmailMessage
from email.policy import SMTP

from activities.notices.addresses import address, mail_host, sender
from activities.notices.post import MailSettings, NotDelivered
from activities.notices.queue import Errand
from domain.letters import letter
from schemas.language import LANGUAGES, Language

POLICY = SMTP.clone(cte_type="7bit")
"""Every server takes these, also those that never heard of 8BITMIME."""

SENDERS: dict[Language, str] = {"ru": "Вече", "en": "Veche"}


def message(errand: Errand, settings: MailSettings) -> EmailMessage:
    """Write the e-mail of a notice.

    Message-ID and Date come from the notice's row, so that a repetition is the same letter; References name
    a letter that never was, one per section or document, so that mail programs show a thread of each.
    Raises NotDelivered if an address cannot be used, KeyError as `domain.letters.letter` does.
    """
    notice, person = errand.notice, errand.person
    language: Language = next((known for known in LANGUAGES if known == person.language), "ru")
    written = letter(
        notice.kind,
        notice.facts,
        language=language,
        name=person.name,
        base_url=settings.public_url,
        note_text=errand.note,
    )
    host = mail_host(settings.public_url)
    thread = f"<{_subject(notice.facts)}@{host}>"
    mail = EmailMessage(policy=POLICY)
    try:
        mail["From"] = sender(settings.mail_sender, SENDERS[language])
    except ValueError as error:
        raise NotDelivered("mail_sender_unusable", everybody=True) from error
    try:
        mail["To"] = address(person.name, person.email)
    except ValueError as error:
        raise NotDelivered("mail_address_unusable") from error
    mail["Subject"] = written.subject
    mail["Date"] = notice.made_at
    mail["Message-ID"] = f"<{notice.id}@{host}>"
    mail["In-Reply-To"] = thread
    mail["References"] = thread
    mail["List-Id"] = f"<{notice.facts['document_id']}.{host}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(written.text)
    return mail


def _subject(facts: dict[str, str]) -> str:
    if "section_id" in facts:
        return f"section.{facts['section_id']}"
    return f"document.{facts['document_id']}"
