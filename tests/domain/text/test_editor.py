"""The editor's document: opened and written again a text is the same byte by byte, hostile ones are refused."""

from typing import Any

import pytest
from hypothesis import given

from domain.text.canonical import canonical_bytes, normalise
from domain.text.editor.opened import opened
from domain.text.editor.written import written
from schemas.problems import Refused
from schemas.text import Ast, Block
from tests.domain.text.texts import (
    NO_ATTRIBUTES,
    PROSE,
    asts,
    bullets,
    header,
    inlines,
    law,
    numbered,
    para,
    plain,
    read,
    table,
    text,
)

CELL: list[Any] = [NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [plain("да")]]
COLUMN: list[Any] = [{"t": "AlignLeft"}, {"t": "ColWidth", "c": 0.1}]


def row(*cells: list[Any]) -> list[Any]:
    return [NO_ATTRIBUTES, list(cells)]


def spanning(rows: int, columns: int, *blocks: Block) -> list[Any]:
    return [["ячейка", [], []], {"t": "AlignRight"}, rows, columns, list(blocks)]


def whole_table(columns: int, head: list[Any], *bodies: list[Any]) -> Block:
    foot = [NO_ATTRIBUTES, [row(*[CELL] * columns)]]
    caption = [None, [plain("Таблица")]]
    return {"t": "Table", "c": [NO_ATTRIBUTES, caption, [COLUMN] * columns, [NO_ATTRIBUTES, head], list(bodies), foot]}


def body(*rows: list[Any], first: list[Any] | None = None) -> list[Any]:
    return [NO_ATTRIBUTES, 1, first or [], list(rows)]


MATH: Block = {"t": "Math", "c": [{"t": "InlineMath"}, "x^2"]}
NOTE: Block = {"t": "Note", "c": [para("Первая сноска."), bullets("а", "б")]}

