"""Headers that are remembered: the bytes are those of the standard library, however often and in which order."""

from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest

from activities.notices import headers
from activities.notices.addresses import address
from activities.notices.headers import POLICY

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
LONG = "Анализ and analysis " * 30
VALUES: list[tuple[str, Any]] = [
    ("From", address("Вече", "veche@veche.example")),
    ("To", address('x@example.org>, "Шеф" <boss@example.org', "a@example.org")),
    ("To", address("x", "a@example.org")),
    ("To", "x <a@example.org>"),
    ("Subject", "Новый срок"),
    ("Subject", LONG),
    ("X-Subject", LONG),
    ("Subject", "x <a@example.org>"),
    ("Subject", "=?utf-8?q?x?="),
    ("Date", NOON),
    ("Date", NOON.astimezone(timezone(timedelta(hours=3)))),
    ("Date", str(NOON)),
    ("Message-ID", f"<{'a' * 36}@[IPv6:::1]>"),
    ("References", f"<section.{'a' * 80}@veche.example>"),
    ("List-Id", "<doc-1.veche.example>"),
    ("Content-Type", 'text/plain; charset="utf-8"'),
]


def written(policy: Any, name: str, value: Any, linesep: str) -> bytes:
    mail = EmailMessage(policy=policy)
    mail[name] = value
    mail.set_content("Здравствуйте!\n")
    return mail.as_bytes(policy=policy.clone(linesep=linesep))


@pytest.mark.parametrize("kept", [headers.REMEMBERED, 3])
def test_letters_are_those_of_the_standard_library(monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    monkeypatch.setattr(headers, "REMEMBERED", kept)
    library = SMTP.clone(cte_type="7bit")
    wanted = [written(library, *header, linesep) for header in VALUES for linesep in ("\r\n", "\n")]
    for _ in range(2):
        assert [written(POLICY, *header, linesep) for header in VALUES for linesep in ("\r\n", "\n")] == wanted


def test_a_header_of_two_lines_is_refused_each_time() -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="linefeed"):
            EmailMessage(policy=POLICY)["Subject"] = "a\r\nBcc: b@example.org"
