"""Quotation marks and dashes of the edition's language."""

import json

import pytest

from activities.edition.ast import plain
from activities.edition.typography import typeset
from schemas.language import Language
from tests.activities.edition.samples import run_pandoc

NBSP = "\u00a0"


def _set(markdown: str, language: Language, reader: str) -> str:
    tree = json.loads(run_pandoc([f"--from={reader}", "--to=json"], markdown.encode()))
    # A no-break space is shown as ~, so that the tables below can be read.
    content = typeset(tree["blocks"], language)[0]["c"]
    return "".join(part.get("c", " ") if part["t"] in ("Str", "Space") else plain([part]) for part in content).replace(
        NBSP, "~"
    )


@pytest.mark.parametrize("reader", ["markdown", "markdown-smart"])
@pytest.mark.parametrize(
    ("typed", "russian", "english"),
    [
        ('Слово "дом".', "Слово «дом».", "Слово “дом”."),
        ('"Дом" и "сад"', "«Дом» и «сад»", "“Дом” и “сад”"),
        ('("дом")', "(«дом»)", "(“дом”)"),
        ('*"дом"* и **сад**', "«дом» и сад", "“дом” и сад"),
        ("Дом - крепость", "Дом~— крепость", "Дом~– крепость"),
        ("кто-то", "кто-то", "кто-то"),
        ("от 5 - 7 дней", "от 5 - 7 дней", "от 5 - 7 дней"),
        ("Дом — крепость", "Дом~— крепость", "Дом~— крепость"),
    ],
)
def test_marks_are_set_in_the_language(typed: str, russian: str, english: str, reader: str) -> None:
    assert _set(typed, "ru", reader) == russian
    assert _set(typed, "en", reader) == english


@pytest.mark.parametrize(
    ("typed", "russian"),
    [
        ('"Совет "Север" решил"', "«Совет „Север“ решил»"),
        ('труба 5" и доска', 'труба 5" и доска'),
        ('кавычка " одна', 'кавычка " одна'),
        ('код `a = "b"` и "дом"', 'код a = "b" и «дом»'),
    ],
)
def test_marks_pair_up_or_stay_as_typed(typed: str, russian: str) -> None:
    assert _set(typed, "ru", "markdown-smart") == russian


@pytest.mark.parametrize("number", range(1, 6))
def test_marks_that_close_what_nobody_opened_stay_as_typed(number: int) -> None:
    typed = "слово" + '"' * number + ' и "дом"'
    blocks = [{"t": "Para", "c": [{"t": "Str", "c": part} for part in typed]}]
    assert plain(typeset(blocks, "ru")[0]["c"]) == typed
