"""What is told of every standing, held against files that `python -m tests.domain.test_explanation` writes."""

import re
from pathlib import Path

import pytest

from domain.explanation import sentences
from schemas.language import LANGUAGES, Language
from tests.domain.standings import NAMES, scenes

GOLDEN = Path(__file__).parent.parent / "golden" / "ballots"
SCENES = scenes()
EVERY = [(name, language) for name in SCENES for language in LANGUAGES]


def told(name: str, language: Language) -> str:
    return "\n".join(sentences(SCENES[name], NAMES, language)) + "\n"


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_standing_is_told_as_the_file_says(name: str, language: Language) -> None:
    assert told(name, language) == (GOLDEN / f"{name}.{language}.txt").read_text()


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_sentence_is_whole(name: str, language: Language) -> None:
    for sentence in sentences(SCENES[name], NAMES, language):
        assert re.fullmatch(r"[A-ZА-ЯЁ0-9].*\.", sentence)
        assert not [mark for mark in ("{", "}", "None", "  ", "..", ": .", ": ;", ",.") if mark in sentence]
        assert not set(NAMES) & set(re.findall(r"\w+", sentence.lower())) - {"group", "council", "coordinator"}


def test_golden_files_belong_to_scenes() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {f"{name}.{language}.txt" for name, language in EVERY}


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for one, tongue in EVERY:
        (GOLDEN / f"{one}.{tongue}.txt").write_text(told(one, tongue))
