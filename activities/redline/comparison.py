"""The table of comparison that Russian bodies ask for: the text in force, the text proposed, and why."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from lxml import etree

from activities.edition.archive import rewritten
from activities.edition.ast import document, inlines
from activities.edition.pandoc import RunPandoc, run_on
from activities.redline.finishing import DOCUMENT
from activities.redline.html_ast import HtmlBlocks
from activities.redline.page import page
from activities.redline.wordml import NS, W, w
from domain.text.inlines import Run, is_inline_list, runs_as_they_are, write_as_they_are
from domain.text.redline_marks import format_mark, mark_of, one_side, run_mark, without_marks
from domain.text.redline_rows import Row, comparison_rows
from schemas.language import Language
from schemas.redline import Mark, Redline
from schemas.text import Block

_NO_ATTRIBUTES: list[Any] = ["", [], []]
_WIDTHS = (0.37, 0.37, 0.26)
# A4 on its side; margins 20 mm, 30 mm on the left for the binding.
_PAGE = (
    f'<w:sectPr xmlns:w="{W}"><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)
_SIGNS: dict[Mark, tuple[str, ...]] = {
    "insertion": ('["Underline"]', '["Strong"]'),
    "moved-to": ('["Underline"]', '["Strong"]'),
    "deletion": ('["Strikeout"]',),
    "moved-from": ('["Strikeout"]',),
}


class _Words(NamedTuple):
    title: str
    columns: tuple[str, str, str]
    absent: str
    removed: str
    moved_from: str
    moved_to: str
    beginning: str
    equal: str
    legend: str


_WORDS: dict[Language, _Words] = {
    "ru": _Words(
        "Сравнительная таблица",
        ("Действующая редакция", "Предлагаемая редакция", "Обоснование"),
        "Отсутствует",
        "Исключить",
        "Перенести (перемещение {move})",
        "Перенесено (перемещение {move})",
        "Начало текста",
        "Редакции не различаются.",
        "<del>исключаемые слова</del>, <ins>новые слова</ins>",
    ),
    "en": _Words(
        "Table of comparison",
        ("Text in force", "Text proposed", "Reasons"),
        "Absent",
        "To be removed",
        "To be moved (move {move})",
        "Moved here (move {move})",
        "Beginning of the text",
        "The texts do not differ.",
        "<del>words to be removed</del>, <ins>new words</ins>",
    ),
}
Reasons = Mapping[int, Sequence[str]]
"""Why blocks of the base were changed, by their indexes; a paragraph for each reason."""


def docx_comparison(
    redline: Redline, title: str, reasons: Reasons, run_pandoc: RunPandoc, language: Language = "ru"
) -> bytes:
    """The table as a Word file: landscape, its header on every page; words are marked by looks, nothing is tracked."""
    words = _WORDS[language]
    heading = {"t": "Header", "c": [1, _NO_ATTRIBUTES, inlines(f"{words.title}. {title}")]}
    blocks = [heading, *_table(comparison_rows(redline), words, reasons, _by_looks)]
    made = run_on(document(blocks, {}), "docx", ["--no-highlight"], run_pandoc)
    return rewritten(made, {DOCUMENT: _on_its_side})


def html_comparison(
    redline: Redline, title: str, reasons: Reasons, run_pandoc: RunPandoc, language: Language = "ru"
) -> bytes:
    """The table as a page."""
    words = _WORDS[language]
    blocks = _table(comparison_rows(redline), words, reasons, HtmlBlocks(language, keeps_names=False).blocks)
    options = ["--id-prefix=text-", "--email-obfuscation=none", "--wrap=none"]
    made = run_on(document(blocks, {}), "html-task_lists-smart", options, run_pandoc).decode()
    fragment = f'<div class="comparison">{made}</div>'
    return page(f"{words.title}. {title}", words.legend, fragment, language, is_wide=True)


_Draw = Callable[[list[Block]], list[Block]]


def _table(rows: Sequence[Row], words: _Words, reasons: Reasons, draw: _Draw) -> list[Block]:
    if not rows:
        return [_paragraph(words.equal)]
    body: list[Any] = []
    place: tuple[str, ...] | None = None
    for row in rows:
        if row.place != place:
            place = row.place
            told = " / ".join(place) or words.beginning
            body.append([_NO_ATTRIBUTES, [_cell([_paragraph(told, "Strong")], columns=3)]])
        body.append([_NO_ATTRIBUTES, [_cell(blocks) for blocks in _cells(row, words, reasons, draw)]])
    header = [_NO_ATTRIBUTES, [_cell([_paragraph(name)]) for name in words.columns]]
    columns = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in _WIDTHS]
    bodies = [[_NO_ATTRIBUTES, 0, [], body]]
    empty: list[Any] = [_NO_ATTRIBUTES, []]
    return [{"t": "Table", "c": [_NO_ATTRIBUTES, [None, []], columns, [_NO_ATTRIBUTES, [header]], bodies, empty]}]


def _cells(row: Row, words: _Words, reasons: Reasons, draw: _Draw) -> list[list[Block]]:
    old, new = one_side([row.block], "base"), one_side([row.block], "head")
    why = [_paragraph(reason) for index in row.base for reason in reasons.get(index, ())]
    match row.state:
        case "added":
            return [[_paragraph(words.absent)], without_marks(new), why]
        case "removed":
            return [without_marks(old), [_paragraph(words.removed)], why]
        case "moved-from":
            return [without_marks(old), [_paragraph(words.moved_from.format(move=row.move))], why]
        case "moved-to":
            return [[_paragraph(words.moved_to.format(move=row.move))], draw(_unwrapped(new)), why]
    return [draw(old), draw(new), why]


def _unwrapped(blocks: list[Block]) -> list[Block]:
    return [inner for block in blocks for inner in block["c"][1]]


def _by_looks(value: Any) -> Any:
    """Blocks in which marked words are struck out or bold and underlined."""
    if is_inline_list(value):
        return write_as_they_are(_run_by_looks(run, None) for run in runs_as_they_are(value))
    if isinstance(value, dict):
        return {key: _by_looks(item) for key, item in value.items()}
    if not isinstance(value, list):
        return value
    found: list[Any] = []
    for item in value:
        mark = mark_of(item["c"][0]) if isinstance(item, dict) and item.get("t") == "Div" else None
        found += _whole_by_looks(item["c"][1], mark) if mark else [_by_looks(item)]
    return found


def _whole_by_looks(value: Any, mark: Mark) -> Any:
    if is_inline_list(value):
        return write_as_they_are(_run_by_looks(run, mark) for run in runs_as_they_are(value))
    if isinstance(value, dict):
        return {key: _whole_by_looks(item, mark) for key, item in value.items()}
    return [_whole_by_looks(item, mark) for item in value] if isinstance(value, list) else value


def _run_by_looks(run: Run, whole: Mark | None) -> Run:
    mark = run_mark(run) or whole
    bare = tuple(format_ for format_ in run.marks if not format_mark(format_))
    signs = tuple(sign for sign in _SIGNS[mark] if sign not in bare) if mark else ()
    return run._replace(marks=(*bare, *signs))


def _cell(blocks: list[Block], columns: int = 1) -> list[Any]:
    return [_NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, columns, blocks]


def _paragraph(text: str, format_: str = "") -> Block:
    words = inlines(text)
    return {"t": "Para", "c": [{"t": format_, "c": words}] if format_ else words}


def _on_its_side(part: bytes) -> bytes:
    root = etree.fromstring(part)
    body = next(root.iter(w("body")))
    for old in body.findall("w:sectPr", NS):
        body.remove(old)
    body.append(etree.fromstring(_PAGE))
    table = body.find("w:tbl", NS)
    if table is not None:
        _frame(table)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _frame(table: etree._Element) -> None:
    """Lines around the cells; rows are not torn between two pages."""
    borders = etree.Element(w("tblBorders"))
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        etree.SubElement(borders, w(side), {w("val"): "single", w("sz"): "4", w("space"): "0", w("color"): "808080"})
    next(table.iter(w("tblW"))).addnext(borders)
