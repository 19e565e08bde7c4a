"""Policies in words over HTTP: a preview, and the rules of sections and documents with their real dates."""

from typing import Any

import pytest

from domain.preview import People, policy_words, supposed_dates
from domain.words import deadline_in_words
from schemas.deadline import Deadline
from schemas.policy import Policy
from storage.calendar_ru import russian_calendar
from tests.api.far import deadline_of, far_policy, put_off
from tests.api.stage import POLICY, Form, Paper, Stage, problem
from tests.api.test_calendar import WHY
from tests.api.test_matrix_rights import answers, council, unstaffed
from tests.api.test_responsibilities import matrix
from tests.api.world import World

MAY = "2026-04-29T12:00:00+03:00"
UNREACHABLE = {**POLICY, "vote": {"kind": "at_least", "count": 3}}


def asked(world: World, form: Form, language: str = "ru") -> dict[str, Any]:
    answer = world.call("POST", "/policies/preview", world.person(), key=None, json=form, language=language)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


@pytest.mark.parametrize("language", ["ru", "en"])
def test_preview_is_told_in_the_language_that_was_asked_for(world: World, language: str) -> None:
    told = asked(world, {"policy": POLICY, "opened_at": MAY, "voters": 3, "signers": 2}, language)
    opened_at = world.clock().fromisoformat(MAY)
    dates = supposed_dates(Policy.model_validate(POLICY), opened_at, russian_calendar())
    expected = policy_words(Policy.model_validate(POLICY), language, dates, People(2), opened_at=opened_at)  # type: ignore[arg-type]
    assert told == expected.model_dump(mode="json")
    assert told["problems"] == []


def test_preview_without_anything_is_of_the_usual_rules_from_now_on(world: World) -> None:
    told = asked(world, {})
    assert told["heading"].startswith("Правила. Даты посчитаны для этапа, который откроется в воскресенье, 22 ноября")
    assert told["phases"][1]["until"] == "до конца пятницы, 4 декабря 2026 года, по московскому времени"


def test_preview_counts_with_own_days(world: World) -> None:
    form = {"working": False, **WHY}
    world.call("PUT", "/calendar/days/2026-12-03", world.person("administrator"), json=form)
    assert asked(world, {})["phases"][1]["until"].startswith("до конца понедельника, 7 декабря 2026 года")


def test_preview_says_why_rules_would_be_refused(world: World) -> None:
    assert [one["code"] for one in asked(world, {"policy": UNREACHABLE, "voters": 2})["problems"]] == [
        "policy_unreachable"
    ]
    assert asked(world, {"policy": UNREACHABLE})["problems"] == []


def test_preview_names_those_whose_voices_weigh_more(world: World) -> None:
    administrator = world.person("administrator")
    organisation = world.made("/organisations", administrator, {"name": "Землячество Приозёрья"})
    weights = [{"of": organisation, "weight": 2}]
    told = asked(world, {"policy": {**POLICY, "vote": {"kind": "majority", "weights": weights}}})
    assert "Вес голосов: Землячество Приозёрья — 2; у остальных — 1." in told["voting"]


def test_preview_for_a_document_counts_its_people(stage: Stage) -> None:
    paper = stage.paper(2, reviewers=[stage.reviewer, stage.member])
    form = {"policy": UNREACHABLE, "document_id": paper.id}
    told = stage.done("POST", "/policies/preview", stage.coordinator, form)
    found = [(one["code"], one["section_id"]) for one in told["problems"]]
    assert found == [("policy_unreachable", section) for section in paper.sections]
    assert "нужно 3" in told["problems"][0]["detail"]
    hidden = stage.call("POST", "/policies/preview", stage.stranger, json=form)
    assert problem(hidden) == (404, "not_found")


def test_rules_before_the_launch_have_no_dates(stage: Stage) -> None:
    paper = stage.paper(policy=far_policy("review"))
    for place in (paper.path, paper.section):
        told = stage.read(f"{place}/policy")
        assert told["heading"].startswith("Правила. Ни один этап со сроком сейчас не открыт;")
        assert [one["deadline"] for one in told["phases"]] == [None, None, None]
        assert told["phases"][1]["limit"].endswith("считая со дня, следующего за началом этапа.")


def test_rules_of_a_section_have_the_dates_of_its_open_phase(stage: Stage) -> None:
    paper = stage.in_phase("review", policy=far_policy("review"))
    drafting, review, sign_off = stage.read(f"{paper.section}/policy")["phases"]
    assert (drafting["deadline"], sign_off["deadline"]) == (None, None)
    assert review["deadline"] == deadline_of(stage, paper.section).model_dump(mode="json")
    assert review["provisional"].startswith("Срок предварительный: производственный календарь на 2028")
    ledger = [one for one in stage.items(f"{paper.path}/ledger") if one["phase"] == "review"]
    planned = {one["alarm_id"]: one["planned_at"] for one in ledger if one["what"] != "deadline"}
    assert {one["id"]: one["at"] for one in (*review["reminders"], *review["ladder"])} == planned
    assert {one["state"] for one in review["reminders"]} == {"planned"}


