import hashlib
import json
from typing import Any

import pypandoc
import pytest
from hypothesis import given

from domain.text.canonical import addressed, block_hash, canonical_bytes, normalise, text_hash
from schemas.problems import Refused
from schemas.text import Ast
from tests.domain.text import texts
from tests.domain.text.texts import NO_ATTRIBUTES, header, law, para, text

SPACE, SOFT, BREAK = {"t": "Space"}, {"t": "SoftBreak"}, {"t": "LineBreak"}


def string(content: str) -> dict[str, Any]:
    return {"t": "Str", "c": content}


def node(tag: str, *content: Any) -> dict[str, Any]:
    return {"t": tag, "c": content[0] if len(content) == 1 else list(content)}


def quoted(kind: str, *content: Any) -> dict[str, Any]:
    return node("Quoted", {"t": kind}, list(content))


@law
@given(texts.asts)
def test_normalising_twice_changes_nothing(ast: Ast) -> None:
    once = normalise(ast)
    assert normalise(once) == once
    assert normalise(json.loads(canonical_bytes(ast))) == once


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ([string("раз"), string("дел")], [string("раздел")]),
        ([string("раз"), SPACE, SPACE, SOFT, string("два")], [string("раз"), SPACE, string("два")]),
        ([string(""), SPACE, string("раз"), SPACE], [string("раз")]),
        ([string("раз два")], [string("раз"), SPACE, string("два")]),
        ([string("раз"), SPACE, BREAK, SPACE, string("два")], [string("раз"), BREAK, string("два")]),
        ([string("и\u0306")], [string("й")]),
        ([string("10\u00a0дней")], [string("10\u00a0дней")]),
        ([node("Emph", [string("а")]), node("Emph", [string("б")])], [node("Emph", [string("аб")])]),
        ([node("Emph", [])], []),
        ([node("Emph", [node("Strong", [string("а")])])], [node("Strong", [node("Emph", [string("а")])])]),
        ([node("Span", NO_ATTRIBUTES, [string("а")])], [string("а")]),
        ([node("Span", ["м", [], []], [])], [node("Span", ["м", [], []], [])]),
        (
            [quoted("DoubleQuote", string("а"), SPACE, quoted("DoubleQuote", string("б")))],
            [string("«а"), SPACE, string("„б“»")],
        ),
        ([quoted("SingleQuote", string("а"))], [string("‘а’")]),
        (
            [node("Emph", [string("а"), SPACE]), SPACE, string("б")],
            [node("Emph", [string("а"), SPACE]), string("б")],
        ),
        (
            [node("Note", [node("Para", [string("а"), SOFT, string("б")]), node("Para", [SPACE])])],
            [node("Note", [node("Para", [string("а"), SPACE, string("б")])])],
        ),
    ],
)
def test_inlines_take_their_one_form(written: list[Any], canonical: list[Any]) -> None:
    blocks = normalise(text(node("Para", written)))["blocks"]
    assert blocks == ([node("Para", canonical)] if canonical else [])


def test_meta_and_version_do_not_count() -> None:
    ast = text("Раздел один")
    other = {"pandoc-api-version": [1, 22], "meta": {}, "blocks": ast["blocks"]}
    assert normalise(ast) == {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [para("Раздел один")]}
    assert text_hash(ast) == text_hash(other)
    assert text_hash(ast) != text_hash(text("Раздел два"))


def test_what_people_wrote_is_kept() -> None:
    blocks = [
        header("Итоги"),
        texts.numbered("первое", "второе", style="LowerRoman"),
        texts.table(("показатель", "срок"), ("число встреч", "2030")),
        node("CodeBlock", NO_ATTRIBUTES, "строка\n  вторая"),
        node("Para", [string("формула"), node("Math", {"t": "InlineMath"}, "a+b"), node("Code", NO_ATTRIBUTES, "x")]),
        node("Para", [node("Image", NO_ATTRIBUTES, [string("схема")], ["схема.png", ""])]),
        node("Para", [node("Link", NO_ATTRIBUTES, [string("сайт")], ["https://example.org", ""])]),
        {"t": "HorizontalRule"},
    ]
    assert normalise(text(*blocks))["blocks"] == blocks


def test_heading_keeps_its_identifier_only_where_a_link_points_to_it() -> None:
    link = node("Para", [node("Link", NO_ATTRIBUTES, [string("см.")], ["#%D0%B8%D1%82%D0%BE%D0%B3%D0%B8", ""])])
    ast = text(header("Итоги", identifier="итоги"), header("Сроки", identifier="сроки"), link)
    assert normalise(ast)["blocks"] == [header("Итоги", identifier="итоги"), header("Сроки"), link]


def test_normalise_leaves_its_argument_alone() -> None:
    ast = text(header("Итоги", identifier="итоги"), "а  б")
    before = json.dumps(ast)
    normalise(ast)
    assert json.dumps(ast) == before


@pytest.mark.parametrize("tag", ["BlockQuote", "Emph"])
def test_nesting_without_end_is_refused(tag: str) -> None:
    content: Any = [para("а")] if tag == "BlockQuote" else [string("а")]
    for _ in range(5000):
        content = [node(tag, content)]
    ast = text(*(content if tag == "BlockQuote" else [node("Para", content)]))
    with pytest.raises(Refused) as refusal:
        normalise(ast)
    assert refusal.value.code == "text_too_deep"


@law
@given(texts.asts)
def test_hashes_are_those_of_the_canonical_bytes(ast: Ast) -> None:
    text = addressed(ast)
    assert text.ast == normalise(ast)
    assert text.hash == text_hash(ast) == hashlib.sha256(canonical_bytes(ast)).hexdigest()
    assert text.block_hashes == tuple(map(block_hash, text.blocks))


SAMPLE = """# Итоги года {#итоги}

Совет "собрал *отзывы* участников"[^1] и [подвёл итоги](#итоги): ![схема](схема.png) `код`, $x^2$, H~2~O.\\
Новая строка.

[^1]: Сноска с *курсивом*.

iv) четвёртый
v)  пятый

    вложенный абзац

| срок | охват |
|------|------:|
| 2030 | 89    |

Table: Показатели

термин
:   толкование

> цитата

    код
"""


def test_pandoc_reads_the_canonical_form_as_it_is() -> None:
    canonical = normalise(json.loads(pypandoc.convert_text(SAMPLE, "json", "markdown")))
    again = json.loads(pypandoc.convert_text(json.dumps(canonical), "json", "json"))
    assert again["blocks"] == canonical["blocks"]
    assert [block["t"] for block in canonical["blocks"]] == [
        "Header", "Para", "OrderedList", "Table", "DefinitionList", "BlockQuote", "CodeBlock"
    ]  # fmt: skip
