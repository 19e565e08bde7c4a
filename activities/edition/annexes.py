"""The annexes of an edition: the agreement sheet and the summary of remarks, as tables per section."""

from collections.abc import Iterable
from itertools import groupby
from typing import TypeVar

from activities.edition.ast import Element, heading, inlines, paragraph, table
from activities.edition.words import WORDS, Words, short_day
from schemas.edition import AgreementRow, EditionContent, RemarkRow

AGREEMENT_ANCHOR = "annex-1"
REMARKS_ANCHOR = "annex-2"
AGREEMENT_WIDTHS = (0.34, 0.19, 0.2, 0.13, 0.14)
REMARK_WIDTHS = (0.06, 0.2, 0.2, 0.29, 0.25)
HASH_DIGITS = 8

Row = TypeVar("Row", AgreementRow, RemarkRow)


def annexes(content: EditionContent) -> list[Element]:
    """Both annexes, each under a heading of its own even when it is empty."""
    words = WORDS[content.language]
    return [
        _heading(AGREEMENT_ANCHOR, 1, words.agreement_sheet, words),
        *(_agreement(content, words) or [paragraph(words.no_agreement)]),
        _heading(REMARKS_ANCHOR, 2, words.remarks, words),
        *(_remarks(content, words) or [paragraph(words.no_remarks)]),
    ]


def _heading(anchor: str, number: int, title: str, words: Words) -> Element:
    return heading(1, anchor, inlines(words.annex.format(number=number, title=title)))


def _agreement(content: EditionContent, words: Words) -> list[Element]:
    def cells(row: AgreementRow) -> tuple[str, ...]:
        about = ", ".join(filter(None, (row.position, row.organisation)))
        revision = words.revision.format(number=row.revision_number) if row.revision_number is not None else ""
        return (
            _cell(row.person, words.instead_of.format(person=row.instead_of) if row.instead_of else "", about),
            words.parts[row.part],
            words.verdicts[row.verdict],
            _cell(revision, row.revision_hash[:HASH_DIGITS]),
            short_day(row.at, content.zone),
        )

    return [
        table(caption, words.agreement_titles, [cells(row) for row in rows], AGREEMENT_WIDTHS)
        for caption, rows in _by_section(content.agreement, words)
    ]


def _remarks(content: EditionContent, words: Words) -> list[Element]:
    def cells(row: RemarkRow) -> tuple[str, ...]:
        return (
            str(row.number),
            row.author,
            row.place,
            f"{words.kinds[row.kind]}: {row.text}",
            _answer(row, words),
        )

    return [
        table(caption, words.remark_titles, [cells(row) for row in rows], REMARK_WIDTHS)
        for caption, rows in _by_section(content.remarks, words)
    ]


def _answer(row: RemarkRow, words: Words) -> str:
    if row.answer is None:
        return row.grounds or f"{words.unanswered}."
    return f"{words.answers[row.answer]}. {row.grounds}".rstrip()


def _cell(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _by_section(rows: Iterable[Row], words: Words) -> list[tuple[str, list[Row]]]:
    """Neighbouring rows of the same section under its name, in the order given."""

    def caption(row: Row) -> str:
        if not row.section_title:
            return words.whole_document
        return f"{row.section_number}. {row.section_title}" if row.section_number else row.section_title

    return [(name, list(group)) for name, group in groupby(rows, caption)]
