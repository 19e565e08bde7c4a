"""Finding a document's title, sections and briefs in an outline that people wrote in Word or Markdown."""

from itertools import pairwise
from typing import Literal

from domain.outline_marks import (
    LONGEST_HEAD,
    Piece,
    bold,
    cut_other_part,
    find_runs,
    numbered,
    numbering,
    split,
    tidy,
    unwrapped,
    without_number,
)
from domain.text.canonical import normalise
from domain.text.plain import block_text
from schemas.outline import Outline, ProposedSection
from schemas.problems import Refused
from schemas.text import Ast, Block


def read_outline(ast: Ast) -> Outline:
    """The outline in a Pandoc document read from Markdown, DOCX or ODT.

    Headings are sections: those of the top-most level that has more than one; a single heading above them is
    the title. Where no level has two headings, paragraphs that begin with a number, or a numbered list, or else
    paragraphs in bold, are proposed for confirmation. Briefs come out canonical.
    Raises Refused: outline_without_sections, text_too_deep.
    """
    title, text = _title_of_file(ast), normalise(ast)
    levels = [block["c"][0] for block in text["blocks"] if block["t"] == "Header"]
    has_sections = len(levels) > len(set(levels))
    outline = _by_headings(text, title, levels) if has_sections else _by_paragraphs(text, title)
    outline = outline or (_by_headings(text, title, levels) if levels else None)
    if outline is None:
        raise Refused("outline_without_sections")
    return outline


def _by_headings(ast: Ast, title: str, levels: list[int]) -> Outline:
    several = [level for level in sorted(set(levels)) if levels.count(level) > 1]
    level = several[0] if several else max(levels)
    pieces = [Piece(0, "")]
    for block in ast["blocks"]:
        depth = block["c"][0] if block["t"] == "Header" else level + 1
        begun = len(pieces) > 1
        if depth == level or (depth < level and begun):
            pieces.append(Piece(len(pieces), without_number(block_text(block))))
        elif depth < level and not title:
            title = tidy(block_text(block))
        else:
            pieces[-1].blocks.append(block)
    return _outline(ast, title, pieces, "headings")


def _by_paragraphs(ast: Ast, title: str) -> Outline | None:
    """What numbered paragraphs propose, or else bold ones; None if there are neither."""
    blocks = list(unwrapped(ast["blocks"]))
    kinds = [kind for kind in map(numbering, blocks) if kind]
    pieces = split(blocks, (lambda block: numbered(block, kinds[0])) if kinds else bold)
    if len(pieces) == 1:
        return None
    title = title or _heading(pieces[0]) or _first_line(pieces)
    return _outline(ast, title, pieces, "numbered" if kinds else "bold")


def _title_of_file(ast: Ast) -> str:
    title = ast["meta"].get("title", {})
    return tidy(block_text({"t": "Plain", "c": title["c"]})) if title.get("t") == "MetaInlines" else ""


def _heading(before: Piece) -> str:
    """Take the title from the one heading that stands before all sections."""
    heading = next((block for block in before.blocks if block["t"] == "Header"), None)
    if heading is None:
        return ""
    before.blocks.remove(heading)
    return tidy(block_text(heading))


def _first_line(pieces: list[Piece]) -> str:
    """Take the title from the text before the sections, or from a bold line with no text under it."""
    before = pieces[0].blocks
    if before and before[0]["t"] == "Para" and len(block_text(before[0])) <= LONGEST_HEAD:
        return tidy(block_text(before.pop(0)))
    is_bold_line = len(pieces) > 2 and pieces[1].number == 0 and not pieces[1].blocks
    return pieces.pop(1).title if is_bold_line and not before else ""


def _outline(ast: Ast, title: str, pieces: list[Piece], by: Literal["headings", "numbered", "bold"]) -> Outline:
    before, *found = pieces
    unassigned: list[Block] = list(before.blocks)
    if by == "numbered":
        find_runs(found)
        last_of_runs = [piece for piece, after in pairwise(found) if after.run > piece.run] + found[-1:]
        unassigned += [block for piece in last_of_runs for block in cut_other_part(piece)]
    runs = [piece.run for piece in found]
    chosen = next((run for run in runs if runs.count(run) > 1), runs[0])
    return Outline(
        title=title,
        sections=tuple(
            ProposedSection(
                number=piece.number or place,
                title=piece.title,
                brief_ast={**ast, "blocks": piece.blocks},
                brief_text="\n".join(map(block_text, piece.blocks)),
                run=piece.run,
                selected=piece.run == chosen,
            )
            for place, piece in enumerate(found, start=1)
        ),
        by=by,
        needs_confirmation=by != "headings" or len(found) == 1,
        unassigned=tuple(block_text(block) for block in unassigned),
    )
