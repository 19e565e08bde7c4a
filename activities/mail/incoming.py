"""A message as it came, read with limits: who sent it, which tokens it brings, and its text; whoever sent it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from email.utils import getaddresses
from html.parser import HTMLParser

import nh3

from domain.replies.tokens import TOKEN

MOST_BYTES = 10_000_000
MOST_PARTS = 100
MOST_DEEP = 10
LONGEST_TEXT = 200_000
MOST_TAGS = 10_000
"""Of a page; what stands behind them is not read: over deeply nested ones a parser's work grows with their square."""
LONGEST_ADDRESSING = 20_000
"""Characters of all headers of one name."""

_ADDRESSED = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "In-Reply-To", "References")
_BREAKING = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote"}
_SILENT = {"script", "style", "title"}
_RESULT = re.compile(r"\s*(dkim|dmarc)\s*(?:/\s*\d+\s*)?=\s*(\w+)(?!\S)", re.IGNORECASE)
_SIGNER = re.compile(r"\sheader\.(d|i)\s*=\s*(\S+)", re.IGNORECASE)


class Unreadable(Exception):
    """A message that is not read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Incoming:
    """What a message says; `sender` is empty unless it has exactly one. `tokens` are what looks like some.

    `automatic`: no person wrote it (an auto-reply, a bounce, a list). `checked` are the checks that speak for the
    sender's domain and that, as the mail server's own host says, were passed: dkim, dmarc.
    """

    message_id: str
    sender: str
    tokens: tuple[str, ...]
    text: str = field(repr=False)
    automatic: bool = False
    checked: frozenset[str] = frozenset()


def read_message(content: bytes, *, checked_by: str = "") -> Incoming:
    """Read a message (RFC 5322). `checked_by` is the host whose Authentication-Results (RFC 8601) are believed.

    Raises Unreadable: mail_too_large, mail_malformed.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable("mail_too_large")
    try:
        message = message_from_bytes(content, policy=policy.compat32)
        return Incoming(
            message_id=_header(message, "Message-ID").strip()[:500],
            sender=_sender(message),
            tokens=_tokens(message),
            text=_text(message),
            automatic=_is_automatic(message),
            checked=_checked(message, checked_by),
        )
    except (MessageError, ValueError, LookupError, RecursionError, TypeError, AttributeError) as error:
        raise Unreadable("mail_malformed") from error


def _header(message: Message, name: str) -> str:
    return str(message.get(name, ""))[:LONGEST_ADDRESSING]


def _sender(message: Message) -> str:
    froms = message.get_all("From", [])
    if len(froms) != 1:
        return ""
    found = [address for _, address in getaddresses([str(froms[0])[:1000]]) if "@" in address]
    return found[0].lower() if len(found) == 1 else ""


def _tokens(message: Message) -> tuple[str, ...]:
    places = (str(value) for name in _ADDRESSED for value in message.get_all(name, []))
    return tuple(dict.fromkeys(found.lower() for found in TOKEN.findall(" ".join(places)[:LONGEST_ADDRESSING])))[:20]


def _is_automatic(message: Message) -> bool:
    """By RFC 3834 and what programs send that never heard of it."""
    submitted = _header(message, "Auto-Submitted").split(";")[0].strip().lower()
    if submitted not in ("", "no") or message.get_content_type() in ("multipart/report", "message/delivery-status"):
        return True
    if _header(message, "Precedence").strip().lower() in ("bulk", "junk", "list", "auto_reply"):
        return True
    if any(name in message for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress", "List-Id")):
        return True
    return _header(message, "Return-Path").strip() == "<>" or _sender(message).startswith(
        ("mailer-daemon@", "postmaster@")
    )


def _checked(message: Message, checked_by: str) -> frozenset[str]:
    """Only the topmost of that host's: what stands below it, a sender may have written."""
    for value in message.get_all("Authentication-Results", []):
        host, *results = _bare(str(value)[:LONGEST_ADDRESSING]).split(";")
        if checked_by and host.split()[:1] == [checked_by]:
            return _passed(results, _sender(message).rpartition("@")[2])
    return frozenset()


def _bare(value: str) -> str:
    """A structured header without its comments and quoted strings: a sender may have worded them."""
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for one in value:
        if escaped or one == "\\":
            escaped = not escaped
        elif one == '"' and not depth:
            quoted = not quoted
        elif one == "(" and not quoted:
            depth += 1
        elif one == ")" and depth:
            depth -= 1
            kept.append(" ")
        elif not depth and not quoted:
            kept.append(one)
    return "".join(kept)


def _passed(results: list[str], domain: str) -> frozenset[str]:
    """Whoever owns any domain can sign with it: a signature counts for its own domain and those below it."""
    passed: set[str] = set()
    for result in results:
        found = _RESULT.match(result)
        method, how = (found[1].lower(), found[2].lower()) if found else ("", "")
        if (method, how) == ("dmarc", "fail"):
            return frozenset()
        if how == "pass" and (method == "dmarc" or _signs_for(result, domain)):
            passed.add(method)
    return frozenset(passed)


def _signs_for(result: str, domain: str) -> bool:
    named = [(which.lower(), value.rpartition("@")[2].lower()) for which, value in _SIGNER.findall(result)]
    signers = [name for which, name in named if which == "d"] or [name for _, name in named]
    return bool(signers) and all("." in one and f".{domain}".endswith(f".{one}") for one in signers)


def _text(message: Message) -> str:
    """The first plain text that is no attachment; where there is none, the first HTML as text."""
    plain, html = "", ""
    for part in _parts(message):
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and not plain:
            plain = _decoded(part)
        elif kind == "text/html" and not html:
            html = _decoded(part)
    return plain.strip() or (_without_tags(html) if html else "")


def _parts(message: Message) -> Iterator[Message]:
    waiting, seen = [(message, 0)], 0
    while waiting:
        part, depth = waiting.pop(0)
        seen += 1
        if seen > MOST_PARTS or depth > MOST_DEEP:
            raise Unreadable("mail_malformed")
        yield part
        # What is forwarded as a message of its own is not what its sender wrote.
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            payload = part.get_payload()
            assert isinstance(payload, list)
            waiting = [*((one, depth + 1) for one in payload if isinstance(one, Message)), *waiting]


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    charset = part.get_content_charset() or "utf-8"
    try:
        text = content.decode(charset, errors="replace")
    except LookupError:
        text = content.decode("utf-8", errors="replace")
    return "".join(one for one in text[:LONGEST_TEXT] if one in "\n\r\t" or one.isprintable())


class _Words(HTMLParser):
    """The words of a page; what a mail program marks as quoted is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  its base has it
        """Begin a line, or a quotation."""
        self._quoted += tag == "blockquote"
        if tag in _BREAKING:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        self._quoted -= tag == "blockquote"
        if tag in _BREAKING - {"br"}:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        if not self._quoted:
            self.words.append(re.sub(r"\s+", " ", data))


def _without_tags(html: str) -> str:
    reader = _Words()
    html = "<".join(html.split("<", MOST_TAGS + 1)[: MOST_TAGS + 1])
    # Put in order first: over a page made to keep it busy the parser of the standard library sits for hours.
    reader.feed(nh3.clean(html, tags=_BREAKING | {"table", "tbody", "ul"}, clean_content_tags=_SILENT, attributes={}))
    reader.close()
    lines = "".join(reader.words).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()
