"""The ballot of a section and the candidate of a document explain themselves over HTTP."""

import pytest

from tests.api.stage import POLICY, Stage, numbered
from tests.api.world import CONFIRMED, Account


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
    stage.done("POST", f"{paper.path}/signatures", stage.leader, {"candidate_hash": candidate["hash"], **CONFIRMED})
    standing = stage.candidate(paper.path)
    signed = f"Собрано подписей: 1 из 2 ({name_of(stage, stage.leader)}); для утверждения нужны 2 подписи."
    assert signed in standing["explanation"]
    assert [turn["person_id"] for turn in standing["data"]["turns"]] == [stage.member.id]


def members(stage: Stage, count: int, organisation: str) -> list[Account]:
    """Persons of one organisation."""
    people = [stage.world.person() for _ in range(count)]
    for person in people:
        path = f"/people/{person.id}"
        version = stage.read(path, stage.administrator)["version"]
        stage.done("PATCH", path, stage.administrator, {"organisation_id": organisation}, version=version)
    return people


def test_association_has_one_voice_and_its_colleagues_do_not_outvote_the_others(stage: Stage) -> None:
    names = [numbered(name) for name in ("Союз", "Гильдия")]
    made = [stage.world.made("/organisations", stage.administrator, {"name": name}) for name in names]
    union, guild = members(stage, 3, made[0]), members(stage, 1, made[1])
    rule = {"kind": "unanimity", "voice": "organisation"}
    paper = stage.in_phase("review", reviewers=[*union, *guild], policy={**POLICY, "vote": rule})
    for person in union[:2]:
        stage.agree(paper.section, person)
    tally = stage.read(f"{paper.section}/ballot")["data"]["tally"]
    voices = {voice["of"]: (voice["stance"], len(voice["persons"])) for voice in tally["voices"]}
    assert voices == {made[0]: ("in_favour", 3), made[1]: ("silent", 1)}
    assert (
        f"По организациям: за — {names[0]}; ещё не определились — {names[1]}."
        in stage.read(f"{paper.section}/ballot")["explanation"]
    )
    stage.agree(paper.section, guild[0])
    assert stage.phase(paper.section) == "sign_off"


def test_two_of_two_associations_are_not_three(stage: Stage) -> None:
    names = [numbered(name) for name in ("Союз", "Гильдия")]
    made = [stage.world.made("/organisations", stage.administrator, {"name": name}) for name in names]
    people = [*members(stage, 2, made[0]), *members(stage, 1, made[1])]
    rule = {"kind": "at_least", "count": 3, "voice": "organisation"}
    paper = stage.paper(reviewers=people, policy={**POLICY, "vote": rule})
    refused = stage.call("POST", f"{paper.path}/launch", stage.coordinator)
    assert (refused.status_code, refused.json()["code"]) == (422, "policy_unreachable")