TEXTS: dict[str, Ast] = {
    "nothing": text(),
    "prose": text(*PROSE),
    "tight at the top": text(plain("строка"), para("абзац")),
    "headings": text(header("Цели", 1, "цели"), read('{"t":"Header","c":[7,["",["x"],[]],[{"t":"Str","c":"а"}]]}')),
    "lists": text(bullets("раз", "два"), numbered("а", "б", style="LowerAlpha")),
    "loose list": text({"t": "BulletList", "c": [[para("раз"), para("ещё")], [para("два")], []]}),
    "mixed list": text({"t": "BulletList", "c": [[plain("раз"), bullets("в нём")], [para("два")], [header("три")]]}),
    "quotation": text({"t": "BlockQuote", "c": [para("а"), plain("б")]}, {"t": "BlockQuote", "c": []}),
    "table": text(table(("а", "б"), ("в", "г"))),
    "spans": text(
        whole_table(
            2,
            [row(spanning(1, 2, para("а"), bullets("б")))],
            body(row(spanning(2, 1), CELL), row(spanning(1, 1, plain("а"), para("б")))),
        )
    ),
    "bodies": text(whole_table(1, [row(CELL)], body(row(CELL)), body(row(CELL), first=[row(CELL)]))),
    "gaps": text(whole_table(2, [row(CELL)], body(row(CELL, CELL)))),
    "reaching out": text(whole_table(1, [], body(row(spanning(3, 1))))),
    "footnote": text({"t": "Para", "c": [*inlines("да"), NOTE, {"t": "Note", "c": []}]}),
    "formulas": text({"t": "Para", "c": [MATH, {"t": "Strong", "c": [MATH, *inlines("и да")]}]}),
    "formats": text(
        read(
            '{"t":"Para","c":[{"t":"Emph","c":[{"t":"Emph","c":[{"t":"Str","c":"а"}]}]},{"t":"SmallCaps","c":'
            '[{"t":"Link","c":[["",[],[]],[{"t":"Strong","c":[{"t":"Str","c":"б"}]}],["#в","г"]]}]}]}'
        )
    ),
    "links in links": text(
        read(
            '{"t":"Para","c":[{"t":"Link","c":[["",[],[]],[{"t":"Link","c":[["",[],[]],[{"t":"Str","c":"а"}],'
            '["#б",""]]}],["#в",""]]},{"t":"Span","c":[["к",[],[]],[{"t":"Span","c":[["",["м"],[]],'
            '[{"t":"Str","c":"г"}]]}]]},{"t":"Link","c":[["",[],[]],[],["#д",""]]}]}'
        )
    ),
    "breaks": text({"t": "Para", "c": [*inlines("а"), {"t": "LineBreak"}, {"t": "LineBreak"}, *inlines("б")]}),
    "others": text(
        {"t": "HorizontalRule"},
        {"t": "CodeBlock", "c": [NO_ATTRIBUTES, "a\n\n  b\n"]},
        {"t": "LineBlock", "c": [inlines("стих"), []]},
        {"t": "DefinitionList", "c": [[inlines("Вече"), [[para("собрание")]]]]},
        {"t": "Div", "c": [["д", [], []], [para("а")]]},
        {"t": "RawBlock", "c": ["html", "<b>"]},
        {"t": "Figure", "c": [NO_ATTRIBUTES, [None, [plain("подпись")]], [plain("рисунок")]]},
        {"t": "BulletList", "c": []},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_text_that_was_opened_and_not_touched_is_the_same(name: str) -> None:
    assert canonical_bytes(written(opened(TEXTS[name]))) == canonical_bytes(TEXTS[name])


@law
@given(asts)
def test_any_text_that_was_opened_and_not_touched_is_the_same(ast: Ast) -> None:
    assert canonical_bytes(written(opened(ast))) == canonical_bytes(ast)


def node(kind: str, *content: dict[str, Any], **attrs: Any) -> dict[str, Any]:
    return {"type": kind, "attrs": attrs, "content": list(content)}


def words(said: str, *marks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": said, "marks": list(marks)}


def doc(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "doc", "content": list(blocks)}


NEW = node("paragraph", words("новое"))


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (doc(NEW), text("новое")),
        (doc(node("heading", words("Цели"), level=2)), text(header("Цели", 2))),
        (doc(node("bullet_list", node("list_item", NEW), node("list_item", NEW))), text(bullets("новое", "новое"))),
        (doc(node("ordered_list", node("list_item", NEW))), text(numbered("новое"))),
        (
            doc(
                node(
                    "bullet_list",
                    node("list_item", node("paragraph", words("раз"), plain="")),
                    node("list_item", NEW),
                )
            ),
            text({"t": "BulletList", "c": [[para("раз")], [para("новое")]]}),
        ),
        (doc(node("paragraph", words("из списка"), plain="item")), text("из списка")),
        (
            doc(node("paragraph", words("да", {"type": "strong"}, {"type": "em"}))),
            text({"t": "Para", "c": [{"t": "Strong", "c": [{"t": "Emph", "c": inlines("да")}]}]}),
        ),
        (
            doc(node("paragraph", words("да", {"type": "link", "attrs": {"href": "https://example.org"}}))),
            text({"t": "Para", "c": [{"t": "Link", "c": [NO_ATTRIBUTES, inlines("да"), ["https://example.org", ""]]}]}),
        ),
        (
            doc(node("paragraph", words("да"), {"type": "footnote", "attrs": {"blocks": [NEW]}})),
            text({"t": "Para", "c": [*inlines("да"), {"t": "Note", "c": [para("новое")]}]}),
        ),
        (
            doc(
                node(
                    "table",
                    node("table_row", node("table_header", NEW, colspan=1, rowspan=1)),
                    node("table_row", node("table_cell", NEW, colspan=1, rowspan=1)),
                )
            ),
            text(
                {
                    "t": "Table",
                    "c": [
                        NO_ATTRIBUTES,
                        [None, []],
                        [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]],
                        [NO_ATTRIBUTES, [row([*CELL[:4], [plain("новое")]])]],
                        [[NO_ATTRIBUTES, 0, [], [row([*CELL[:4], [plain("новое")]])]]],
                        [NO_ATTRIBUTES, []],
                    ],
                }
            ),
        ),
    ],
)
def test_what_is_new_takes_the_usual_form(document: dict[str, Any], expected: Ast) -> None:
    assert written(document) == normalise(expected)


def deep() -> dict[str, Any]:
    inner = NEW
    for _ in range(2000):
        inner = node("blockquote", inner)
    return doc(inner)


@pytest.mark.parametrize(
    "document",
    [
        *(None, [], "doc", {}, {"type": "paragraph"}, doc(node("script")), doc(node("heading", level="1"))),
        *(doc(node("heading", level=99)), doc(node("kept_block", form="{")), doc(node("bullet_list", NEW))),
        *(doc(node("ordered_list", form='["1",{"t":"x"},{"t":"y"}]')), doc(node("table")), deep()),
        doc(node("table", node("table_row", node("table_cell", NEW, colspan=10**9, rowspan=1)))),
        doc(node("paragraph", words("а", {"type": "onclick"}))),
        doc(node("paragraph", {"type": "footnote", "attrs": {}})),
    ],
)
def test_what_no_editor_writes_is_refused(document: Any) -> None:
    with pytest.raises(Refused) as refused:
        written(document)
    assert refused.value.code == "invalid_request"


def test_all_kinds_of_blocks_in_one_text_are_the_same() -> None:
    whole = text(*(block for one in TEXTS.values() for block in one["blocks"]))
    assert canonical_bytes(written(opened(whole))) == canonical_bytes(whole)
