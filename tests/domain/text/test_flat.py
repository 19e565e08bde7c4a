import pytest
from hypothesis import given

from domain.text.canonical import canonical_bytes, normalise
from domain.text.flat import flat_of, json_of, line_of, lines_of, read_lines, together
from domain.text.tokens import flatten, flatten_all
from schemas.text import Ast
from tests.domain.text import texts
from tests.domain.text.texts import law, para, text


@law
@given(texts.asts)
def test_lines_say_the_same_as_the_canonical_bytes(ast: Ast) -> None:
    blocks = normalise(ast)["blocks"]
    lines = read_lines(lines_of(canonical_bytes(ast)))
    assert [flat_of(line).blocks() for line in lines] == [[block] for block in blocks]
    assert lines == [line_of(block) for block in map(joined_up, blocks)]
    assert normalise(text(*(texts.read(json_of(line)) for line in lines)))["blocks"] == blocks
    for line, block in zip(lines, blocks, strict=True):
        whole = flat_of(line).full()
        assert whole.tokens(0, len(whole.text)) == flatten(block)


def joined_up(block: texts.Block) -> texts.Block:
    """A paragraph of mere text with one string for all its words."""
    if block["t"] == "Para" and all(node["t"] in {"Str", "Space"} for node in block["c"]):
        words = "".join(node.get("c", " ") for node in block["c"])
        return {"t": "Para", "c": [{"t": "Str", "c": words}]}
    return block


@law
@given(texts.asts)
def test_blocks_together_are_cut_as_one_after_another(ast: Ast) -> None:
    blocks = normalise(ast)["blocks"]
    whole = together([flat_of(line_of(block)) for block in blocks])
    assert whole.tokens(0, len(whole.text)) == flatten_all(blocks)
    assert whole.blocks() == blocks


def test_signs_of_the_private_plane_are_told_from_words() -> None:
    block = normalise(text(para("до \U000f0000 и \U0010ffff после")))["blocks"][0]
    assert flat_of(line_of(block)).blocks() == [block]


@pytest.mark.parametrize("words", ["до\0после", "до\u2028после", "до\rпосле", " до  после "])
def test_line_has_neither_breaks_nor_what_a_database_refuses(words: str) -> None:
    block = {"t": "Para", "c": [{"t": "Str", "c": words}]}
    assert flat_of(line_of(block)).blocks() == normalise({"blocks": [block]})["blocks"]
    assert not {"\n", "\0"} & set(line_of(block))


def test_text_without_blocks_has_no_lines() -> None:
    assert read_lines(lines_of(canonical_bytes(text()))) == []
