"""The laws of merging over two thousand cases: no edit is lost, and the order of proposals is without effect."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings

from domain.text.merge import merge
from domain.text.merge_many import merge_many
from schemas.merging import Proposed
from schemas.text import Ast, Merged
from tests.domain.text import texts
from tests.domain.text.test_merge import Versions, words
from tests.domain.text.test_merge_many import cases
from tests.domain.text.texts import text

thousand = settings(deadline=None, max_examples=1_000)
Counted = Callable[..., None]


@pytest.mark.long
def test_what_either_side_wrote_is_in_the_result_and_what_neither_has_is_not(count: Counted) -> None:
    @thousand
    @given(texts.versions)
    def holds(versions: Versions) -> None:
        base, ours, theirs = (text(*version) for version in versions)
        result = merge(base, ours, theirs)
        count("merges of two sides tried")
        if isinstance(result, Merged):
            count("merges of two sides without a conflict")
            assert words(ours, theirs) - words(base) <= words(result.ast) <= words(ours, theirs)

    holds()


@pytest.mark.long
def test_the_order_of_proposals_is_without_effect(count: Counted) -> None:
    @thousand
    @given(cases)
    def holds(case: tuple[Ast, list[Proposed]]) -> None:
        base, proposals = case
        other = Random(len(proposals)).sample(proposals, len(proposals))
        one, two = merge_many(base, proposals), merge_many(base, other)
        count("merges of many proposals in two orders")
        assert (one.ast, set(one.applied), set(one.unfit)) == (two.ast, set(two.applied), set(two.unfit))

    holds()
