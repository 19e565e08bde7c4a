import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.canonical import normalise
from domain.text.merge import merge
from domain.text.plain import document_text
from schemas.text import Ast, Block, Conflict, Merged
from tests.domain.text import texts
from tests.domain.text.texts import PROSE, bullets, header, law, table, text

Versions = tuple[list[str], list[str], list[str]]
Blocks = tuple[Block | str, ...]


def merged(base: Ast, ours: Ast, theirs: Ast) -> Ast:
    result = merge(base, ours, theirs)
    assert isinstance(result, Merged), result
    return result.ast


def words(*asts: Ast) -> set[str]:
    return {word for ast in asts for word in re.findall(r"\w+", document_text(ast))}


@law
@given(texts.asts, texts.asts)
def test_what_one_side_changed_is_taken(base: Ast, head: Ast) -> None:
    assert merged(base, base, head) == normalise(head)
    assert merged(base, head, base) == normalise(head)
    assert merged(base, head, head) == normalise(head)


@law
@given(texts.versions)
def test_sides_are_equal_and_no_word_is_invented(versions: Versions) -> None:
    base, ours, theirs = (text(*version) for version in versions)
    result, mirrored = merge(base, ours, theirs), merge(base, theirs, ours)
    if isinstance(result, Merged):
        assert result == mirrored
        assert words(result.ast) <= words(ours, theirs)
    else:
        assert isinstance(mirrored, Conflict)
        swapped = [block.model_copy(update={"ours": block.theirs, "theirs": block.ours}) for block in mirrored.blocks]
        assert list(result.blocks) == swapped


@law
@given(texts.versions)
def test_what_one_side_wrote_anew_is_in_the_result_once(versions: Versions) -> None:
    base, ours, theirs = (text(*version) for version in versions)
    result = merge(base, ours, theirs)
    if isinstance(result, Merged):
        for paragraph in {*versions[1], *versions[2]} - {*versions[0]}:
            times = [normalise(side)["blocks"].count(texts.para(paragraph)) for side in (ours, theirs)]
            assert result.ast["blocks"].count(texts.para(paragraph)) <= max(*times, 1)


@st.composite
def disjoint(draw: st.DrawFn) -> tuple[list[str], dict[int, str], dict[int, str]]:
    """Distinct words, and for each side some places, at least two words from the other side's, to be replaced."""
    base = [f"слово{i}" for i in range(draw(st.integers(6, 30)))]
    ours, theirs, last = dict[int, str](), dict[int, str](), ""
    place = 0
    while place < len(base):
        side = draw(st.sampled_from(["ours", "theirs"]))
        place += 2 if last and side != last else 0
        if place < len(base):
            (ours if side == "ours" else theirs)[place] = draw(st.sampled_from(["", f"{side}{place}", f"нов{place} и"]))
        last, place = side, place + draw(st.integers(1, 6))
    return base, ours, theirs


def replaced(base: list[str], edits: dict[int, str]) -> str:
    return " ".join(new for i, word in enumerate(base) if (new := edits.get(i, word)))


@law
@given(disjoint())
def test_disjoint_edits_of_one_paragraph_all_survive(case: tuple[list[str], dict[int, str], dict[int, str]]) -> None:
    base, ours, theirs = case
    frame = ("Начало", "конец.")

    def paragraph(edits: dict[int, str]) -> Ast:
        return text(" ".join([frame[0], replaced(base, edits), frame[1]]))

    # where most words are new, a paragraph counts as another one: such edits are not of one paragraph
    if len(ours) * 3 < len(base) and len(theirs) * 3 < len(base):
        expected = normalise(paragraph(ours | theirs))
        assert merged(paragraph({}), paragraph(ours), paragraph(theirs)) == expected


