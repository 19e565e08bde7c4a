"""Rehearsals: when sections would end, who is told what and when, what slips, and what holds the whole up."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.rehearsal import Scene, rehearse
from domain.rehearsal.run import Run
from domain.rehearsal.script import scene_of
from domain.rehearsal.words import rehearsal_words
from schemas.language import Language
from schemas.policy import DEFAULT_POLICY, Limit
from schemas.problems import Refused
from schemas.rehearsal import Behaviour, Behaviours, Rehearsal, RehearsedPhase
from schemas.rehearsal_script import Script
from storage.calendar_ru import russian_calendar

NEVER = Behaviour(acts="never")
IN_TIME = Behaviours()


def late(days: int) -> Behaviour:
    return Behaviour(acts="late", working_days=days)


def section(title: str, **given: Any) -> dict[str, Any]:
    return {"title": title, "editors": ["Е"], "reviewers": ["Р1", "Р2"], "approvers": ["У"]} | given


def script(**given: Any) -> Scene:
    """Two sections under the usual rules, launched on Monday, 2 March 2026, at ten in the morning."""
    written = {
        "title": "Стратегия",
        "starts_at": "2026-03-02T10:00:00+03:00",
        "coordinator": "К",
        "leaders": ["Л1", "Л2"],
        "sections": [section("Цели"), section("Показатели", reviewers=["Р1", "Р3"], rests_on=["Цели"])],
    }
    return scene_of(Script.model_validate(written | given), russian_calendar())


def told(scene: Scene, everybody: Behaviour | None = None, **people: Behaviour) -> Rehearsal:
    return rehearse(scene, Behaviours(everybody=everybody or Behaviour(), people=people))


def ends(rehearsal: Rehearsal) -> list[str | None]:
    """When each section and the whole are approved, by the clocks of Moscow."""
    found = [one.ended_at for one in (*rehearsal.sections, rehearsal.whole)]
    return [f"{at.astimezone(UTC):%m-%d %H}" if at else None for at in found]


def phases(rehearsal: Rehearsal, place: int) -> list[tuple[Any, ...]]:
    return [_phase(one) for one in rehearsal.sections[place].phases]


def _phase(one: RehearsedPhase) -> tuple[Any, ...]:
    return one.phase, one.outcome, one.by, one.last, one.awaited, one.late


def test_all_in_time_takes_the_whole_of_every_limit() -> None:
    found = told(script())
    assert ends(found) == ["04-21 09", "04-21 09", "04-28 09"]
    assert phases(found, 0) == [
        ("drafting", "handed_in", "", ("Е",), (), 0),
        ("review", "in_favour", "rule", ("Р2",), (), 0),
        ("sign_off", "approved", "", ("У",), (), 0),
    ]
    assert {one.slips for one in (*found.sections, found.whole)} == {0}


def test_late_approver_holds_up_every_section_and_the_whole() -> None:
    found = told(script(), У=late(5))
    assert ends(found) == ["04-28 09", "04-28 09", "05-06 09"]
    assert [one.slips for one in (*found.sections, found.whole)] == [5, 5, 5]
    assert [(one.section_id, one.phase, one.people, one.late, one.gains) for one in found.holding_up] == [
        ("Цели", "sign_off", ("У",), 5, 0),
        ("Показатели", "sign_off", ("У",), 5, 0),
    ]


def test_one_late_section_is_told_with_what_the_rest_would_gain() -> None:
    found = told(script(), Р3=late(5))
    assert ends(found) == ["04-21 09", "04-23 09", "04-30 09"]
    assert phases(found, 1)[1] == ("review", "in_favour", "silence", ("Р3",), (), 2)
    (held,) = found.holding_up
    assert (held.because, held.section_id, held.phase, held.people, held.late, held.gains) == (
        "last", "Показатели", "review", ("Р3",), 2, 2,
    )  # fmt: skip


def test_nobody_answering_leaves_every_section_in_drafting_and_the_whole_unbegun() -> None:
    found = told(script(), NEVER)
    assert ends(found) == [None, None, None]
    assert [(one.stands_in, one.awaited) for one in found.sections] == [("drafting", ("Е",))] * 2
    assert [(one.because, one.section_id, one.waiting) for one in found.holding_up] == [
        ("never", "Цели", ("Показатели",)),
        ("never", "Показатели", ()),
    ]
    rung = [(entry.alarm_id, entry.told) for entry in found.ledger if entry.stream_id == "section/Цели"]
    reminders = [("reminder-1", 1), ("reminder-2", 1), ("reminder-3", 1)]
    assert rung == [*reminders, ("deadline", 2), ("step-1", 2), ("step-2", 2)]


def test_leaders_who_never_sign_hold_the_whole_up() -> None:
    found = told(script(), Л2=NEVER)
    assert ends(found) == ["04-21 09", "04-21 09", None]
    assert [(one.because, one.phase, one.people) for one in found.holding_up[-1:]] == [("never", "signing", ("Л2",))]


def test_leaders_in_turn_sign_one_after_another() -> None:
    found = told(script(policy=usual(sign={"order": "in_turn"})), Л1=late(2))
    invited = [(one.at.day, one.people) for one in found.told if one.kind == "candidate_opened"]
    assert invited == [(21, ("Л1",)), (30, ("Л2",))]
    assert found.whole.phases[0].late == 3
    assert found.holding_up[-1].because == "late"


def test_everybody_is_told_what_the_letters_would_say_in_their_order() -> None:
    found = [(f"{one.at:%m-%d %H}", one.kind, one.people) for one in told(script()).told if "Цели" in one.stream_id]
    assert found == [
        ("03-02 07", "drafting_opened", ("Е",)),
        ("03-24 07", "drafting_reminder", ("Е",)),
        ("03-30 07", "drafting_reminder", ("Е",)),
        ("03-31 07", "drafting_reminder", ("Е",)),
        ("03-31 09", "review_invitation", ("Р1", "Р2")),
        ("04-09 07", "review_reminder", ("Р1", "Р2")),
        ("04-13 07", "review_reminder", ("Р1", "Р2")),
        ("04-14 07", "review_reminder", ("Р1", "Р2")),
        ("04-14 09", "sign_invitation", ("У",)),
        ("04-20 07", "sign_reminder", ("У",)),
        ("04-21 07", "sign_reminder", ("У",)),
        ("04-21 09", "approved", ("Е", "К")),
    ]


def test_duty_passes_for_an_absence_and_comes_back_after_it() -> None:
    away = {"person": "У", "since": "2026-04-13", "until": "2026-04-16", "deputy": "З"}
    kinds = ("deputy_called", "duty_returned", "deputy_relieved")
    found = told(script(absences=[away], sections=[section("Цели")]))
    moved = [(f"{one.at:%m-%d %H}", one.kind, one.people) for one in found.told if one.kind in kinds]
    assert moved == [
        ("04-14 09", "deputy_called", ("З",)),
        ("04-16 21", "duty_returned", ("У", "К")),
        ("04-16 21", "deputy_relieved", ("З",)),
    ]
    assert found.sections[0].phases[-1].last == ("У",)
    stood_in = told(script(absences=[away | {"until": "2026-04-30"}], sections=[section("Цели")]))
    assert [(act.person_id, act.instead_of) for act in stood_in.acts if act.what == "sign"] == [("З", "У")]


def test_round_with_too_few_votes_waits_for_the_coordinator_and_no_longer_than_needed() -> None:
    closing = {"after": {"working_days": 1}, "outcome": "close_by_rule"}
    few = usual([closing], vote={"kind": "majority", "minimum": 2})
    scene = script(policy=few, sections=[section("Цели")])
    decided = told(scene, Р2=NEVER)
    assert phases(decided, 0)[1] == ("review", "in_favour", "coordinator", ("Р2",), (), 2)
    stuck = told(scene, Р2=NEVER, К=NEVER)
    assert (stuck.sections[0].stands_in, stuck.sections[0].awaited) == ("review", ("К",))
    assert [one.kind for one in stuck.told][-1] == "decision_needed"


def test_text_whose_author_is_the_only_reviewer_is_refused_and_said_so() -> None:
    found = told(script(sections=[section("Цели", reviewers=["Е"])]))
    assert [(act.what, act.refused) for act in found.acts] == [("submit_revision", "nobody_to_judge")]
    words = rehearsal_words(found, IN_TIME, {}, "ru")
    assert "Отказано по правилам: Е, 31 марта 2026 года в 12:00" in words


def test_milestones_are_held_against_the_rehearsal() -> None:
    plan = [
        {"title": "Разделы готовы", "day": "2026-04-22", "section": "Показатели"},
        {"title": "Документ подписан", "day": "2026-04-28", "whole": True},
        {"title": "Съезд", "day": "2026-04-20"},
    ]
    found = told(script(milestones=plan), Р3=late(5)).milestones
    assert [(one.title, one.approved, one.approved_in_time, one.sections, one.whole, one.slips) for one in found] == [
        ("Разделы готовы", 1, 2, 2, False, 1),
        ("Документ подписан", 2, 2, 2, False, 2),
        ("Съезд", 0, 0, 2, False, 0),
    ]
    assert found[0].day == date(2026, 4, 22)


def test_section_that_overtakes_what_it_rests_on_is_named() -> None:
    found = told(script(), Р2=late(5))
    assert [(one.section_id, one.basis_id) for one in found.out_of_order] == [("Показатели", "Цели")]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"sign": {"needed": 2}}, "policy_unreachable"),
        ({"vote": {"kind": "at_least", "count": 9}}, "policy_unreachable"),
    ],
)
def test_what_could_not_be_launched_is_refused(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        told(script(policy=usual(**changed)))
    assert refused.value.code == code


@pytest.mark.parametrize("behaviour", ["in_time", "late", "never"])
def test_rehearsal_of_what_is_under_way_goes_on_where_it_stands(behaviour: str) -> None:
    """Begun in the middle of a review, everything after it is as in the rehearsal from the start."""
    first = rehearse(script(), behaviours := Behaviours(everybody=Behaviour(), people={"У": _of(behaviour)}))
    middle = datetime(2026, 4, 1, tzinfo=UTC)
    again = rehearse(stopped(script(), middle), behaviours)
    assert again.ledger == tuple(one for one in first.ledger if one.planned_at > middle and one.phase != "drafting")
    assert ends(again) == ends(first)


def stopped(scene: Scene, at: datetime) -> Scene:
    """The scene as it stands at an instant, if everybody acts in time until then."""
    run = Run(replace(scene, until=at), IN_TIME)
    run.play()
    sections = tuple(replace(one.one, state=one.state, launch=None) for one in run.sections)
    return replace(scene, document=run.document.state, sections=sections, launch=None, starts_at=at)


def _of(acts: str) -> Behaviour:
    return Behaviour.model_validate({"acts": acts, "working_days": 3 if acts == "late" else 0})


@pytest.mark.parametrize("language", ["ru", "en"])
def test_words_name_people_phases_and_slips(language: Language) -> None:
    behaviours = Behaviours(people={"Р3": late(5), "Л2": NEVER})
    words = rehearsal_words(rehearse(script(), behaviours), behaviours, {"Р3": "Третий"}, language)
    expected = {
        "ru": (
            "Третий опаздывает на 5 рабочих дней",
            "на 2 рабочих дня позже",
            "Подписание целого не заканчивается; ждут: Л2",
        ),
        "en": (
            "Третий is 5 working days late",
            "2 working days later",
            "The signing of the whole never ends; waiting for Л2",
        ),
    }
    assert [one for one in expected[language] if one not in words] == []
    assert "{" not in words


def test_longest_limits_end_somewhere() -> None:
    slow = usual([{"after": {"days": 0}, "tell": ["coordinator"]}], Limit(years=10))
    assert told(script(policy=slow), late(3660)).whole.ended_at is None


def usual(ladder: list[dict[str, Any]] | None = None, limit: Limit | None = None, **changed: Any) -> dict[str, Any]:
    """The usual rules with other votes or signatures, another ladder of the review, another limit of drafting."""
    given = DEFAULT_POLICY.model_dump(mode="json", exclude_none=True) | changed
    if ladder is not None:
        given["review"]["ladder"] = ladder
    if limit is not None:
        given["drafting"]["limit"] = limit.model_dump(exclude_none=True)
    return given
