from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.anchor import anchor_at, find_anchor
from domain.text.canonical import addressed, normalise
from domain.text.merge import merge
from domain.text.merge_many import merge_many
from domain.text.plain import text_blocks
from schemas.merging import Collision, MergedMany, Proposed
from schemas.problems import Refused
from schemas.text import Ast, Block, Merged
from tests.domain.text import texts
from tests.domain.text.texts import PROSE, bullets, formatted_paragraph, header, law, text

BASE = PROSE[:4]
COUNCIL, TWO, MONEY = PROSE[1], PROSE[2], PROSE[3]
NOTE: Block = {"t": "Note", "c": [texts.para("Сноска.")]}


def proposed(ast: Ast, *changes: tuple[str, str]) -> list[Proposed]:
    """Proposals a, b, c …, each (quoted words, other words)."""
    return [
        Proposed(id=chr(ord("a") + place), anchor=find_anchor(ast, quote), replacement=replacement)
        for place, (quote, replacement) in enumerate(changes)
    ]


def pairs(result: MergedMany) -> list[tuple[str, str]]:
    return [pair for collision in result.collisions for pair in collision.pairs]


TOGETHER: list[tuple[tuple[Block | str, ...], list[tuple[str, str]], tuple[Block | str, ...]]] = [
    (BASE, [], BASE),
    (BASE, [("10 дней", "15 дней")], (*BASE[:2], TWO.replace("10", "15"), MONEY)),
    (BASE, [("10 дней", "15 дней"), ("Руководитель", "Председатель")],
     (*BASE[:2], TWO.replace("10", "15").replace("Руководитель", "Председатель"), MONEY)),
    (BASE, [("10 дней", "15 дней"), ("не позднее 10 дней", "не позднее 15 дней")],
     (*BASE[:2], TWO.replace("10", "15"), MONEY)),
    (BASE, [("не позднее 10 дней", "не позднее 15 дней"), ("до 1 марта", "до 1 апреля")],
     (*BASE[:2], TWO.replace("10", "15"), MONEY.replace("марта", "апреля"))),
    (BASE, [(COUNCIL, "")], (PROSE[0], TWO, MONEY)),
    (BASE, [("участника", "участника и гостя")], (*BASE[:2], TWO.replace("участника", "участника и гостя"), MONEY)),
    (BASE, [("получения.", "получения.\n\nОн отвечает и на вопросы гостей.")],
     (*BASE[:3], "Он отвечает и на вопросы гостей.", MONEY)),
    ((header("Итоги"), TWO), [("Итоги", "Выводы\n\nПервый абзац.")], (header("Выводы"), "Первый абзац.", TWO)),
    ((bullets("раз два", "три четыре"),), [("два\nтри", "двое\nтрое")], (bullets("раз двое", "трое четыре"),)),
    ((formatted_paragraph(TWO, "Strong"),), [("10 дней", "15 дней")],
     (formatted_paragraph(TWO.replace("10", "15"), "Strong"),)),
    (("обращениях",), [("ращени", "лаки")], ("облакиях",)),
]  # fmt: skip


@pytest.mark.parametrize(("base", "changes", "result"), TOGETHER)
def test_proposals_apart_from_each_other_are_all_taken(
    base: tuple[Block | str, ...], changes: list[tuple[str, str]], result: tuple[Block | str, ...]
) -> None:
    old = text(*base)
    found = merge_many(old, proposed(old, *changes))
    assert found.ast == normalise(text(*result))
    assert (len(found.applied), found.collisions, found.unfit) == (len(changes), (), ())


COLLIDING = [
    ([("10 дней", "15 дней"), ("10 дней", "20 дней")], [("a", "b")], []),
    ([("10 дней", "15 дней"), ("дней", "недель")], [("a", "b")], []),
    ([("10 дней", "15 дней"), ("дней", "недель"), ("недель", "")], [("a", "b")], ["c"]),
    ([("письменное", "устное"), ("письменное обращение участника", "письмо"), ("участника", "гостя"),
      ("Руководитель", "Глава")],
     [("a", "b"), ("b", "c")], ["d"]),
    ([("городе.", "городе. Это важно для всех."), ("голосов присутствующих.", "голосов. Это важно для всех.")],
     [("a", "b")], []),
    ([(COUNCIL, ""), ("городе.", "городе. " + COUNCIL)], [("a", "b")], []),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "excluding", "taken"), COLLIDING)
