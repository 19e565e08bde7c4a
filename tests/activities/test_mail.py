"""A message as it came, however hostile, and the mailbox that it lies in: a real IMAP conversation."""

from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from time import process_time

import pytest

from activities.mail.incoming import LONGEST_TEXT, MOST_BYTES, Unreadable, read_message
from activities.mail.mailbox import MOST_TRIES, Mailbox, MailboxClosed
from domain.replies.tokens import token_of
from schemas.ids import new_id
from schemas.problems import Refused
from tests.servers.imap import ImapServer, running_imap

TOKEN = token_of(b"secret", "answer", new_id())


def letter(text: str = "Согласен", **headers: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    given = {"From": "Анна <Anna@Example.org>", "To": f"veche+{TOKEN}@example.org", "Message-ID": "<1@example.org>"}
    for name, value in (given | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        mail[name] = value
    mail.set_content(text)
    return mail


def test_letter_tells_its_sender_token_and_text() -> None:
    read = read_message(bytes(letter("Не согласен: срок\n")))
    assert (read.sender, read.tokens, read.text) == ("anna@example.org", (TOKEN,), "Не согласен: срок")
    assert (read.message_id, read.automatic) == ("<1@example.org>", False)


@pytest.mark.parametrize("header", ["References", "In_Reply_To", "Cc", "Delivered_To"])
def test_token_is_found_wherever_mail_programs_keep_it(header: str) -> None:
    mail = letter(To="veche@example.org", **{header: f"<answer.{TOKEN.upper()}@example.org>"})
    assert read_message(bytes(mail)).tokens == (TOKEN,)


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
        {"List_Id": "<list.example.org>"},
        {"From": "MAILER-DAEMON@example.org"},
    ],
)
def test_letter_that_no_person_wrote_is_known(headers: dict[str, str]) -> None:
    assert read_message(bytes(letter(**headers))).automatic


@pytest.mark.parametrize("sender", ["a@example.org, b@example.org", ""])
def test_letter_without_one_sender_has_none(sender: str) -> None:
    content = bytes(letter()).replace(b"<Anna@Example.org>", sender.encode())
    assert read_message(content).sender == ""


def test_two_from_headers_are_no_sender() -> None:
    assert read_message(b"From: b@example.org\r\n" + bytes(letter())).sender == ""


