"""Texts for the tests: prose of our own, and strategies that write and edit Pandoc ASTs at random."""

import json
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from schemas.text import Ast, Block

# A law holds on a slow machine too: no deadline for one example.
law = settings(deadline=None, max_examples=60)

NO_ATTRIBUTES: list[Any] = ["", [], []]

PROSE = (
    "Настоящий раздел описывает, как землячества помогают приезжим освоиться в большом городе.",
    "Совет собирается не реже одного раза в квартал. Решение принимается, если за него подано больше "
    "половины голосов присутствующих.",
    "Руководитель обязан ответить на письменное обращение участника не позднее 10 дней со дня его получения.",
    "Расходы на проведение встречи не могут превышать 150 000 рублей. Отчёт о них публикуется до 1 марта.",
    "Рабочая группа готовит предложения, обсуждает их с экспертами и передаёт на утверждение.",
    "Участник вправе выйти из объединения в любое время, предупредив об этом письменно.",
    "Молодые люди приходят с вопросами о жилье, учёбе и первой работе; отвечать на них лучше вместе.",
    "Ежегодно проводится встреча, на которой подводят итоги и намечают новые дела.",
    "Архив собраний хранится в электронном виде, доступ к нему открыт для всех желающих.",
    "Сотрудничество с родным краем строится на доверии, обмене опытом и общих праздниках.",
)


def inlines(text: str) -> list[Block]:
    """The inline content of a plain text."""
    nodes: list[Block] = []
    for place, word in enumerate(text.split(" ")):
        nodes += [{"t": "Space"}] if place else []
        nodes += [{"t": "Str", "c": word}] if word else []
    return nodes


def para(text: str) -> Block:
    return {"t": "Para", "c": inlines(text)}


def formatted_paragraph(text: str, tag: str) -> Block:
    """A paragraph all of whose words stand in one format."""
    return {"t": "Para", "c": [{"t": tag, "c": inlines(text)}]}


def plain(text: str) -> Block:
    return {"t": "Plain", "c": inlines(text)}


def header(text: str, level: int = 1, identifier: str = "") -> Block:
    return {"t": "Header", "c": [level, [identifier, [], []], inlines(text)]}


def bullets(*items: str) -> Block:
    return {"t": "BulletList", "c": [[plain(item)] for item in items]}


def numbered(*items: str, style: str = "Decimal") -> Block:
    return {"t": "OrderedList", "c": [[1, {"t": style}, {"t": "Period"}], [[plain(item)] for item in items]]}


def table(*rows: tuple[str, ...]) -> Block:
    def row(cells: tuple[str, ...]) -> list[Any]:
        return [NO_ATTRIBUTES, [[NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [plain(cell)]] for cell in cells]]

    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in rows[0]]
    body = [NO_ATTRIBUTES, 0, [], [row(cells) for cells in rows]]
    caption = [None, []]
    return {"t": "Table", "c": [NO_ATTRIBUTES, caption, columns, [NO_ATTRIBUTES, []], [body], [NO_ATTRIBUTES, []]]}


def read(form: str) -> Block:
    """A block that was written as JSON."""
    block: Block = json.loads(form)
    return block


def text(*blocks: Block | str) -> Ast:
    """A text of blocks; a string is a paragraph."""
    return {
        "pandoc-api-version": [1, 23, 1, 1],
        "meta": {"title": {"t": "MetaString", "c": "черновик"}},
        "blocks": [para(block) if isinstance(block, str) else block for block in blocks],
    }


WORDS = (
    *("совет", "землячество", "не", "обязан", "10", "дней", "рублей,", "развитие", "«дом»"),
    *("и", "или.", "Москва", "её", "культура", "—", "письмо:", "встречи"),
)
words = st.sampled_from(WORDS)
_strings = st.one_of(words, st.text("аб 1,.«\u00a0\n\u0306и", max_size=4))


def _node(tag: str, *content: Any) -> dict[str, Any]:
    return {"t": tag, "c": content[0] if len(content) == 1 else list(content)}