TWO = PROSE[2]  # Руководитель обязан ответить на письменное обращение участника не позднее 10 дней …
FORGIVING = [
    # (base, ours, theirs, result)
    ((TWO,), (TWO.replace("10", "15"),), (TWO.replace("Руководитель", "Председатель"),),
     (TWO.replace("10", "15").replace("Руководитель", "Председатель"),)),
    ((TWO,), (TWO.replace("10 дней", "15 суток"),),
     (TWO.replace("10 дней", "15 суток").replace("Руководитель", "Председатель"),),
     (TWO.replace("10 дней", "15 суток").replace("Руководитель", "Председатель"),)),
    (PROSE[:3], (PROSE[0], PROSE[5], *PROSE[1:3]), (*PROSE[:3], PROSE[6]), (PROSE[0], PROSE[5], *PROSE[1:3], PROSE[6])),
    (PROSE[:3], PROSE[1:3], (*PROSE[:3], PROSE[6]), (*PROSE[1:3], PROSE[6])),
    (PROSE[:3], (PROSE[0], PROSE[5], *PROSE[1:3]), (PROSE[0], PROSE[5], PROSE[1], TWO.replace("10", "15")),
     (PROSE[0], PROSE[5], PROSE[1], TWO.replace("10", "15"))),
    (PROSE[:4], (PROSE[3], *PROSE[:3]), (PROSE[0], PROSE[1], TWO.replace("10", "15"), PROSE[3]),
     (PROSE[3], PROSE[0], PROSE[1], TWO.replace("10", "15"))),
    ((bullets("раз два", "три четыре"),), (bullets("раз два", "три пять"),),
     (bullets("раз два", "новый", "три четыре"),), (bullets("раз два", "новый", "три пять"),)),
    ((table(("срок", "2030"), ("охват", "весь город")),), (table(("срок", "2032"), ("охват", "весь город")),),
     (table(("срок", "2030"), ("охват", "вся область")),), (table(("срок", "2032"), ("охват", "вся область")),)),
    (("очень важно",), ("очень очень важно",), ("очень очень важно и нужно",), ("очень очень важно и нужно",)),
]  # fmt: skip


@pytest.mark.parametrize(("base", "ours", "theirs", "result"), FORGIVING)
def test_edits_in_different_places_come_together(base: Blocks, ours: Blocks, theirs: Blocks, result: Blocks) -> None:
    assert merged(text(*base), text(*ours), text(*theirs)) == normalise(text(*result))


CONFLICTS = [
    # (what, base, ours, theirs, [(index, base, ours, theirs)])
    ("one word", (TWO,), (TWO.replace("10", "15"),), (TWO.replace("10", "20"),),
     [(0, TWO, TWO.replace("10", "15"), TWO.replace("10", "20"))]),
    ("neighbouring words", (TWO,), (TWO.replace("10", "15"),), (TWO.replace("дней", "недель"),),
     [(0, TWO, TWO.replace("10", "15"), TWO.replace("дней", "недель"))]),
    ("removed and changed", PROSE[:3], PROSE[:2], (*PROSE[:2], TWO.replace("10", "15")),
     [(2, TWO, "", TWO.replace("10", "15"))]),
    ("two insertions", PROSE[:2], (PROSE[0], PROSE[5], PROSE[1]), (PROSE[0], PROSE[6], PROSE[1]),
     [(1, "", PROSE[5], PROSE[6])]),
    ("moved twice", PROSE[:5], (PROSE[4], *PROSE[:4]), (PROSE[0], PROSE[4], *PROSE[1:4]),
     [(4, PROSE[4], PROSE[4], PROSE[4])]),
    ("moved and removed", PROSE[:5], (PROSE[4], *PROSE[:4]), PROSE[:4], [(4, PROSE[4], PROSE[4], "")]),
    ("moved and changed", PROSE[:4], (PROSE[2], *PROSE[:2], PROSE[3]),
     (*PROSE[:2], TWO.replace("10", "15"), PROSE[3]), [(2, TWO, "", TWO.replace("10", "15"))]),
    ("same heading in two places", PROSE[:4], (header("Итоги"), *PROSE[:4]), (*PROSE[:3], header("Итоги"), PROSE[3]),
     [(0, "", "Итоги", "Итоги")]),
    ("two structures", (bullets("раз", "два"),), (bullets("раз", "два", "три"),), (bullets("ноль", "раз", "два"),),
     [(0, "раз\nдва", "раз\nдва\nтри", "ноль\nраз\nдва")]),
    ("several places", (TWO, PROSE[0], PROSE[1]), (TWO.replace("10", "15"), PROSE[0], PROSE[1]),
     (TWO.replace("10", "20"), PROSE[0], PROSE[1]),
     [(0, TWO, TWO.replace("10", "15"), TWO.replace("10", "20"))]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "places"), [pytest.param(*case[1:], id=case[0]) for case in CONFLICTS]
)
def test_what_would_be_a_guess_is_a_conflict(
    base: Blocks, ours: Blocks, theirs: Blocks, places: list[tuple[int, str, str, str]]
) -> None:
    result = merge(text(*base), text(*ours), text(*theirs))
    assert isinstance(result, Conflict)
    assert [(block.index, block.base, block.ours, block.theirs) for block in result.blocks] == places
