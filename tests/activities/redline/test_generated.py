"""Redlines of generated edits: accepted they are the head, rejected the base, whoever settles them."""

from collections.abc import Callable, Iterable

import pytest

from activities.convert.reader import Converter
from activities.redline.docx import docx_redline
from domain.text.compare import compare
from domain.text.redline import redline
from schemas.conversion import TakenChanges
from schemas.text import Ast
from tests.activities.redline.conftest import AUTHORSHIP
from tests.activities.redline.generated import Writing, edited, random_text, read_text
from tests.activities.redline.settling import settled

Counted = Callable[..., None]


def versions(converter: Converter, seed: int, *, formulas: bool = True) -> tuple[Ast, Ast]:
    random = Writing(seed, formulas=formulas)
    base = random_text(random)
    return read_text(converter, base), read_text(converter, edited(random, base))


def hold(converter: Converter, seeds: Iterable[int], count: Counted) -> None:
    for seed in seeds:
        base, head = versions(converter, seed)
        drawn = docx_redline(redline(base, head, compare(base, head)), AUTHORSHIP, [], converter.run_pandoc)
        sides: list[tuple[TakenChanges, Ast]] = [("reject", base), ("accept", head)]
        for changes, side in sides:
            assert converter.to_ast(settled(drawn, changes), "a.docx").ast == side, f"seed {seed}, by the standard"
            assert converter.to_ast(drawn, "a.docx", changes).ast == side, f"seed {seed}, as Veche reads it"
        count("redlines of generated edits settled both ways")


def test_any_edit_is_its_head_accepted_and_its_base_rejected(converter: Converter, count: Counted) -> None:
    hold(converter, range(8), count)


@pytest.mark.long
def test_many_edits_are_their_heads_accepted_and_their_bases_rejected(converter: Converter, count: Counted) -> None:
    hold(converter, range(1_000, 1_075), count)