def test_colliding_proposals_are_sets_to_choose_from(
    changes: list[tuple[str, str]], excluding: list[tuple[str, str]], taken: list[str]
) -> None:
    old = text(*BASE, "Ещё пять недель пройдёт до встречи.")
    result = merge_many(old, proposed(old, *changes))
    assert (pairs(result), list(result.applied)) == (excluding, taken)
    (collision,) = result.collisions
    assert [option.id for option in collision.options] == sorted({one for pair in excluding for one in pair})
    for option in collision.options:
        chosen = [one for one in proposed(old, *changes) if one.id == option.id]
        alone = merge_many(old, chosen)
        assert alone.applied == (option.id,)
        assert all(
            part in {block.text for block in text_blocks(alone.ast)} for part in option.text.split("\n\n") if part
        )


def test_footnote_in_words_that_change_stays_where_it_is_named() -> None:
    old = text({"t": "Para", "c": [*texts.inlines("Один два"), NOTE, *texts.inlines(" три четыре")]})
    new = text({"t": "Para", "c": [*texts.inlines("Один двое"), NOTE, *texts.inlines(" три четыре")]})
    assert merge_many(old, proposed(old, ("два[Сноска.] три", "двое[Сноска.] три"))).ast == normalise(new)


def test_words_without_a_line_for_each_item_do_not_fit() -> None:
    old = text(bullets("раз два", "три четыре"), TWO)
    result = merge_many(old, proposed(old, ("два\nтри", "двое трое"), ("10 дней", "15 дней")))
    assert (result.unfit, result.applied) == (("a",), ("b",))


def test_proposal_on_another_text_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        merge_many(text(*BASE[:2]), proposed(text(*BASE), ("10 дней", "15 дней")))
    assert refusal.value.code == "patch_base_mismatch"


@st.composite
def proposals(draw: st.DrawFn, ast: Ast, most: int = 5) -> list[Proposed]:
    """Some proposals on stretches of words, small ones and whole blocks, near each other and far apart."""
    made = []
    for place in range(draw(st.integers(0, most))):
        block = draw(st.sampled_from([block for block in text_blocks(ast) if block.text]))
        words = block.text.split(" ")
        first = draw(st.integers(0, len(words) - 1))
        last = draw(st.integers(first + 1, min(len(words), first + 4)))
        start = len(" ".join(words[:first])) + bool(first)
        quote = " ".join(words[first:last])
        anchor = anchor_at(addressed(ast), block.index, start, start + len(quote))
        new = " ".join([*draw(st.lists(texts.words, max_size=3)), *(words[first:last] if draw(st.booleans()) else [])])
        made.append(Proposed(id=str(place), anchor=anchor, replacement=new))
    return made


cases = texts.base_paragraphs.map(lambda base: text(*base)).flatmap(lambda ast: st.tuples(st.just(ast), proposals(ast)))


@law
@given(cases, st.data())
def test_order_of_proposals_is_without_effect(case: tuple[Ast, list[Proposed]], data: st.DataObject) -> None:
    base, given_ones = case
    result = merge_many(base, given_ones)
    other = merge_many(base, data.draw(st.sampled_from(list(permutations(given_ones)))))
    assert other.ast == result.ast
    assert set(other.applied) == set(result.applied)
    assert set(other.unfit) == set(result.unfit)
    assert [set(map(frozenset, one.pairs)) for one in sorted(result.collisions, key=_least)] == [
        set(map(frozenset, one.pairs)) for one in sorted(other.collisions, key=_least)
    ]


def _least(collision: Collision) -> str:
    return min(option.id for option in collision.options)


@law
@given(cases)
def test_what_is_taken_together_is_what_three_ways_would_make_of_it(case: tuple[Ast, list[Proposed]]) -> None:
    base, given_ones = case
    both = merge_many(base, given_ones[:2])
    if len(both.applied) == 2:
        ours, theirs = (merge_many(base, [one]).ast for one in given_ones[:2])
        merged = merge(base, ours, theirs)
        assert not isinstance(merged, Merged) or merged.ast == both.ast


@law
@given(cases)
def test_every_proposal_is_taken_or_named(case: tuple[Ast, list[Proposed]]) -> None:
    base, given_ones = case
    result = merge_many(base, given_ones)
    colliding = {one for pair in pairs(result) for one in pair}
    assert sorted([*result.applied, *colliding, *result.unfit]) == sorted(one.id for one in given_ones)
    if not result.applied:
        assert result.ast == normalise(base)
