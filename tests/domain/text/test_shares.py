"""How much of a text a change is: words that are other ones, and the blocks that it touches."""

import pytest

from domain.text.compare import compare
from domain.text.shares import changed_words, touched_blocks, words_of
from tests.domain.text.texts import text

BASE = ("Совет собирается раз в год.", "Отчёт направляется в департамент.")


@pytest.mark.parametrize(
    ("head", "words", "blocks"),
    [
        (BASE, 0, set()),
        (("Совет собирается раз в год!", BASE[1]), 0, {0}),
        (("Совет собирается два раза в год.", BASE[1]), 2, {0}),
        ((BASE[0], "Отчёт отправляется в департамент."), 1, {1}),
        ((*BASE, "Новый абзац из пяти слов."), 5, set()),
        ((BASE[1],), 5, {0}),
    ],
)
def test_changed_words_and_touched_blocks(head: tuple[str, ...], words: int, blocks: set[int]) -> None:
    one, other = text(*BASE), text(*head)
    diff = compare(one, other)
    assert (changed_words(diff), touched_blocks(diff)) == (words, blocks)
    assert words_of(one) == 9
