"""A redline as PDF: everything of both texts is on its pages, in words that can be copied."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from activities.convert.reader import Converter
from activities.redline.pdf import pdf_redline
from domain.text.compare import compare
from domain.text.plain import block_text
from domain.text.redline import redline
from schemas.redline import Remark, Reply
from schemas.text import Ast
from tests.activities.redline.conftest import AUTHORSHIP
from tests.activities.redline.test_generated import versions

BASE = """# Цели

Совет (сельский) собирается раз в год и решает о [деньгах](https://example.org).

- Первое
- Второе

| Что | Сколько |
|-----|---------|
| взнос | 100 |
"""
HEAD = (
    BASE.replace("раз в год", "2 раза в год")
    .replace("- Второе\n", "- *Второе*\n- Третье #[strike] $x$\n")
    .replace("| взнос | 100 |", "| взнос | 200 |\n| сбор | 5 |")
)


def pages(converter: Converter, base: Ast, head: Ast, *remarks: Remark) -> tuple[bytes, str]:
    drawn = redline(base, head, compare(base, head))
    made = pdf_redline(drawn, "Редакции 1 и 2", AUTHORSHIP, remarks, converter.run_pandoc, "ru")
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    return made, text


def read(converter: Converter, text: str) -> Ast:
    return converter.to_ast(text.encode(), "a.md").ast


def letters(text: str) -> str:
    return re.sub(r"[^\w(]|\d", "", text)


def test_both_texts_stand_in_it_and_an_equal_redline_gives_equal_bytes(converter: Converter) -> None:
    base, head = read(converter, BASE), read(converter, HEAD)
    made, text = pages(converter, base, head)
    for words in ("2 раза в год", "Совет (сельский)", "#[strike]", "100", "200", "сбор", "Зачёркнуто удалённое"):
        assert words in text, words
    assert pages(converter, base, head)[0] == made
    assert "Тексты равны" in pages(converter, base, base)[1]


def test_comments_stand_at_the_foot_and_lost_ones_at_the_end(converter: Converter) -> None:
    base, head = read(converter, BASE), read(converter, HEAD)
    reply = Reply(author="Редакция", at=None, text="Чаще (!) не успеем")
    held = Remark(
        author="Эксперт", at=AUTHORSHIP.at, text="Мало #[x]", side="head", block=1, start=0, end=5, replies=(reply,)
    )
    lost = Remark(author="Другой", at=None, text="Где это?", quote="прежние слова")
    _, text = pages(converter, base, head, held, lost)
    for words in (
        "Эксперт, 20 ноября 2026 года: Мало #[x]",
        "Чаще (!) не успеем",
        "«прежние слова» — Другой: Где это?",
    ):
        assert words in " ".join(text.split()), words


@pytest.mark.parametrize("seed", range(6))
def test_every_word_of_any_edit_is_on_its_pages(converter: Converter, seed: int) -> None:
    base, head = versions(converter, seed, formulas=False)
    shown = letters(pages(converter, base, head)[1])
    for ast in (base, head):
        for block in ast["blocks"]:
            for word in re.findall(r"\w{5,}", block_text(block)):
                assert letters(word) in shown, word
