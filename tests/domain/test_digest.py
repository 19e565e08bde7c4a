"""Digests and codes in words, held against files that `python -m tests.domain.test_digest` writes."""

from pathlib import Path

import pytest

from domain.letters import Entry, digest, proof_letter
from schemas.language import LANGUAGES, Language
from tests.domain.test_letters import HOSTILE, REVIEW, SECTION, SIGN_OFF, TAMED

GOLDEN = Path(__file__).parent.parent / "golden" / "digests"
OTHER = {"document_id": "doc-2", "document": "Программа Землячеств"}
ENTRIES = [
    Entry("review_invitation", REVIEW),
    Entry("approved", SECTION | OTHER | {"phase": "approved", "section": "Цели"}),
    Entry("extended", SIGN_OFF | {"section": "Бюджет", "position": 4}, "Нет данных за 2025 год."),
    Entry("published", OTHER | {"deadline": None, "phase": "published", "candidate": 1}),
]


def written(name: str, language: Language) -> str:
    if name == "code":
        made = proof_letter("ABCD2345", 30, language=language)
    else:
        made = digest(
            ENTRIES if name == "daily" else ENTRIES[:1],
            "daily" if name == "daily" else "weekly",
            language=language,
            name="Анна Сергеевна Орлова",
            base_url="https://veche.example",
        )
    return f"{made.subject}\n\n{made.text}"


NAMES = [(name, language) for name in ("daily", "weekly", "code") for language in LANGUAGES]


@pytest.mark.parametrize(("name", "language"), NAMES)
def test_digest_says_what_the_file_says(name: str, language: Language) -> None:
    assert written(name, language) == (GOLDEN / f"{name}.{language}.txt").read_text()


def test_golden_files_are_all_compared() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {f"{name}.{language}.txt" for name, language in NAMES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_digest_takes_typed_text_as_text(language: Language) -> None:
    facts = REVIEW | {"document": HOSTILE, "section": HOSTILE}
    made = digest([Entry("review_invitation", facts, HOSTILE)], "daily", language=language, name=HOSTILE, base_url="u")
    assert "\n" not in made.subject
    assert made.text.count(TAMED) >= 4
    assert not set(made.text) & set("\r\u2028\u202e\x00\u0085")


def test_digest_stands_by_document_in_the_order_of_their_first_notices() -> None:
    text = digest(ENTRIES, "daily", language="ru", name="А", base_url="u").text
    places = [text.index(words) for words in ("«Стратегия развития»\n\n", "«Бюджет»", "«Программа Землячеств»\n\n")]
    assert places == sorted(places)
    assert text.count("ДОКУМЕНТ") == 2


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name_, language_ in NAMES:
        (GOLDEN / f"{name_}.{language_}.txt").write_text(written(name_, language_))
