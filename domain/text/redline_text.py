"""A redline as plain text: what went in [-...-], what came in {+...+}, moves by their numbers, the rest shortened."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from domain.text.inlines import Run, is_inline_list, runs_as_they_are
from domain.text.redline_context import shortened
from domain.text.redline_marks import BREAK, SIDES, changes_looks, mark_of, move_of, run_mark
from domain.text.tokens import run_text
from schemas.language import Language
from schemas.redline import Mark, Redline

_OPENING = {"base": "[-", "head": "{+"}
_CLOSING = {"base": "-]", "head": "+}"}


class _Words(NamedTuple):
    legend: str
    equal: str
    left_out: str
    moved_from: str
    moved_to: str


_WORDS: dict[Language, _Words] = {
    "ru": _Words(
        "Обозначения: [-удалено-] {+вставлено+} {~изменено оформление~}; ¶ — граница абзаца.",
        "Тексты равны.",
        "… без изменений: {count} …",
        "[перемещение {move}: отсюда]",
        "[перемещение {move}: сюда]",
    ),
    "en": _Words(
        "Legend: [-deleted-] {+inserted+} {~other looks~}; ¶ is the end of a paragraph.",
        "The texts are equal.",
        "… unchanged: {count} …",
        "[move {move}: from here]",
        "[move {move}: to here]",
    ),
}


def redline_text(redline: Redline, language: Language = "ru") -> str:
    """The redline for a terminal or a file of text, an empty line between blocks."""
    words = _WORDS[language]
    if all(piece.state == "kept" for piece in redline.pieces):
        return words.equal + "\n"
    parts = [words.legend]
    for piece in shortened(redline):
        if isinstance(piece, int):
            parts.append(words.left_out.format(count=piece))
        else:
            parts.append("\n".join(_Writer(words).lines(piece.block)))
    return "\n\n".join(parts) + "\n"


class _Writer:
    """Writes blocks, each line under the mark of the thing it is inside of."""

    def __init__(self, words: _Words) -> None:
        self._words = words

    def lines(self, block: Any, mark: Mark | None = None) -> Iterator[str]:
        match block["t"]:
            case "Div" if inner := mark_of(block["c"][0]):
                yield from self._whole(block, inner)
            case "Header":
                yield from self._leaf(block["c"][2], mark, "#" * block["c"][0] + " ")
            case "Para" | "Plain":
                yield from self._leaf(block["c"], mark)
            case "BulletList":
                for item in block["c"]:
                    yield from self._item(item, mark, "- ")
            case "OrderedList":
                for item in block["c"][1]:
                    yield from self._item(item, mark, "1. ")
            case "Table":
                yield from self._table(block["c"], mark)
            case "CodeBlock":
                yield from (_marked(line, mark) for line in block["c"][1].split("\n"))
            case "HorizontalRule":
                yield _marked("* * *", mark)
            case _:
                yield from self._inside(block.get("c"), mark)

    def _whole(self, block: Any, mark: Mark) -> Iterator[str]:
        move = move_of(block["c"][0])
        if move:
            told = self._words.moved_from if mark == "moved-from" else self._words.moved_to
            yield told.format(move=move)
        for inner in block["c"][1]:
            yield from self.lines(inner, None if mark == "moved-to" else mark)

    def _item(self, item: list[Any], mark: Mark | None, bullet: str) -> Iterator[str]:
        lines = [line for block in item for line in self.lines(block, mark)]
        yield from (f"{' ' * len(bullet) if place else bullet}{line}" for place, line in enumerate(lines))

    def _table(self, content: list[Any], mark: Mark | None) -> Iterator[str]:
        yield from self._inside(content[1][1], mark)
        for row in _rows(content):
            of_row = mark_of(row[0]) or mark
            cells = [" ".join(line for block in cell[4] for line in self.lines(block, None)) for cell in row[1]]
            yield _marked("| " + " | ".join(cells) + " |", of_row)

    def _inside(self, value: Any, mark: Mark | None) -> Iterator[str]:
        """The lines of whatever holds blocks or words somewhere in it."""
        if is_inline_list(value):
            yield from self._leaf(value, mark)
        elif isinstance(value, dict) and "t" in value:
            yield from self.lines(value, mark)
        elif isinstance(value, list):
            for item in value:
                yield from self._inside(item, mark)

    def _leaf(self, inlines: list[Any], mark: Mark | None, start: str = "") -> Iterator[str]:
        yield from _marked(start + _inline_text(inlines, mark), mark).split("\n")


def _rows(content: list[Any]) -> list[Any]:
    return [*content[3][1], *(row for body in content[4] for row in (*body[2], *body[3])), *content[5][1]]


def _marked(text: str, mark: Mark | None) -> str:
    return text if mark is None else f"{_OPENING[SIDES[mark]]}{text}{_CLOSING[SIDES[mark]]}"


def _inline_text(inlines: list[Any], whole: Mark | None) -> str:
    """Words with the marks of their runs, unless what they are in is marked alike."""
    parts: list[str] = []
    for (mark, looks_only), runs in groupby(runs_as_they_are(inlines), key=lambda run: _signs(run, whole)):
        text = "".join("¶" if run.node == BREAK else run_text(run) for run in runs)
        if looks_only:
            parts += [] if mark == "deletion" else [f"{{~{text}~}}"]
        else:
            parts.append(_marked(text, mark))
    return "".join(parts)


def _signs(run: Run, whole: Mark | None) -> tuple[Mark | None, bool]:
    mark = run_mark(run)
    if mark is None or (whole and SIDES[mark] == SIDES[whole]):
        return None, False
    return mark, changes_looks(run)
