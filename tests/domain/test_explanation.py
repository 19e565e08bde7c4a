"""What is told of every standing, held against files that `python -m tests.domain.test_explanation` writes."""

import re
from pathlib import Path
from typing import get_args

import pytest

from domain.explanation import sentences
from domain.explanation.data import DECISIONS
from domain.explanation.sentences import TONGUES
from schemas.document import DocumentPhase
from schemas.explanation import WaitingFor
from schemas.language import LANGUAGES, Language
from schemas.policy import Outcome
from schemas.section import Phase
from schemas.section_events import Recused
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phase_outcome_and_reason_has_words(language: Language) -> None:
    tongue = TONGUES[language]
    phases = {f"section.{phase}" for phase in Phase} | {f"document.{phase}" for phase in DocumentPhase}
    assert phases == {key for key in tongue.standing if not key.endswith(".number")}
    ends = ("count_silence", "close_by_rule")
    undecided = {f"{outcome}.{so}" for outcome in ends for so in ("coordinator", "answers", "settlement")}
    assert set(tongue.expected) == {"deadline", "step", "term", *get_args(Outcome), *undecided}
    assert set(tongue.reasons) == set(get_args(Recused.model_fields["reason"].annotation))
    assert set(tongue.turns) == set(tongue.turns_since) == set(get_args(WaitingFor)) - {""}
    assert set(tongue.decided) == set(TONGUES["ru"].decided)
    decided = {key.partition(".")[0] for key in tongue.decided}
    assert decided == set(DECISIONS)


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for one, tongue in EVERY:
        (GOLDEN / f"{one}.{tongue}.txt").write_text(told(one, tongue))