def test_ballot_and_rules_name_the_deadline_that_an_extension_ahead_gives(stage: Stage) -> None:
    ladder = [
        {"after": {"working_days": 2}, "outcome": "extend", "by": {"working_days": 3}},
        {"after": {"working_days": 1}, "tell": ["coordinator"]},
    ]
    rules = {**POLICY, "review": {"limit": {"working_days": 5}, "ladder": ladder}}
    paper = stage.in_phase("review", policy=rules)
    ballot = stage.read(f"{paper.section}/ballot")
    new = ballot["data"]["expected"][-1]["extended_to"]
    words = deadline_in_words(Deadline.model_validate(new), "ru")
    assert f"срок будет один раз продлён {words}, " in " ".join(ballot["explanation"])
    extends, below = stage.read(f"{paper.section}/policy")["phases"][1]["ladder"]
    assert (extends["extended_to"], below["extended_to"]) == (new, None)
    assert f"ещё 3 рабочих дня, {words};" in extends["does"]
    assert "но не раньше ступени выше" in below["when"]


def test_rules_show_the_recounted_dates(stage: Stage) -> None:
    paper = stage.launched(policy=far_policy("drafting"))
    put_off(stage, paper.section)
    before = stage.read(f"{paper.section}/policy")["phases"][0]
    stage.done("POST", f"{paper.section}/recount", stage.coordinator, WHY)
    after = stage.read(f"{paper.section}/policy")["phases"][0]
    assert after["deadline"] == deadline_of(stage, paper.section).model_dump(mode="json") != before["deadline"]
    assert [one["state"] for one in after["reminders"]] == ["planned"] * 3


def test_rules_of_a_document_have_the_dates_of_its_signing(stage: Stage) -> None:
    paper = stage.in_phase("approved", policy=far_policy("sign_off"))
    stage.candidate(paper.path)
    told = stage.read(f"{paper.path}/policy")
    assert [one["deadline"] is not None for one in told["phases"]] == [False, False, True]
    assert told["phases"][2]["deadline"] == deadline_of(stage, paper.path).model_dump(mode="json")
    assert told["signing"][0] == "Нужна подпись единственного утверждающего."


def problems(stage: Stage, paper: Paper, policy: Form) -> list[str]:
    form = {"policy": policy, "document_id": paper.id}
    return [one["detail"] for one in stage.done("POST", "/policies/preview", stage.coordinator, form)["problems"]]


def test_preview_finds_nothing_wrong_with_rules_that_launch(stage: Stage) -> None:
    heavy = {"kind": "at_least", "count": 100, "weights": [{"of": stage.reviewer.id, "weight": 100}]}
    weighed = stage.paper(policy={**POLICY, "vote": heavy})
    appointed, experts = unstaffed(stage), council(stage)
    rows = [answers(task, experts) for task in ("drafting", "review", "sign_off")]
    assert matrix(stage, appointed, *rows).is_success
    for paper in (weighed, appointed):
        assert problems(stage, paper, stage.read(paper.path)["policy"]) == []
        stage.launch(paper)


def test_preview_refuses_what_the_launch_refuses_and_in_its_words(stage: Stage) -> None:
    two = {**POLICY, "sign": {"needed": 2}}
    paper, nobody = stage.paper(policy=two, approvers=[stage.approver, stage.member]), unstaffed(stage)
    for one, policy, words in ((paper, two, "кто утверждает документ в целом"), (nobody, POLICY, "назначены не все")):
        refused = stage.call("POST", f"{one.path}/launch", stage.coordinator).json()["detail"]
        assert words in refused
        assert problems(stage, one, policy) == [refused]


def short_of_voters(stage: Stage) -> Paper:
    """Two sections under rules that ask for three votes, of which the second can have two at most."""
    paper = stage.paper(2, reviewers=[stage.reviewer, stage.member, stage.second], policy=UNREACHABLE)
    people = {
        "editors": [stage.editor.id],
        "reviewers": [stage.reviewer.id, stage.member.id],
        "approvers": [stage.approver.id],
    }
    second = f"/sections/{paper.sections[1]}"
    version = stage.read(second)["version"]
    stage.done("PUT", f"{second}/people", stage.coordinator, people, version=version)
    return paper


