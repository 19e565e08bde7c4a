"""The annexes of an edition: the agreement sheet, the summary of remarks and dissent, as tables per section."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from activities.edition.ast import Element, heading, inlines, paragraph, table
from activities.edition.words import WORDS, Words, short_day
from schemas.edition import AgreementRow, DisagreementRow, EditionContent, ReasonRow, RemarkAnswer, RemarkRow

AGREEMENT_ANCHOR = "annex-1"
REMARKS_ANCHOR = "annex-2"
DISSENT_ANCHOR = "annex-3"
AGREEMENT_WIDTHS = (0.34, 0.19, 0.2, 0.13, 0.14)
REMARK_WIDTHS = (0.06, 0.2, 0.2, 0.29, 0.25)
DISSENT_WIDTHS = (0.06, 0.22, 0.25, 0.25, 0.22)
REASON_WIDTHS = (0.24, 0.26, 0.36, 0.14)
HASH_DIGITS = 8

Row = TypeVar("Row", AgreementRow, RemarkRow, DisagreementRow)


def annexes(content: EditionContent) -> list[Element]:
    """The annexes, each under a heading of its own; dissent only where some is published, the others also empty."""
    words = WORDS[content.language]
    return [
        _heading(AGREEMENT_ANCHOR, 1, words.agreement_sheet, words),
        *(_agreement(content, words) or [paragraph(words.no_agreement)]),
        _heading(REMARKS_ANCHOR, 2, words.remarks, words),
        *_remarks(content, words),
        *reasons(content.reasons, words, content.zone),
        *([_heading(DISSENT_ANCHOR, 3, words.dissent, words)] if content.disagreements else []),
        *_dissent(content, words),
    ]


def _heading(anchor: str, number: int, title: str, words: Words) -> Element:
    return heading(1, anchor, inlines(words.annex.format(number=number, title=title)))


def _agreement(content: EditionContent, words: Words) -> list[Element]:
    def cells(row: AgreementRow) -> tuple[str, ...]:
        about = ", ".join(filter(None, (row.position, row.organisation)))
        revision = words.revision.format(number=row.revision_number) if row.revision_number is not None else ""
        return (
            cell(*speaker_lines(row, words), about),
            words.parts[row.part],
            cell(words.verdicts[row.verdict], row.reasons),
            cell(revision, row.revision_hash[:HASH_DIGITS]),
            short_day(row.at, content.zone),
        )

    return [
        table(caption, words.agreement_titles, [cells(row) for row in rows], AGREEMENT_WIDTHS)
        for caption, rows in by_section(content.agreement, words)
    ]


def _remarks(content: EditionContent, words: Words) -> list[Element]:
    def cells(row: RemarkRow) -> tuple[str, ...]:
        return (
            str(row.number),
            row.author,
            row.place,
            f"{words.kinds[row.kind]}: {row.text}",
            said_in_answer(row, words),
        )

    tables = [
        table(caption, words.remark_titles, [cells(row) for row in rows], REMARK_WIDTHS)
        for caption, rows in by_section(content.remarks, words)
    ]
    return [*(tables or [paragraph(words.no_remarks)]), *tallied(content.remarks, words)]


def tallied(rows: Sequence[RemarkRow], words: Words) -> list[Element]:
    """How many remarks there are, and how many of them got each answer; nothing where there are none."""
    if not rows:
        return []
    found = Counter(row.answer for row in rows)
    labels: list[tuple[RemarkAnswer | None, str]] = [*words.answers.items(), (None, words.unanswered)]
    counts = [f"{label}: {found[answer]}" for answer, label in labels if found[answer]]
    return [paragraph(f"{words.total.format(count=len(rows))} {'; '.join(counts)}.")]


def reasons(rows: Sequence[ReasonRow], words: Words, zone: str, *, whole: bool = True) -> list[Element]:
    """What was typed with decisions and is no remark; of the whole document with the section's name in each row."""

    def cells(row: ReasonRow) -> tuple[str, ...]:
        place = f"{row.section_number}. {row.section_title}" if whole and row.section_title else ""
        return row.author, cell(_decided(row, words), place), row.text, short_day(row.at, zone)

    return [table(words.reasons, words.reason_titles, [cells(row) for row in rows], REASON_WIDTHS)] if rows else []


def _dissent(content: EditionContent, words: Words) -> list[Element]:
    def cells(row: DisagreementRow) -> tuple[str, ...]:
        day = short_day(row.at, content.zone) if row.at else ""
        return str(row.number), cell(*row.parties[:1], row.reason), row.wording, row.proposed, cell(row.decision, day)

    return [
        table(caption, words.dissent_titles, [cells(row) for row in rows], DISSENT_WIDTHS)
        for caption, rows in by_section(content.disagreements, words)
    ]


def _decided(row: ReasonRow, words: Words) -> str:
    if row.decision == "returned":
        return words.returned
    if row.decision == "late":
        return words.late
    return words.against if row.decision == "against" else words.verdicts[row.decision]


def said_in_answer(row: RemarkRow, words: Words) -> str:
    """The answer to a remark with its grounds, or that there is none."""
    if row.answer is None:
        return row.grounds or f"{words.unanswered}."
    return f"{words.answers[row.answer]}. {row.grounds}".rstrip()


def speaker_lines(row: AgreementRow, words: Words) -> tuple[str, ...]:
    """Who speaks: a person, or a body by somebody; in whose place, and by which letter."""
    letter = ""
    if row.letter is not None:
        number, dated = row.letter
        letter = words.by_letter.format(number=number, day=f"{dated:%d.%m.%Y}")
    return (
        row.body,
        words.for_body.format(person=row.person) if row.body else row.person,
        words.instead_of.format(person=row.instead_of) if row.instead_of else "",
        letter,
    )


def cell(*lines: str) -> str:
    """Several lines in one cell; what is empty is left out."""
    return "\n".join(filter(None, lines))


def by_section(rows: Iterable[Row], words: Words) -> list[tuple[str, list[Row]]]:
    """Neighbouring rows of the same section under its name, in the order given."""

    def caption(row: Row) -> str:
        if not row.section_title:
            return words.whole_document
        return f"{row.section_number}. {row.section_title}" if row.section_number else row.section_title

    return [(name, list(group)) for name, group in groupby(rows, caption)]
