from hypothesis import given

from domain.text.canonical import normalise
from domain.text.compare import compare
from domain.text.redline import redline
from domain.text.redline_marks import one_side, without_marks
from schemas.redline import Side
from schemas.text import Ast
from tests.domain.text import texts
from tests.domain.text.texts import law, text


@law
@given(texts.asts, texts.asts)
def test_each_side_of_a_redline_of_any_two_texts_is_that_text(base: Ast, head: Ast) -> None:
    holds(base, head)


@law
@given(texts.versions)
def test_each_side_of_a_redline_of_edited_prose_is_that_text(versions: tuple[list[str], list[str], list[str]]) -> None:
    base, one, other = (text(*version) for version in versions)
    holds(base, one)
    holds(one, other)


def holds(base: Ast, head: Ast) -> None:
    drawn = redline(base, head, compare(base, head))
    blocks = [piece.block for piece in drawn.pieces]
    for side, whole in (("base", base), ("head", head)):
        assert read(blocks, side) == normalise(whole)


def read(blocks: list[texts.Block], side: Side) -> Ast:
    return normalise({"blocks": without_marks(one_side(blocks, side))})
