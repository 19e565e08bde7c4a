"""The body of a paper: its tables, section by section."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from activities.edition.annexes import by_section, cell, reasons, said_in_answer, speaker_lines, tallied
from activities.edition.ast import Element, paragraph, table
from activities.edition.words import WORDS as EDITION_WORDS
from activities.edition.words import short_day
from activities.papers.words import WORDS
from schemas.edition import AgreementRow, Delegation, DisagreementRow, MeetingRow, RemarkRow
from schemas.papers import Paper

SHEET = (0.2, 0.2, 0.18, 0.14, 0.15, 0.13)
REMARKS = (0.06, 0.22, 0.16, 0.29, 0.27)
DISAGREEMENTS = (0.06, 0.2, 0.25, 0.25, 0.24)
DELEGATIONS = (0.22, 0.22, 0.16, 0.18, 0.22)
HASH_DIGITS = 12
Widths = tuple[float, ...]
Row = TypeVar("Row", AgreementRow, RemarkRow, DisagreementRow)
JUDGING = ("agree", "agree_with_remarks", "disagree", "abstain", "tacit")
"""The words on a sheet that come with remarks or without."""


def body_of(paper: Paper) -> list[Element]:
    """The tables of the paper's kind, or a sentence that says that there is nothing."""
    made = {"agreement-sheet": _sheet, "remarks": _remarks, "disagreements": _disagreements}[paper.kind](paper)
    return made or [paragraph(WORDS[paper.language].nothing[paper.kind])]


def _sheet(paper: Paper) -> list[Element]:
    words = WORDS[paper.language]

    def cells(row: AgreementRow) -> tuple[str, ...]:
        labels = EDITION_WORDS[paper.language]
        revision = labels.revision.format(number=row.revision_number) if row.revision_number is not None else ""
        return (
            cell(*speaker_lines(row, labels)),
            cell(", ".join(filter(None, (row.position, row.organisation))), labels.parts[row.part]),
            labels.verdicts[row.verdict],
            _remarked(row, paper),
            cell(revision, row.revision_hash[:HASH_DIGITS]),
            short_day(row.at, paper.zone),
        )

    blocks = _tables(paper, paper.agreement, words.sheet_titles, cells, SHEET)
    if paper.delegations:
        rows = [_delegated(one, paper) for one in paper.delegations]
        blocks.append(table(words.delegations, words.delegation_titles, rows, DELEGATIONS))
    return blocks


def _remarked(row: AgreementRow, paper: Paper) -> str:
    words = WORDS[paper.language]
    if row.verdict not in JUDGING:
        return row.reasons
    if not row.remarks:
        return words.with_remarks if row.verdict == "agree_with_remarks" else words.without_remarks
    return cell(words.with_remarks, words.numbers.format(numbers=", ".join(map(str, row.remarks))))


def _delegated(one: Delegation, paper: Paper) -> tuple[str, ...]:
    words, labels = WORDS[paper.language], EDITION_WORDS[paper.language]
    since = short_day(one.since, paper.zone)
    until = short_day(one.until, paper.zone) if one.until else ""
    term = words.until.format(since=since, until=until) if until else words.since.format(since=since)
    return (one.person, one.deputy, cell(labels.parts[one.part], one.section_number), words.reasons[one.by], term)


def _remarks(paper: Paper) -> list[Element]:
    labels = EDITION_WORDS[paper.language]

    def cells(row: RemarkRow) -> tuple[str, ...]:
        said = f"{labels.kinds[row.kind]}: {row.text}"
        return str(row.number), _place(row), row.author, said, said_in_answer(row, labels)

    tables = _tables(paper, paper.remarks, WORDS[paper.language].remark_titles, cells, REMARKS)
    nothing = [] if tables else [paragraph(WORDS[paper.language].nothing["remarks"])]
    said = reasons(paper.reasons, labels, paper.zone, whole=paper.whole)
    return [*tables, *nothing, *tallied(paper.remarks, labels), *said]


def _disagreements(paper: Paper) -> list[Element]:
    words = WORDS[paper.language]

    def cells(row: DisagreementRow) -> tuple[str, ...]:
        met = (_met(one, paper) for one in row.meetings)
        outcome = cell(*met, *_ended(row, paper))
        held = cell(row.wording or words.whole_text, row.answered_by, row.answer)
        return str(row.number), _place(row), held, cell(row.proposed, *row.parties[:1], row.reason), outcome

    return _tables(paper, paper.disagreements, words.disagreement_titles, cells, DISAGREEMENTS)


def _ended(row: DisagreementRow, paper: Paper) -> tuple[str, ...]:
    """How a disagreement stands: its outcome, what was decided and by whom, in whose place, and the day."""
    words, decided = WORDS[paper.language], row.parties[1] if len(row.parties) > 1 else ""
    if row.deputy:
        decided = f"{row.deputy} {EDITION_WORDS[paper.language].instead_of.format(person=decided)}"
    day = short_day(row.at, paper.zone) if row.at else ""
    missing = words.missing if row.missing else ""
    return f"{words.outcomes[row.outcome]}.", row.decision, missing, decided, day


def _met(one: MeetingRow, paper: Paper) -> str:
    words = WORDS[paper.language]
    said = words.met if one.minutes else words.called
    return cell(said.format(day=short_day(one.at, paper.zone), place=one.place), ", ".join(one.people), one.minutes)


def _place(row: RemarkRow | DisagreementRow) -> str:
    return cell(row.section_number and f"{row.section_number}. {row.section_title}", row.place)


def _tables(
    paper: Paper, rows: Iterable[Row], titles: Sequence[str], cells: Callable[[Row], Sequence[str]], widths: Widths
) -> list[Element]:
    """A table for each section, its name above it where there may be several."""
    found = by_section(rows, EDITION_WORDS[paper.language])
    captions = [(name if paper.whole else "", group) for name, group in found]
    return [table(caption, titles, [cells(row) for row in group], widths) for caption, group in captions]
