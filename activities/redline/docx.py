"""A redline as a Word file with tracked changes and comments: accepted it is the head, rejected the base."""

from collections.abc import Sequence

from activities.edition.ast import document
from activities.edition.pandoc import RunPandoc, run_on
from activities.redline.finishing import finished
from activities.redline.word_ast import WordBlocks
from domain.text.redline_marks import SIDES
from domain.text.redline_remarks import with_remarks
from schemas.language import Language
from schemas.redline import Authorship, Redline, Remark, Side

_FORMULAS: dict[Language, dict[Side, str]] = {
    "ru": {"head": "Формула вставлена: {source}", "base": "Формула удалена: {source}"},
    "en": {"head": "A formula was inserted: {source}", "base": "A formula was deleted: {source}"},
}


def docx_redline(
    redline: Redline,
    authorship: Authorship,
    remarks: Sequence[Remark],
    run_pandoc: RunPandoc,
    language: Language = "ru",
) -> bytes:
    """The file; equal arguments give equal bytes.

    A formula that came, went or moved is a tracked change with a comment that says so: LibreOffice reads a tracked
    formula as one that stands on both sides, and only the comment tells its readers.
    """
    writer = WordBlocks(first_number=len(remarks))
    blocks = writer.blocks(with_remarks(redline, remarks))
    notes = [
        Remark(
            author=authorship.author,
            at=authorship.at,
            text=_FORMULAS[language][SIDES[mark]].format(source=source),
            side=SIDES[mark],
        )
        for mark, source in writer.runs.notes
    ]
    made = run_on(document(blocks, {}), "docx", ["--no-highlight"], run_pandoc)
    return finished(made, authorship, [*remarks, *notes])