def test_page_is_read_as_text_without_what_it_quotes() -> None:
    mail = letter()
    mail.set_content(
        "<html><head><style>p{}</style></head><body><p>Согласен</p><script>alert(1)</script>"
        "<blockquote>Просим дать отзыв</blockquote></body></html>",
        subtype="html",
    )
    assert read_message(bytes(mail)).text == "Согласен"


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<![CDATA[", "</", "<p><b>"])
def test_page_made_to_keep_the_reader_busy_is_read_to_its_end(piece: str) -> None:
    mail = letter()
    mail.set_content("<p>Согласен</p>" + piece * 30_000, subtype="html")
    assert read_message(bytes(mail)).text.startswith("Согласен")


@pytest.mark.parametrize("piece", ["<div>", "<ul>x", "<u><div>", "<ol><li>"])
def test_page_of_nested_elements_takes_no_time(piece: str) -> None:
    mail = letter()
    mail.set_content("<p>Согласен</p>" + piece * (LONGEST_TEXT // len(piece)), subtype="html")
    began = process_time()
    assert read_message(bytes(mail)).text.startswith("Согласен")
    assert process_time() - began < 1.5


def test_attachments_and_forwarded_messages_are_not_what_was_said() -> None:
    mail = letter("Прошу рассмотреть")
    mail.add_attachment("Согласен", filename="a.txt")
    mail.add_attachment(letter("Не согласен"))
    assert read_message(bytes(mail)).text == "Прошу рассмотреть"


def test_results_count_only_of_the_host_that_is_named_and_the_topmost() -> None:
    good = b"Authentication-Results: mx.example.org; dkim=pass header.d=example.org; spf=fail\r\n"
    forged = b"Authentication-Results: mx.example.org; dkim=fail\r\n"
    content = bytes(letter())
    assert read_message(good + content, checked_by="mx.example.org").checked == {"dkim"}
    assert read_message(good + content, checked_by="other.example.org").checked == frozenset()
    assert read_message(forged + good + content, checked_by="mx.example.org").checked == frozenset()


SIGNED = "dkim=pass header.d=example.org"
RESULTS = [
    (SIGNED, {"dkim"}),
    ("dkim=pass (2048-bit key; good) header.i=@Example.org header.b=abc", {"dkim"}),
    ("dkim=fail header.d=example.org; dkim/1 = pass header.d=EXAMPLE.org", {"dkim"}),
    ("dkim=pass header.d=evil.example; dmarc=pass (p=reject) header.from=example.org", {"dmarc"}),
    ("dkim=pass", set()),
    ("dkim=pass header.d=org", set()),
    ("dkim=pass header.d=evil.example", set()),
    ("dkim=pass header.d=evil.example header.i=@example.org", set()),
    ("dkim=pass header.d=an-example.org", set()),
    ("dkim=pass header.d=example.org.evil.example", set()),
    (f"{SIGNED}; dmarc=fail header.from=example.org", set()),
    ("spf=fail smtp.mailfrom=dmarc=pass@evil.example", set()),
    (f"dkim=none (no signature; {SIGNED}; (dmarc=pass) dmarc=pass)", set()),
    (f'spf=fail reason="; dmarc=pass ; {SIGNED}"', set()),
    (f"spf=fail (\\); {SIGNED}", set()),
    ("x-dmarc=pass; dmarc=passed; none", set()),
]


@pytest.mark.parametrize(("results", "checked"), RESULTS)
def test_result_counts_where_it_speaks_for_the_senders_domain(results: str, checked: set[str]) -> None:
    content = f"Authentication-Results: mx.example.org; {results}\r\n".encode() + bytes(letter())
    assert read_message(content, checked_by="mx.example.org").checked == checked


def test_signature_of_the_organisation_counts_for_a_sender_below_it() -> None:
    content = f"Authentication-Results: mx.example.org; {SIGNED}\r\n".encode()
    content += bytes(letter(From="anna@mail.example.org"))
    assert read_message(content, checked_by="mx.example.org").checked == {"dkim"}


def nested(depth: int) -> bytes:
    lines = [b"From: a@example.org"]
    for level in range(depth):
        lines += [f"Content-Type: multipart/mixed; boundary=b{level}".encode(), b"", f"--b{level}".encode()]
    return b"\r\n".join([*lines, b"", b"x"])


def many_parts() -> bytes:
    head = b"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    return head + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 1000 + b"--b--\r\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"x" * (MOST_BYTES + 1), "mail_too_large"),
        (nested(500), "mail_malformed"),
        (many_parts(), "mail_malformed"),
    ],
    ids=["large", "deep", "many"],
)
def test_hostile_message_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        read_message(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: a@example.org\r\nContent-Type: text/plain; charset=nonsense\r\n\r\nabc",
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!",
        b"From: =?utf-8?b?////?= <a@example.org>\r\nContent-Type: ;;;\r\n\r\nabc",
    ],
)
def test_broken_message_is_read_as_far_as_it_goes(content: bytes) -> None:
    assert read_message(content).tokens == ()


@pytest.fixture(name="imap")
def mailbox() -> Iterator[ImapServer]:
    with running_imap() as server:
        yield server


def test_each_new_letter_is_handed_over_once(imap: ImapServer) -> None:
    taken: list[bytes] = []
    box = Mailbox(imap.url)
    first = bytes(letter("Согласен"))
    imap.put(first)
    assert (box.look(taken.append), box.look(taken.append)) == (1, 0)
    imap.put(b"From: b@example.org\r\n\r\nx")
    assert box.look(taken.append) == 1
    assert taken == [first, b"From: b@example.org\r\n\r\nx"]


def test_letter_that_fails_is_tried_again_and_then_left_for_a_person(imap: ImapServer) -> None:
    tried: list[bytes] = []

    def fail(content: bytes) -> None:
        tried.append(content)
        raise ValueError

    box = Mailbox(imap.url)
    number = imap.put(b"From: a@example.org\r\n\r\nx")
    for _ in range(MOST_TRIES + 2):
        assert box.look(fail) == 0
    assert (len(tried), imap.flags[number]) == (MOST_TRIES, {"\\Flagged"})


def test_letter_waits_as_long_as_a_part_is_away(imap: ImapServer) -> None:
    def away(_: bytes) -> None:
        raise Refused("engine_unavailable")

    taken: list[bytes] = []
    box = Mailbox(imap.url)
    imap.put(b"From: a@example.org\r\n\r\nx")
    assert [box.look(away) for _ in range(MOST_TRIES + 2)] == [0] * (MOST_TRIES + 2)
    assert box.look(taken.append) == len(taken) == 1


def test_mailbox_that_lets_nobody_in_is_closed(imap: ImapServer) -> None:
    imap.refuses_logins = True
    with pytest.raises(MailboxClosed):
        Mailbox(imap.url).look(lambda _: None)


@pytest.mark.parametrize("url", ["imap://example.org", "http://a:b@example.org", "imap://a@example.org"])
def test_malformed_url_is_refused_without_being_told(url: str) -> None:
    with pytest.raises(ValueError, match="has to look like") as refused:
        Mailbox(url)
    assert url not in str(refused.value)
