import pytest
from hypothesis import given

from domain.text.canonical import normalise
from domain.text.tokens import flatten, flatten_all, frames, is_word, pieces, plain, rebuild, rebuild_all, step, units
from schemas.text import Ast, Block
from tests.domain.text import texts
from tests.domain.text.texts import bullets, law, para, table, text


@law
@given(texts.asts)
def test_rebuilding_what_was_flattened_gives_the_same_block(ast: Ast) -> None:
    for block in normalise(ast)["blocks"]:
        assert rebuild(flatten(block)) == block
        assert rebuild(pieces(block)) == block
        assert plain(flatten(block)) == plain(pieces(block))


@law
@given(texts.asts)
def test_blocks_flattened_one_after_another_come_back_as_several(ast: Ast) -> None:
    blocks = normalise(ast)["blocks"]
    assert rebuild_all(flatten_all(blocks)) == blocks


@law
@given(texts.asts)
def test_stepping_over_the_units_before_a_token_leads_to_it(ast: Ast) -> None:
    tokens = flatten_all(normalise(ast)["blocks"])
    for place in range(len(tokens) + 1):
        assert step(tokens, 0, sum(map(units, tokens[:place]))) == place


def test_stepping_into_a_word_or_past_the_end_is_refused() -> None:
    tokens = flatten(para("слово"))
    for keep in (2, 8):
        with pytest.raises(ValueError, match="between two words"):
            step(tokens, 0, keep)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("не позднее 10,5 дней", ["не", " ", "позднее", " ", "10,5", " ", "дней"]),
        ("01.02.2023: «за»", ["01.02.2023", ":", " ", "«", "за", "»"]),
        ("кто-то 5-го", ["кто", "-", "то", " ", "5", "-", "го"]),
        ("п. 3.", ["п", ".", " ", "3", "."]),
        ("10\u00a0%", ["10", "\u00a0", "%"]),
        ("за\u0301мок B2B", ["за\u0301мок", " ", "B2B"]),
    ],
)
def test_text_is_cut_into_words_numbers_and_signs(written: str, words: list[str]) -> None:
    assert [token.text for token in flatten(para(written))[1:-1]] == words


@pytest.mark.parametrize(
    ("block", "read"),
    [
        (para("Раздел один."), "Раздел один."),
        (bullets("первое", "второе"), "первое\nвторое"),
        (table(("срок", "2030"), ("город", "")), "срок\n2030\nгород"),
        ({"t": "CodeBlock", "c": [texts.NO_ATTRIBUTES, "а\nб"]}, "а\nб"),
        ({"t": "BlockQuote", "c": [para("а"), {"t": "CodeBlock", "c": [texts.NO_ATTRIBUTES, "б"]}]}, "а\nб"),
        ({"t": "Para", "c": [*texts.inlines("да"), {"t": "Note", "c": [para("раз"), para("два")]}]}, "да[раз два]"),
        ({"t": "Para", "c": [{"t": "Math", "c": [{"t": "InlineMath"}, "x^2"]}]}, "x^2"),
        ({"t": "HorizontalRule"}, ""),
    ],
)
def test_plain_text_is_what_a_reader_reads(block: Block, read: str) -> None:
    assert plain(flatten(normalise(text(block))["blocks"][0])) == read


def test_formats_are_marks_of_their_words() -> None:
    link = {"t": "Link", "c": [texts.NO_ATTRIBUTES, texts.inlines("наш сайт"), ["https://example.org", ""]]}
    block = normalise(text({"t": "Para", "c": [{"t": "Emph", "c": [link]}]}))["blocks"][0]
    mark = '["Link",["",[],[]],["https://example.org",""]]'
    assert {token.marks for token in flatten(block)[1:-1]} == {(mark, '["Emph"]')}


def test_structure_is_told_by_frames() -> None:
    assert frames(flatten(bullets("а", "б"))) == frames(flatten(bullets("в г", "д")))
    assert frames(flatten(bullets("а", "б"))) != frames(flatten(bullets("а", "б", "в")))


def test_words_numbers_and_nodes_say_something_signs_do_not() -> None:
    tokens = flatten(para("слово, 5 — x"))[1:-1]
    assert [token.text for token in tokens if is_word(token)] == ["слово", "5", "x"]
