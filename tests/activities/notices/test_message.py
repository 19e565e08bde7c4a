"""The e-mail of a notice: its headers, and that nobody can forge them."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from activities.notices.errand import Addressee, Errand, Part, Told
from activities.notices.message import MailPen
from activities.notices.post import NotDelivered
from activities.notices.wording import Wording
from tests.activities.notices.conftest import FACTS, Mailing

MADE = datetime(2026, 12, 1, 12, tzinfo=UTC)
SETTINGS = Mailing(Path("outbox"))
EVIL = "Анна\r\nBcc: x@example.org\r\n\r\n<b>\u2028\u0085X-Evil: 1\x00"
EVIL_LINE = "Анна Bcc: x@example.org <b> X-Evil: 1"
HEADERS = [
    *("From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "List-Id"),
    *("Auto-Submitted", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
]


def errand_of(notice: Told, person: Addressee) -> Errand:
    delivery = Part("d-1", person.id, notice.id, None, "email", "at_once", notice.id, MADE)
    return Errand(notice.id, "email", person, person.email, (delivery,), MADE, (notice,))


def mailed(settings: Mailing = SETTINGS, facts: dict[str, Any] | None = None, **person: Any) -> EmailMessage:
    """The message as a mail program reads it."""
    given: dict[str, Any] = {
        "id": "p-1",
        "email": "anna@example.org",
        "name": "Анна Орлова",
        "language": "ru",
        "active": True,
    }
    notice = Told("n-1", "extended", FACTS if facts is None else facts, MADE, None)
    errand = errand_of(notice, Addressee(**given | person))
    raw = bytes(MailPen(settings, Wording(settings.public_url, b"")).write(errand))
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    read = message_from_bytes(raw, policy=policy.default)
    assert isinstance(read, EmailMessage)
    assert not read.defects
    return read


def test_message_has_the_headers_of_an_automatic_letter() -> None:
    mail = mailed()
    assert sorted(mail.keys()) == sorted(HEADERS)
    assert {name: str(mail[name]) for name in HEADERS[:9]} == {
        "From": "Вече <veche@veche.example>",
        "To": "Анна Орлова <anna@example.org>",
        "Subject": "Новый срок: раздел 2 «Анализ положения», документ «Стратегия развития»",
        "Date": "Tue, 01 Dec 2026 12:00:00 +0000",
        "Message-ID": "<n-1@veche.example>",
        "In-Reply-To": "<section.sec-2@veche.example>",
        "References": "<section.sec-2@veche.example>",
        "List-Id": "<doc-1.veche.example>",
        "Auto-Submitted": "auto-generated",
    }
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().splitlines()[:2] == ["Здравствуйте, Анна Орлова!", ""]


def test_message_about_a_document_is_of_the_document_s_thread() -> None:
    facts = {"document_id": "doc-1", "document": "Стратегия", "phase": "signing", "deadline": None}
    assert mailed(facts=facts)["References"] == "<document.doc-1@veche.example>"


def test_message_is_the_same_each_time() -> None:
    assert mailed().as_bytes() == mailed().as_bytes()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_message_lets_nobody_forge_headers(language: str) -> None:
    mail = mailed(name=EVIL, language=language, facts=FACTS | {"section": EVIL, "document": EVIL})
    assert sorted(mail.keys()) == sorted(HEADERS)
    (to,) = mail["To"].addresses
    assert (to.display_name, to.addr_spec) == (EVIL_LINE, "anna@example.org")
    assert str(mail["Subject"]).count(EVIL_LINE) == 2


def test_message_keeps_a_name_that_looks_like_an_address() -> None:
    name = 'x@example.org>, "Шеф" <boss@example.org'
    (to,) = mailed(name=name)["To"].addresses
    assert (to.display_name, to.addr_spec) == (name, "anna@example.org")


def test_message_keeps_long_titles() -> None:
    facts = FACTS | {"section": "Анализ and analysis " * 30, "document": "Стратегия" * 40}
    subject = str(mailed(facts=facts)["Subject"])
    assert subject.count("Анализ and analysis") == 30
    assert "Стратегия" * 40 in subject


ADDRESSES = [
    ("anna@почта.рф", "anna@xn--80a1acny.xn--p1ai"),
    (" anna@example.org ", "anna@example.org"),
    ("o'anna+veche@example.org", "o'anna+veche@example.org"),
]


@pytest.mark.parametrize(("email", "written"), ADDRESSES)
def test_message_goes_to_the_person_s_address(email: str, written: str) -> None:
    assert mailed(email=email)["To"].addresses[0].addr_spec == written


UNUSABLE = [
    *("anna", "@example.org", "anna@", "почта@example.org", "a@b@example.org", "a b@example.org"),
    *("a@example.org\nBcc: b@example.org", "a@example..org", f"a@{'x' * 70}.org", "a,b@example.org"),
]


@pytest.mark.parametrize("email", UNUSABLE)
def test_message_to_an_unusable_address(email: str) -> None:
    with pytest.raises(NotDelivered) as refused:
        mailed(email=email)
    assert (refused.value.code, refused.value.everybody) == ("mail_address_unusable", False)


def test_message_from_an_unusable_address() -> None:
    with pytest.raises(NotDelivered) as refused:
        mailed(replace(SETTINGS, mail_sender="Вече"))
    assert (refused.value.code, refused.value.everybody) == ("mail_sender_unusable", True)


def test_message_from_the_name_that_was_set() -> None:
    sender = mailed(replace(SETTINGS, mail_sender="Секретариат <office@example.org>"))["From"]
    assert str(sender) == "Секретариат <office@example.org>"


HOSTS = [
    ("http://127.0.0.1:8080", "[127.0.0.1]"),
    ("http://[::1]:8080", "[IPv6:::1]"),
    ("https://вече.рф", "xn--b1aga5e.xn--p1ai"),
    (f"https://{'a' * 60}.example", f"{'a' * 60}.example"),
]


@pytest.mark.parametrize(("url", "host"), HOSTS)
def test_message_is_named_after_the_host(url: str, host: str) -> None:
    mail = mailed(replace(SETTINGS, public_url=url))
    assert mail["Message-ID"].strip() == f"<n-1@{host}>"
    assert mail["References"].strip() == f"<section.sec-2@{host}>"
    assert f"{url}/sections/sec-2" in mail.get_content().splitlines()
