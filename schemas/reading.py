"""What a file that came back holds besides its text: tracked changes, comments, and what is unclear or lost."""

from typing import Literal

from schemas.frozen import Frozen
from schemas.text import Block

ChangeOf = Literal["inserted", "deleted", "moved"]

UNCLEAR: dict[str, tuple[str, str]] = {
    "comment_without_text": (
        "Примечание отмечено в тексте, но его слов в файле нет.",
        "A comment is marked in the text, but the file does not hold its words.",
    ),
    "comment_without_place": (
        "Примечание есть в файле, но в тексте не отмечено, к чему оно относится.",
        "A comment is in the file, but the text does not mark what it is about.",
    ),
    "comment_twice": (
        "В файле два примечания под одним номером: к словам отнесено первое.",
        "Two comments of the file have one number: the first is taken to be about the words.",
    ),
    "range_open": (
        "У примечания отмечено только начало или только конец слов: взят весь абзац.",
        "Only the beginning or only the end of a comment's words is marked: the whole paragraph is taken.",
    ),
    "range_over_paragraphs": (
        "Примечание относится к нескольким абзацам: оно поставлено к словам первого.",
        "A comment is about several paragraphs: it is placed at the words of the first.",
    ),
    "place_unknown": (
        "Этих слов в редакции нет или они стоят в нескольких местах: место укажите вручную.",
        "These words are not in the revision, or stand in several places: point to their place by hand.",
    ),
    "change_without_author": (
        "У исправления не записано, кто его внёс.",
        "A tracked change does not say who made it.",
    ),
    "move_without_pair": (
        "Перемещение записано наполовину: оно понято как вставка или удаление.",
        "Only one half of a move is recorded: it is taken as an insertion or a deletion.",
    ),
    "change_within_change": (
        "Внутри одного исправления стоит другое: взято то, что получится, если принять оба.",
        "One tracked change stands inside another: what accepting both gives is taken.",
    ),
    "layout_change": (
        "Отслеживаемые изменения оформления и ячеек таблиц не понимаются как правки слов.",
        "Tracked changes of looks and of table cells are not taken as edits of words.",
    ),
    "changes_differ_from_text": (
        "Места исправлений в файле не удалось сопоставить с текстом: правки показаны без имён.",
        "The places of the tracked changes could not be matched with the text: edits are shown without names.",
    ),
    "round_trip_conflict": (
        "Часть текста изменил сам текстовый редактор: сравнение с редакцией может показать лишнее.",
        "A part of the text was altered by the word processor itself: the comparison may show too much.",
    ),
}
"""What could not be understood for sure in a file: code -> (Russian, English)."""


class TrackedChange(Frozen):
    """One tracked change: what was put in, taken out or moved, by whom and when, as the file states it.

    `words` are its words, a line break where a paragraph ends; `before` and `after` the nearest words of the text
    with all changes accepted. `paragraph` counts the file's paragraphs from 0; a move goes from there to
    `to_paragraph`. `date` is ISO 8601 or empty.
    """

    number: int
    kind: ChangeOf
    author: str
    date: str
    words: str
    before: str
    after: str
    paragraph: int
    to_paragraph: int | None = None


class FileComment(Frozen):
    """One comment of a file: its text, and the words that it is about with all tracked changes accepted.

    `parent` is the number of the comment that it replies to.
    """

    number: int
    author: str
    date: str
    text: str
    words: str
    before: str
    after: str
    paragraph: int
    parent: int | None = None
    resolved: bool = False


class Doubt(Frozen):
    """Something that is not understood for sure: a code of `UNCLEAR`, and the words or the comment concerned."""

    code: str
    words: str = ""


class FileContents(Frozen):
    """All that a file holds besides its text; `losses` are codes of `schemas.conversion.WARNINGS`."""

    changes: tuple[TrackedChange, ...] = ()
    comments: tuple[FileComment, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    losses: tuple[str, ...] = ()
    return_code: str = ""


class Patch(Frozen):
    """Blocks [start, end) of a text are replaced by others."""

    start: int
    end: int
    blocks: tuple[Block, ...] = ()


class Unit(Frozen):
    """One change that can be taken or left by itself, on an exact text.

    Characters [start, end) of base block `block` are `quote`, and `replacement` stands for it in the other text; where
    words were only put in, the quotation is a neighbouring word. `before` and `after` are the changed words
    themselves. `patches` say the change exactly. `head` names characters (block, start, end) of the other text.
    """

    kind: Literal["replaced", "inserted", "deleted", "moved", "formatted"]
    block: int
    start: int
    end: int
    quote: str
    replacement: str
    before: str
    after: str
    patches: tuple[Patch, ...]
    head: tuple[int, int, int]
