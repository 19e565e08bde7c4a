"""A redline as PDF: what went is struck through, what came is underlined, comments stand at the foot of the page."""

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import resources

from activities.edition.ast import document
from activities.edition.pandoc import RunPandoc, run_on
from activities.edition.pdf import compiled
from activities.edition.typst_blocks import fit_for_typst
from activities.redline.marked import MarkedBlocks
from domain.text.inlines import Inline
from domain.text.redline_marks import SIDES
from domain.text.redline_remarks import with_remarks
from domain.words import day_in_words
from schemas.language import Language
from schemas.redline import Authorship, Mark, Redline, Remark, Reply
from schemas.text import Block

TEMPLATE = resources.files("activities.redline").joinpath("redline.typ").read_text(encoding="utf-8")
_LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)
_LOOKS = {"base": "gone", "head": "come"}
_WORDS: dict[Language, dict[str, str]] = {
    "ru": {
        "legend": "Зачёркнуто удалённое, подчёркнуто вставленное; числа в изменённых местах выделены.",
        "moved-from": "Перемещение {move}: отсюда",
        "moved-to": "Перемещение {move}: сюда",
        "lost": "Замечания, слов которых в тексте нет",
        "equal": "Тексты равны.",
    },
    "en": {
        "legend": "Deleted words are struck through, inserted ones underlined; numbers in changed places are bold.",
        "moved-from": "Move {move}: from here",
        "moved-to": "Move {move}: to here",
        "lost": "Comments whose words are not in the text",
        "equal": "The texts are equal.",
    },
}


def pdf_redline(
    redline: Redline,
    title: str,
    authorship: Authorship,
    remarks: Sequence[Remark],
    run_pandoc: RunPandoc,
    language: Language,
) -> bytes:
    """PDF/A-2b with embedded fonts, where its characters allow; an equal redline gives equal bytes."""
    words = _WORDS[language]
    blocks = TypstBlocks(language, remarks).blocks(with_remarks(redline, remarks))
    if all(piece.state == "kept" for piece in redline.pieces):
        blocks = [_paragraph(words["equal"]), *blocks]
    lost = [_paragraph(f"«{one.quote}» — {_said(one, language)}") for one in remarks if one.side is None]
    if lost:
        blocks += [{"t": "Header", "c": [2, ["", [], []], _text(words["lost"])]}, *lost]
    body = run_on(document(fit_for_typst(blocks), {}), "typst", ["--no-highlight", "--wrap=none"], run_pandoc)
    inputs = {"language": language, "title": title, "author": authorship.author, "legend": words["legend"]}
    return compiled(TEMPLATE + body.decode(), inputs, authorship.at or _LONG_AGO)


class TypstBlocks(MarkedBlocks):
    """Writes calls of the template's functions for every mark, and each comment as a footnote."""

    def __init__(self, language: Language, remarks: Sequence[Remark]) -> None:
        super().__init__(keeps_names=False)
        self._language = language
        self._remarks = remarks

    def whole(self, inside: list[Block], mark: Mark, move: int) -> list[Block]:
        """A block in their look; a move says so above it."""
        look = "moved" if mark == "moved-to" else _LOOKS[SIDES[mark]]
        label = [_paragraph(_WORDS[self._language][mark].format(move=move))] if move else []
        return [*label, _raw_block(f"#{look}-whole["), *inside, _raw_block("]")]

    def changed(self, words: list[Inline], mark: Mark, *, looks_only: bool, has_number: bool) -> list[Inline]:
        """The words in their look; where only the formatting is another, they stand there once, as they are now."""
        if looks_only and SIDES[mark] == "base":
            return []
        look = "looks" if looks_only else _LOOKS[SIDES[mark]]
        weight = "number" if has_number else "word"
        return [_raw(f"#{look}({weight})["), *words, _raw("];")]

    def suggestion(self, parts: list[Inline]) -> list[Inline]:
        """One after the other."""
        return parts

    def line_break(self) -> Inline:
        """The sign of a paragraph, and a new line."""
        return _raw("#new-paragraph();")

    def note(self, words: list[Inline]) -> list[Inline]:
        """In brackets, so that they are not taken for comments."""
        return [{"t": "Str", "c": "["}, *words, {"t": "Str", "c": "]"}]

    def remark(self, number: int, *, is_start: bool) -> list[Inline]:
        """A footnote at the end of its words, with its replies."""
        if is_start:
            return []
        thread = (self._remarks[number], *self._remarks[number].replies)
        return [{"t": "Note", "c": [_paragraph(_said(one, self._language)) for one in thread]}]


def _said(one: Reply, language: Language) -> str:
    day = f", {day_in_words(one.at.date(), language)}" if one.at is not None else ""
    return f"{one.author}{day}: {one.text}"


def _paragraph(text: str) -> Block:
    return {"t": "Para", "c": _text(text)}


def _text(text: str) -> list[Inline]:
    inlines: list[Inline] = []
    for word in text.split():
        inlines += [{"t": "Space"}] * bool(inlines) + [{"t": "Str", "c": word}]
    return inlines


def _raw(typst: str) -> Inline:
    return {"t": "RawInline", "c": ["typst", typst]}


def _raw_block(typst: str) -> Block:
    return {"t": "RawBlock", "c": ["typst", typst]}
