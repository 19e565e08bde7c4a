"""A redline as a Word file with tracked changes and comments: accepted it is the head, rejected the base."""

from collections.abc import Sequence

from activities.edition.ast import document
from activities.edition.pandoc import RunPandoc, run_on
from activities.redline.finishing import finished
from activities.redline.word_ast import WordBlocks
from domain.text.redline_remarks import with_remarks
from schemas.language import Language
from schemas.redline import Authorship, Redline, Remark

_FORMULAS: dict[Language, tuple[str, str]] = {
    "ru": ("Формула вставлена.", "Формула удалена: {source}"),
    "en": ("A formula was inserted.", "A formula was deleted: {source}"),
}


def docx_redline(
    redline: Redline,
    authorship: Authorship,
    remarks: Sequence[Remark],
    run_pandoc: RunPandoc,
    language: Language = "ru",
) -> bytes:
    """The file; equal arguments give equal bytes.

    A formula that came or went stands outside of tracked changes with a comment that says so: accepted, the file is
    the head, rejected, it is the base but for such formulas.
    """
    writer = WordBlocks(first_number=len(remarks))
    blocks = writer.blocks(with_remarks(redline, remarks))
    inserted, deleted = _FORMULAS[language]
    notes = [
        Remark(
            author=authorship.author,
            at=authorship.at,
            text=deleted.format(source=source) if is_gone else inserted,
            side="base" if is_gone else "head",
        )
        for is_gone, source in writer.runs.notes
    ]
    made = run_on(document(blocks, {}), "docx", ["--no-highlight"], run_pandoc)
    return finished(made, authorship, [*remarks, *notes])