def _inline_nodes(children: st.SearchStrategy[list[Block]]) -> st.SearchStrategy[Block]:
    formats = st.sampled_from(["Emph", "Strong", "Underline", "Strikeout", "Superscript", "SmallCaps"])
    identifiers = st.sampled_from([NO_ATTRIBUTES, ["место", [], []]])
    targets = st.sampled_from([["https://example.org", ""], ["#итоги", "см."]])
    return st.one_of(
        st.builds(_node, formats, children),
        st.builds(lambda at, inside, to: _node("Link", at, inside, to), identifiers, children, targets),
        st.builds(lambda at, inside: _node("Span", at, inside), identifiers, children),
        st.builds(
            lambda kind, inside: _node("Quoted", {"t": kind}, inside),
            st.sampled_from(["DoubleQuote", "SingleQuote"]),
            children,
        ),
        st.builds(lambda inside: _node("Note", [_node("Para", inside)]), children),
        st.builds(lambda inside: _node("Image", NO_ATTRIBUTES, inside, ["схема.png", ""]), children),
    )


_simple_inlines = st.one_of(
    st.builds(lambda string: _node("Str", string), _strings),
    st.sampled_from([{"t": "Space"}, {"t": "SoftBreak"}, {"t": "LineBreak"}]),
    st.just(_node("Math", {"t": "InlineMath"}, "x^2")),
    st.just(_node("Code", NO_ATTRIBUTES, "код")),
)
inline_lists = st.lists(
    st.recursive(_simple_inlines, lambda one: _inline_nodes(st.lists(one, max_size=4)), max_leaves=5), max_size=5
)


def _nested_blocks(one: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    several = st.lists(one, max_size=3)
    return st.one_of(
        st.builds(lambda inside: _node("BlockQuote", inside), several),
        st.builds(lambda inside: _node("Div", ["", ["приложение"], []], inside), several),
        st.builds(lambda items: _node("BulletList", items), st.lists(several, min_size=1, max_size=3)),
        st.builds(
            lambda style, items: _node("OrderedList", [1, {"t": style}, {"t": "OneParen"}], items),
            st.sampled_from(["Decimal", "LowerRoman"]),
            st.lists(several, min_size=1, max_size=3),
        ),
        st.builds(lambda term, inside: _node("DefinitionList", [[term, [inside]]]), inline_lists.filter(bool), several),
    )


_simple_blocks = st.one_of(
    st.builds(lambda content: _node("Para", content), inline_lists),
    st.builds(lambda content: _node("Plain", content), inline_lists),
    st.builds(
        lambda at, content: _node("Header", 2, [at, [], []], content), st.sampled_from(["", "итоги"]), inline_lists
    ),
    st.builds(lambda first, second: table(("а", first), (second, "б")), words, words),
    st.builds(lambda lines: _node("LineBlock", lines), st.lists(inline_lists, min_size=1, max_size=3)),
    st.sampled_from([{"t": "HorizontalRule"}, _node("CodeBlock", ["", [], []], "строка\nещё")]),
)
blocks = st.recursive(_simple_blocks, _nested_blocks, max_leaves=4)
asts = st.lists(blocks, max_size=4).map(lambda several: text(*several))

sentences = st.lists(words, min_size=1, max_size=12).map(" ".join)
paragraphs = st.one_of(st.sampled_from(PROSE), sentences)


@st.composite
def edited(draw: st.DrawFn, paragraphs_of_base: list[str]) -> list[str]:
    """The paragraphs with a few edits: words replaced, put in and taken out; paragraphs too, and moved."""
    result = list(paragraphs_of_base)
    for _ in range(draw(st.integers(0, 4))):
        act = draw(st.sampled_from(["word", "word", "word", "insert", "remove", "move"]))
        place = draw(st.integers(0, max(len(result) - 1, 0)))
        if act == "insert" or not result:
            result.insert(place, draw(paragraphs))
        elif act == "remove":
            del result[place]
        elif act == "move":
            result.insert(draw(st.integers(0, len(result) - 1)), result.pop(place))
        else:
            parts = result[place].split(" ")
            start = draw(st.integers(0, len(parts)))
            parts[start : start + draw(st.integers(0, 3))] = draw(st.lists(words, max_size=3))
            result[place] = " ".join(parts)
    return result


base_paragraphs = st.lists(paragraphs, min_size=1, max_size=7)
versions = base_paragraphs.flatmap(lambda base: st.tuples(st.just(base), edited(base), edited(base)))
