"""What the client looks for in an edition: every phrase of a text, spelled as the words of any format are."""

import pytest

from demo.pandoc import phrases, word_file, words_of


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Слова, слова и «слова» — всё.", ["Слова слова и слова всё"]),
        ("1. Первый пункт;\n2. второй.", ["Первый пункт", "второй"]),
        ("- Пункт", ["Пункт"]),
        ("| а | б в |\n|---|-----|\n| 2024–2025 | г |", ["а", "б в", "2024 2025", "г"]),
        ("До сноски.[^n] После.\n\n[^n]: В сноске.", ["До сноски", "После", "В сноске"]),
    ],
)
def test_phrases_are_lines_items_cells_and_notes(markdown, expected):
    assert list(phrases(markdown)) == expected


def test_words_of_a_word_file_hold_every_phrase_and_no_other(tmp_path):
    text = "Начало.[^n]\n\n1. Раз\n2. Два\n\n| а | б |\n|---|---|\n| в | г |\n\n[^n]: Сноска."
    file = tmp_path / "text.docx"
    file.write_bytes(word_file(text))
    words = words_of(file, "docx")
    assert [phrase in words for phrase in phrases(text)] == [True] * 8
    assert "Третьего нет" not in words
