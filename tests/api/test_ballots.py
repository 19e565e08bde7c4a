"""The ballot of a section and the candidate of a document explain themselves over HTTP."""

import pytest

from tests.api.stage import Stage
from tests.api.world import Account


def name_of(stage: Stage, person: Account) -> str:
    return str(stage.read(f"/people/{person.id}")["name"])


@pytest.mark.parametrize(
    ("language", "turn", "next_"),
    [("ru", "ждём отзыва: {}.", "Если никто ничего не сделает, "), ("en", "awaited from: {}.", "If nobody acts, ")],
)
def test_ballot_says_whose_turn_it_is_and_what_comes_next(stage: Stage, language: str, turn: str, next_: str) -> None:
    paper = stage.in_phase("review", reviewers=[stage.reviewer, stage.member])
    stage.agree(paper.section, stage.member)
    answer = stage.call("GET", f"{paper.section}/ballot", stage.editor, headers={"Accept-Language": language})
    assert (answer.headers["content-language"], answer.headers["vary"]) == (language, "Accept-Language")
    sentences = answer.json()["explanation"]
    assert [one for one in sentences if one.endswith(turn.format(name_of(stage, stage.reviewer)))]
    assert [one for one in sentences if one.startswith(next_)]
    data = answer.json()["data"]
    assert [turn["person_id"] for turn in data["turns"]] == [stage.reviewer.id]
    assert (data["waiting_for"], data["tally"]["in_favour"], data["tally"]["silent"]) == ("verdict", 1, 1)
    assert data["expected"][-1]["leads_to"] == "sign_off"


@pytest.mark.parametrize(
    ("phase", "waiting_for"),
    [("planned", "launch"), ("drafting", "text"), ("sign_off", "signature"), ("approved", ""), ("withdrawn", "")],
)
def test_section_in_any_phase_says_what_is_waited_for(stage: Stage, phase: str, waiting_for: str) -> None:
    paper = stage.in_phase(phase)
    ballot = stage.read(f"{paper.section}/ballot")
    assert (ballot["data"]["phase"], ballot["data"]["waiting_for"]) == (phase, waiting_for)
    assert ballot["explanation"]


def test_round_that_ended_without_a_decision_is_the_coordinators(stage: Stage) -> None:
    paper = stage.undecided()
    explanation = stage.read(f"{paper.section}/ballot")["explanation"]
    assert explanation[-1].endswith(f"решать координатору: {name_of(stage, stage.coordinator)}.")


def test_candidate_says_who_has_signed_and_whose_signature_is_missing(stage: Stage) -> None:
    paper = stage.in_phase("approved", leaders=[stage.leader, stage.member])
    candidate = stage.candidate(paper.path)
    stage.done("POST", f"{paper.path}/signatures", stage.leader, {"candidate_hash": candidate["hash"]})
    standing = stage.candidate(paper.path)
    signed = f"Собрано подписей: 1 из 2 ({name_of(stage, stage.leader)}); для утверждения нужны 2 подписи."
    assert signed in standing["explanation"]
    assert [turn["person_id"] for turn in standing["data"]["turns"]] == [stage.member.id]
