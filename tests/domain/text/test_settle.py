"""Merging where somebody chose: what collides is as they said, all else comes together by itself."""

import pytest
from hypothesis import given

from domain.text.merge import Choice, merge, settle
from domain.text.plain import document_text
from schemas.text import Conflict, Merged
from tests.domain.text import texts
from tests.domain.text.texts import law, text

BASE = text("Совет собирается раз в год.", "Отчёт готовит секретарь.", "Архив открыт для всех.")
OURS = text("Совет собирается раз в месяц.", "Отчёт готовит секретарь.", "Архив открыт для всех желающих.", "Наше.")
THEIRS = text("Совет собирается раз в квартал.", "Отчёт готовит ответственный секретарь.", "Архив открыт для всех.")


def read(choices: tuple[Choice, ...]) -> str:
    result = settle(BASE, OURS, THEIRS, choices)
    assert isinstance(result, Merged)
    return document_text(result.ast)


@pytest.mark.parametrize(
    ("choice", "first"),
    [
        ("ours", "Совет собирается раз в месяц."),
        ("theirs", "Совет собирается раз в квартал."),
        ("both", "Совет собирается раз в месяц.\n\nСовет собирается раз в квартал."),
    ],
)
def test_chosen_words_stand_and_the_rest_comes_together(choice: Choice, first: str) -> None:
    rest = "Отчёт готовит ответственный секретарь.\n\nАрхив открыт для всех желающих.\n\nНаше."
    assert read((choice,)) == f"{first}\n\n{rest}"


def test_choices_that_are_too_few_name_the_conflicts_again() -> None:
    assert settle(BASE, OURS, THEIRS, ()) == merge(BASE, OURS, THEIRS)


@pytest.mark.parametrize(
    ("choice", "expected"), [("ours", "а\n\nнаше\n\nб"), ("theirs", "а\n\nих\n\nб"), ("both", "а\n\nнаше\n\nих\n\nб")]
)
def test_two_insertions_at_one_place_are_chosen_from(choice: Choice, expected: str) -> None:
    result = settle(text("а", "б"), text("а", "наше", "б"), text("а", "их", "б"), (choice,))
    assert isinstance(result, Merged)
    assert document_text(result.ast) == expected


LONG = "Настоящий раздел описывает, как землячества помогают приезжим освоиться в большом городе."


@pytest.mark.parametrize("choice", ["ours", "theirs"])
def test_what_stands_before_a_block_in_question_stays(choice: Choice) -> None:
    base, both = text("а", LONG), "Совет собирается раз в квартал."
    result = settle(base, text("а", both, f"наш {LONG}"), text("а", both, f"их {LONG}"), (choice,))
    assert isinstance(result, Merged)
    assert document_text(result.ast).split("\n\n")[:2] == ["а", both]
    apart = settle(base, text("а", "наше", f"наш {LONG}"), text("а", "их", f"их {LONG}"), (choice, choice))
    assert isinstance(apart, Merged)
    mine = {"ours": ("наше", "наш "), "theirs": ("их", "их ")}[choice]
    assert document_text(apart.ast) == f"а\n\n{mine[0]}\n\n{mine[1]}{LONG}"


def test_what_was_removed_here_and_changed_there_is_chosen_from() -> None:
    base, ours, theirs = (
        text("а", "Совет собирается раз в год."),
        text("а"),
        text("а", "Совет собирается два раза в год."),
    )
    results = [settle(base, ours, theirs, (choice,)) for choice in ("ours", "theirs")]  # type: ignore[arg-type]
    assert [document_text(one.ast) for one in results if isinstance(one, Merged)] == [
        "а",
        "а\n\nСовет собирается два раза в год.",
    ]


@law
@given(texts.versions)
def test_whatever_collides_a_choice_for_each_settles_it(versions: tuple[list[str], list[str], list[str]]) -> None:
    base, ours, theirs = (text(*version) for version in versions)
    conflict = merge(base, ours, theirs)
    if isinstance(conflict, Conflict):
        mine, other = (settle(base, *sides, ("theirs",) * 99) for sides in ((ours, theirs), (theirs, ours)))
        assert isinstance(mine, Merged)
        assert isinstance(other, Merged)
        both = settle(base, ours, theirs, ("both",) * 99)
        assert isinstance(both, Merged)
        written = set(versions[1]) & set(versions[2]) - set(versions[0])
        read = document_text(mine.ast)
        assert all(paragraph in read for paragraph in written if paragraph)
