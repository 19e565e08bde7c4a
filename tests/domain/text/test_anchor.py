import pytest

from domain.text.anchor import find_anchor
from domain.text.canonical import addressed
from domain.text.plain import text_blocks
from schemas.problems import Refused
from tests.domain.text.texts import PROSE, bullets, text

AST = text(PROSE[2], PROSE[6], PROSE[2], bullets("срок\u00a010 дней", "встречи"))
LINE = PROSE[6]


def test_anchor_names_its_text_its_block_and_its_words() -> None:
    start = LINE.index("первой работе")
    anchor = find_anchor(AST, "первой работе")
    whole = addressed(AST)
    assert anchor.model_dump() == {
        "text_hash": whole.hash,
        "block": 1,
        "block_hash": whole.block_hashes[1],
        "start": start,
        "end": start + 13,
        "quote": "первой работе",
        "prefix": LINE[start - 32 : start],
        "suffix": LINE[start + 13 : start + 45],
    }


@pytest.mark.parametrize(
    ("quote", "prefix", "suffix", "block", "start"),
    [
        ("первой работе", "", "", 1, LINE.index("первой работе")),
        (" первой работе ", "куда угодно", "", 1, LINE.index("первой работе")),
        ("срок 10 дней", "", "", 3, 0),
        ("встречи", "", "", 3, len("срок 10 дней ")),
        ("10 дней", "срок ", "", 3, len("срок ")),
        ("10 дней", "раньше срок\u00a0", " встречи и так далее", 3, len("срок ")),
    ],
)
def test_quotation_is_found(quote: str, prefix: str, suffix: str, block: int, start: int) -> None:
    anchor = find_anchor(AST, quote, prefix, suffix)
    assert (anchor.block, anchor.start) == (block, start)
    assert text_blocks(AST)[block].text[anchor.start : anchor.end] == anchor.quote


@pytest.mark.parametrize(
    ("quote", "prefix", "code"),
    [
        ("таких слов нет", "", "quote_not_found"),
        (" ", "", "quote_not_found"),
        ("письменное обращение", "", "quote_ambiguous"),
        ("письменное обращение", "ответить на ", "quote_ambiguous"),
        ("письменное обращение", "а не на ", "quote_ambiguous"),
    ],
)
def test_quotation_without_one_place_is_refused(quote: str, prefix: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        find_anchor(AST, quote, prefix)
    assert refusal.value.code == code
