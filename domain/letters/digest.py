"""`digest`: one letter for all that was told to a person in a day or a week, grouped by document."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.letters.letter import TONGUES, Letter, Said, greeting, one_line, what_is_said
from schemas.channels import Rhythm
from schemas.language import Language


@dataclass(frozen=True)
class Entry:
    """One notice of a digest: its kind, the facts of its row, and the reason somebody typed, if there is one."""

    kind: str
    facts: dict[str, Any]
    note_text: str | None = None


@dataclass(frozen=True)
class _Words:
    subject: dict[Rhythm, str]
    opening: dict[Rhythm, str]
    document: str
    others: str
    inbox: str
    farewell: str


_WORDS: dict[Language, _Words] = {
    "ru": _Words(
        subject={"daily": "Сводка за день, сообщений: {count}", "weekly": "Сводка за неделю, сообщений: {count}"},
        opening={
            "daily": "Вот что произошло с прошлой ежедневной сводки. Сообщений: {count}.",
            "weekly": "Вот что произошло с прошлой еженедельной сводки. Сообщений: {count}.",
        },
        document="ДОКУМЕНТ «{document}»",
        others="ДРУГОЕ",
        inbox="Все сообщения есть и во входящих: {base_url}",
        farewell="Вы получаете сводку, потому что так настроили. Письмо составлено автоматически, отвечать не нужно.",
    ),
    "en": _Words(
        subject={"daily": "Digest of the day, notices: {count}", "weekly": "Digest of the week, notices: {count}"},
        opening={
            "daily": "This has happened since the last daily digest. Notices: {count}.",
            "weekly": "This has happened since the last weekly digest. Notices: {count}.",
        },
        document="DOCUMENT “{document}”",
        others="OTHER",
        inbox="All notices are in your inbox, too: {base_url}",
        farewell="You get this digest because you chose so. It was written automatically; there is no need to answer.",
    ),
}


def digest(entries: Sequence[Entry], rhythm: Rhythm, *, language: Language, name: str, base_url: str) -> Letter:
    """Write the digest of `entries`, in the order given within each document; a document stands where its first does.

    `rhythm` is daily or weekly. Raises KeyError as `letter` does.
    """
    words = _WORDS[language]
    groups: dict[str, list[str]] = {}
    for entry in entries:
        said = what_is_said(entry.kind, entry.facts, language=language, base_url=base_url, note_text=entry.note_text)
        document = one_line(str(entry.facts.get("document") or ""))
        heading = words.document.format(document=document) if document else words.others
        groups.setdefault(heading, []).append(_paragraph(said))
    count = len(entries)
    paragraphs = [greeting(TONGUES[language], name), words.opening[rhythm].format(count=count)]
    for heading, told in groups.items():
        paragraphs += [heading, *told]
    paragraphs += [words.inbox.format(base_url=base_url), words.farewell]
    return Letter(subject=words.subject[rhythm].format(count=count), text="\n\n".join(paragraphs) + "\n")


def _paragraph(said: Said) -> str:
    return "\n".join(filter(None, [said.subject, said.happened, said.asked, said.until, said.link]))
