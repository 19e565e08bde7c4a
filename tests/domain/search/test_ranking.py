"""What is kept of a text, which text comes first, and what is shown of it."""

import pytest

from domain.search.index import KEPT_PLACES, LONGEST_TEXT, Posting, indexed
from domain.search.ranking import SNIPPET, marks_in, rarity_of, score, snippet


def test_index_counts_every_place_and_keeps_the_first() -> None:
    found = {one.stem: one for one in indexed("Учёт", "учёт " * (KEPT_PLACES + 5) + "сроков").postings}
    assert (found["учет"].times, len(found["учет"].places), found["учет"].in_title) == (KEPT_PLACES + 5, 20, True)
    assert (found["срок"].times, found["срок"].in_title) == (1, False)


def test_index_stops_where_a_text_is_too_long() -> None:
    found = indexed("", "а" * 10 + " " + "б " * LONGEST_TEXT + "конец")
    assert len(found.text) == LONGEST_TEXT
    assert "конец" not in {one.stem for one in found.postings}


def test_stem_of_the_title_only_is_found_without_a_place() -> None:
    assert indexed("Справка", "").postings == (Posting("справк", 0, (), True),)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (Posting("срок", 3, (), False), Posting("срок", 1, (), False)),
        (Posting("срок", 0, (), True), Posting("срок", 3, (), False)),
        (Posting("редк", 1, (), False), Posting("срок", 2, (), False)),
    ],
)
def test_often_in_the_title_and_rare_come_first(better: Posting, worse: Posting) -> None:
    rarity = rarity_of(10, {"срок": 9, "редк": 1})
    assert score([better], rarity) > score([worse], rarity)


def test_snippet_shows_where_most_words_stand_and_marks_exactly_them() -> None:
    text = "начало срок " + "слово " * 200 + "срок и учёт вместе, срок снова " + "слово " * 200
    found = [(at, at + 4) for at in range(len(text)) if text.startswith(("срок", "учёт"), at)]
    shown = snippet(text, found)
    assert [shown.text[start:end] for start, end in shown.marks] == ["срок", "учёт", "срок"]
    assert (shown.cut_before, shown.cut_after) == (True, True)
    assert not shown.text.startswith("лово")


@pytest.mark.parametrize("text", ["", "коротко", "ё" * 5000, "\u0301" * 300, "a b " * 1000])
def test_snippet_is_a_piece_of_the_text(text: str) -> None:
    for found in ([], [(0, 1)], [(len(text) - 1, len(text))]):
        shown = snippet(text, [place for place in found if 0 <= place[0] < len(text)])
        assert shown.text in text
        assert len(shown.text) <= SNIPPET + 60
        assert all(0 <= start < end <= len(shown.text) for start, end in shown.marks)


def test_title_is_marked_where_it_answers() -> None:
    assert marks_in("О сроках и учёте", ["учет"]) == ((11, 16),)
