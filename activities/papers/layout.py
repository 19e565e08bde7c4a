"""A paper as lines of its head, blocks of its body, and lines of its foot, before it takes a form.

The head has the requisites of GOST R 7.0.97-2025: the author organisation, the mark of approval, the kind of the
document, its date and number, and the heading of its text.
"""

from dataclasses import dataclass
from typing import Literal

from activities.edition.ast import Element, paragraph, plain
from activities.edition.typography import typeset
from activities.edition.words import WORDS as EDITION_WORDS
from activities.papers.tables import body_of
from activities.papers.words import WORDS
from schemas.language import Language
from schemas.papers import Paper

Style = Literal["organisation", "approval", "kind", "dated", "heading", "text", "signature", "entry"]
Line = tuple[Style, str]

APPROVED: frozenset[str] = frozenset({"disagreements"})
"""The papers that somebody puts into force: they bear the mark of approval."""


@dataclass(frozen=True)
class LaidOut:
    """A paper ready to be written; `instant` is ISO 8601 in UTC, to the second."""

    paper: Paper
    title: str
    head: tuple[Line, ...]
    blocks: list[Element]
    foot: tuple[Line, ...]

    @property
    def instant(self) -> str:
        """The date that the files' own metadata bear."""
        return self.paper.at.strftime("%Y-%m-%dT%H:%M:%SZ")


def lay_out(paper: Paper) -> LaidOut:
    """The whole paper, its words set as an edition's are."""
    words = WORDS[paper.language]
    return LaidOut(
        paper=paper,
        title=f"{words.kinds[paper.kind].capitalize()}: {paper.document}",
        head=_set(_head(paper), paper.language),
        blocks=typeset(body_of(paper), paper.language),
        foot=_set(_foot(paper), paper.language),
    )


def _head(paper: Paper) -> list[Line]:
    words = WORDS[paper.language]
    lines: list[Line] = [("organisation", paper.organisation)]
    if paper.kind in APPROVED:
        signed = (words.approve, words.coordinator, f"______________ {paper.coordinator}", words.blank_date)
        lines += [("approval", one) for one in signed]
    day = EDITION_WORDS[paper.language].day(paper.date)
    lines += [
        ("kind", words.kinds[paper.kind]),
        ("dated", words.dated.format(day=day, number=paper.number)),
        ("heading", _about(paper)),
    ]
    return lines + [("text", one) for one in _texts(paper)]


def _about(paper: Paper) -> str:
    words = WORDS[paper.language]
    if paper.whole or not paper.texts:
        return words.about_whole.format(document=paper.document)
    text = paper.texts[0]
    return words.about_section.format(number=text.number, title=text.title, document=paper.document)


def _texts(paper: Paper) -> list[str]:
    words = WORDS[paper.language]
    lines = []
    for text in paper.texts:
        if not text.number:
            lines.append(words.candidate.format(hash=text.text_hash))
        elif text.revision_number is not None:
            name = f"{text.number}. {text.title}"
            lines.append(words.text.format(name=name, revision=text.revision_number, hash=text.text_hash))
    return lines


def _foot(paper: Paper) -> list[Line]:
    words = WORDS[paper.language]
    position = ", ".join(filter(None, (words.coordinator, paper.position)))
    entry = words.entry.format(entry=paper.entry) if paper.entry else ""
    return [("signature", f"{position} ______________ {paper.coordinator}"), ("entry", entry)]


def _set(lines: list[Line], language: Language) -> tuple[Line, ...]:
    return tuple((style, plain(typeset([paragraph(text)], language)[0]["c"])) for style, text in lines if text)
