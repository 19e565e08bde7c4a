"""Finding the milestones of a plan in a text or a table that people made in Word, Markdown or CSV."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from domain.outline_marks import Piece, cut_other_part, find_runs, numbered, numbering, split, tidy, unwrapped
from domain.plan.bodies import formed_in, in_charge
from domain.plan.dates import read_due
from domain.plan.endings import without_date
from domain.plan.lines import dated_lines
from domain.text.canonical import normalise
from domain.text.plain import block_text
from schemas.plan import ReadMilestone, ReadPlan
from schemas.problems import Refused
from schemas.text import Ast, Block

MOST_MILESTONES = 1000
_COLUMNS = {
    "number": r"№|n|no|#|номер|п/п|№ ?п/п|number|пункт",
    "title": r"(?:наименование|содержание|мероприят\w*|задача|веха|работа|пункт плана|title|milestone|task|what).*",
    "body": r"(?:ответственн\w*|исполнител\w*|орган|кто|body|responsible|who|in charge).*",
    "due": r"(?:срок\w*|дата|когда|due|deadline|date|when).*",
    "needs": r"(?:зависит|после|нужн\w*|предшеств\w*|основан\w*|needs|after|depends|requires).*",
    "details": r"(?:примечани\w*|описание|подробн\w*|комментари\w*|details|notes?|remarks?|comment).*",
}
LONGEST_TITLE = 1000
LONGEST_DETAILS = 20_000
_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,4})*")
_NEEDS = re.compile(
    r"(?:после|needs|after)\s+(?:выполнения\s+)?(?:п(?:унк\w+|п?\.)|items?|no\.|№)\s*([\d., и&and]+)", re.IGNORECASE
)


def read_plan(ast: Ast, year: int | None = None) -> ReadPlan:
    """The plan in a Pandoc document read from Markdown, DOCX or ODT: its first table with a column of titles, or else
    its numbered paragraphs.

    Of several numberings the one with most dates is selected. `year` is meant where a date names none.
    Raises Refused: plan_without_milestones, plan_too_long, text_too_deep.
    """
    blocks = list(unwrapped(normalise(ast)["blocks"]))
    for block in blocks:
        if block["t"] == "Table":
            found = _by_columns(_cells(block), year)
            if found:
                beside = [block_text(other) for other in blocks if other is not block]
                return _plan("table", found, beside)
    kinds = [kind for kind in map(numbering, blocks) if kind]
    if not kinds:
        raise Refused("plan_without_milestones")
    numbered_ones, unassigned = _by_numbers(blocks, kinds[0], year)
    return _plan("numbered", numbered_ones, unassigned)


def read_columns(content: bytes, year: int | None = None) -> ReadPlan:
    """The plan in a CSV file, in UTF-8 or Windows-1251, divided by semicolons, commas or tabs; its first line names
    the columns.

    Raises Refused: plan_unreadable for what is no such file, plan_without_milestones, plan_too_long.
    """
    if b"\0" in content:
        raise Refused("plan_unreadable")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", errors="replace")
    head = text.partition("\n")[0]
    divider = max(";,\t", key=head.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True) if any(row)]
    except csv.Error as unreadable:
        raise Refused("plan_unreadable") from unreadable
    return _plan("columns", _by_columns(rows, year), ())


def _plan(by: Any, found: Sequence[ReadMilestone], unassigned: Iterable[str]) -> ReadPlan:
    if not found:
        raise Refused("plan_without_milestones")
    if len(found) > MOST_MILESTONES:
        raise Refused("plan_too_long", limit=MOST_MILESTONES)
    return ReadPlan(by=by, milestones=tuple(found), unassigned=tuple(line for line in unassigned if line.strip()))


def _by_columns(rows: Sequence[Sequence[str]], year: int | None) -> list[ReadMilestone]:
    """Milestones by what the first row calls the columns; none if it names no column of titles."""
    if not rows:
        return []
    columns = _named(rows[0])
    if "title" not in columns:
        return []
    found: list[ReadMilestone] = []
    for row in rows[1:]:
        cell = {name: row[index] if index < len(row) else "" for name, index in columns.items()}
        cell = {name: said if name == "due" else " ".join(said.split()) for name, said in cell.items()}
        if any(map(str.strip, cell.values())):
            found.append(_from_cells(len(found) + 1, cell, year))
    return found


def _named(header: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, words in enumerate(header):
        said = " ".join(words.lower().split()).rstrip(".:")
        for name, pattern in _COLUMNS.items():
            if name not in columns and re.fullmatch(pattern, said):
                columns[name] = index
                break
    return columns


def _from_cells(place: int, cell: dict[str, str], year: int | None) -> ReadMilestone:
    title = tidy(cell["title"]) or cell.get("details", "")
    return ReadMilestone(
        place=place,
        number=cell.get("number", "").strip(" .)"),
        **_fitting(title, cell.get("details", "")),
        body=cell.get("body", ""),
        forms=formed_in(title),
        due=read_due(cell.get("due", ""), year),
        needs=tuple(_NUMBER.findall(cell.get("needs", ""))),
    )


def _cells(table: Block) -> list[list[str]]:
    """The text of a table's rows, header first (Pandoc's Table: attributes, caption, columns, head, bodies, foot)."""
    _, _, _, head, bodies, foot = table["c"]
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    return [["\n".join(block_text(block) for block in cell[4]) for cell in row[1]] for row in rows]


def _by_numbers(blocks: list[Block], kind: str, year: int | None) -> tuple[list[ReadMilestone], list[str]]:
    before, *pieces = split(blocks, lambda block: numbered(block, kind))
    unassigned = [block_text(block) for block in before.blocks]
    find_runs(pieces)
    ends = [piece for piece, after in pairwise(pieces) if after.run > piece.run] + pieces[-1:]
    unassigned += [block_text(block) for piece in ends for block in cut_other_part(piece)]
    found = [_from_piece(place, piece, year) for place, piece in enumerate(pieces, start=1)]
    dated = {run: sum(bool(one.due.words) for one in found if one.run == run) for run in {one.run for one in found}}
    chosen = max(dated, key=lambda run: (dated[run], -run))
    return [one.model_copy(update={"selected": one.run == chosen}) for one in found], unassigned


def _from_piece(place: int, piece: Piece, year: int | None) -> ReadMilestone:
    lines, beside = _title_lines(piece)
    title, due = without_date("\n".join(lines), year)
    forms = formed_in(title)
    return ReadMilestone(
        place=place,
        number=str(piece.number),
        **_fitting(title, "\n".join(beside)),
        body="" if forms else in_charge(title),
        forms=forms,
        due=due,
        needs=tuple(dict.fromkeys(number for match in _NEEDS.finditer(title) for number in _NUMBER.findall(match[1]))),
        run=piece.run,
    )


def _title_lines(piece: Piece) -> tuple[list[str], list[str]]:
    """The lines of a title, which goes on after a forced break through the last that is dated, and what is beside."""
    beside = [block_text(block) for block in piece.blocks]
    dated = dated_lines(piece.lines) if piece.lines else ()
    if not dated:
        return [piece.title], beside
    end = dated[-1] + 1
    return list(piece.lines[:end]), [*piece.lines[end:], *beside[1:]]


def _fitting(title: str, details: str) -> dict[str, str]:
    """A title and details that are not too long: what a title has no room for stands in the details, whole."""
    if len(title) <= LONGEST_TITLE:
        return {"title": title, "details": details[:LONGEST_DETAILS]}
    return {"title": title[: LONGEST_TITLE - 1] + "…", "details": f"{title}\n{details}"[:LONGEST_DETAILS]}