WHOLE = {
    "ru": "Раздел «Раздел 2». Правило «голосование» выполнить нельзя: нужно 3, а набрать можно не больше 2. "
    "Уменьшите число в правиле или назначьте ещё людей.",
    "en": "Section “Раздел 2”. The rule “vote” can never be met: it needs 3, and at most 2 can be had. "
    "Lower the number in the rule or assign more people.",
}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_rules_that_one_section_of_several_cannot_meet_name_it(stage: Stage, language: str) -> None:
    paper = short_of_voters(stage)
    meant = {"section_id": paper.sections[1], "section_title": "Раздел 2"}
    accept = {"Accept-Language": language}
    refused = stage.call("POST", f"{paper.path}/launch", stage.coordinator, headers=accept)
    assert problem(refused) == (422, "policy_unreachable")
    told = refused.json()
    assert (told["detail"], {name: told[name] for name in meant}) == (WHOLE[language], meant)
    form = {"policy": UNREACHABLE, "document_id": paper.id}
    preview = stage.call("POST", "/policies/preview", stage.coordinator, json=form, headers=accept)
    found = {"code": "policy_unreachable", "detail": WHOLE[language], **meant}
    assert preview.json()["problems"] == [found]
    stage.done("PATCH", paper.path, stage.coordinator, {"policy": POLICY}, version=stage.read(paper.path)["version"])
    stage.launch(paper)
    changed = {"policy": UNREACHABLE, **WHY}
    refused = stage.call("POST", f"{paper.path}/policy", stage.coordinator, json=changed, headers=accept)
    told = refused.json()
    assert (told["detail"], {name: told[name] for name in meant}) == (WHOLE[language], meant)


def test_rules_that_wait_for_the_next_phase_are_shown(stage: Stage) -> None:
    paper = stage.in_phase("review")
    before = stage.read(f"{paper.section}/policy")
    assert before["changed"] == ""
    new = {**UNREACHABLE, "vote": {"kind": "unanimity"}, "sign": {"needed": 1}}
    new |= {phase: {**POLICY[phase], "limit": {"days": 40}} for phase in ("drafting", "review", "sign_off")}
    stage.done("POST", f"{paper.section}/policy", stage.coordinator, {"policy": new, **WHY})
    told = stage.read(f"{paper.section}/policy")
    assert "открытый этап «Рецензирование» идёт по прежним" in told["changed"]
    assert told["changed"] in told["text"]
    assert [one["limit"].startswith("Срок: 40 ") for one in told["phases"]] == [True, False, True]
    assert (told["phases"][1], told["voting"]) == (before["phases"][1], before["voting"])
    assert told["signing"][0] == "Нужна 1 подпись из 1."
    stage.agree(paper.section)
    opened = stage.read(f"{paper.section}/policy")
    assert (opened["changed"], opened["phases"][2]["limit"][:9]) == ("", "Срок: 40 ")


def test_new_rules_of_a_document_are_shown_before_its_signing(stage: Stage) -> None:
    paper = stage.launched(leaders=[stage.leader, stage.member])
    stage.done("POST", f"{paper.path}/policy", stage.coordinator, {"policy": {**POLICY, "sign": {"needed": 1}}, **WHY})
    assert stage.read(f"{paper.path}/policy")["signing"][0] == "Нужна 1 подпись из 2."


TWICE = [{"of": "somebody", "weight": 2}, {"of": "somebody", "weight": 3}]


@pytest.mark.parametrize(
    ("changed", "russian"),
    [
        ({"zone": "localtime"}, "назовите часовой пояс"),
        ({"zone": "posix/Europe/Moscow"}, "назовите часовой пояс"),
        ({"zone": "right/Europe/Moscow"}, "назовите часовой пояс"),
        ({"zone": "Moscow"}, "назовите часовой пояс"),
        ({"vote": {"kind": "majority", "weights": TWICE}}, "один раз"),
        ({"vote": {"kind": "share"}}, "share (долю) указывают"),
        ({"review": {"limit": {"days": 1, "weeks": 1}}}, "укажите ровно одно из"),
    ],
)
def test_badly_built_rules_are_refused_with_the_reason(world: World, changed: Form, russian: str) -> None:
    told = []
    for language in ("ru", "en"):
        form = {"policy": {**POLICY, **changed}}
        answer = world.call("POST", "/policies/preview", world.person(), key=None, json=form, language=language)
        assert answer.status_code == 422
        told.append(answer.json()["errors"][0]["detail"])
    assert russian in told[0]
    assert "Value error" not in told[1]


def test_universal_time_is_a_zone(world: World) -> None:
    assert asked(world, {"policy": {**POLICY, "zone": "UTC"}})["zone"] == "UTC"


def test_weight_of_nobody_is_told_in_the_preview(world: World) -> None:
    vote = {"kind": "majority", "weights": [{"of": "nobody", "weight": 2}]}
    assert [one["code"] for one in asked(world, {"policy": {**POLICY, "vote": vote}})["problems"]] == ["weight_unknown"]
