"""Asking for more time or for somebody else, and reminding: told and recorded, once a day, and nothing moves by it."""

from typing import Any

import pytest

from tests.api.stage import POLICY, Paper, Stage, problem

WHY = {"reason": "Жду данных переписи"}


def told(stage: Stage, paper: Paper, type_: str) -> list[dict[str, Any]]:
    return [one for one in stage.items(f"{paper.section}/timeline") if one["type"] == type_]


@pytest.mark.parametrize(("asks", "kind"), [("more_time", "time_asked"), ("not_mine", "relief_asked")])
def test_coordinator_hears_what_is_asked_and_nothing_moves(stage: Stage, asks: str, kind: str) -> None:
    paper = stage.in_phase("review")
    before = stage.read(f"{paper.section}/ballot")
    stage.done("POST", f"{paper.section}/help", stage.reviewer, {"asks": asks, **WHY})
    (entry,) = told(stage, paper, "help_asked")
    assert (entry["actor_id"], entry["event"]["asks"], entry["reason"]) == (stage.reviewer.id, asks, WHY["reason"])
    assert stage.told(stage.coordinator, section_id=paper.sections[0]).count(kind) == 1
    after = stage.read(f"{paper.section}/ballot")
    assert (after["voters"], after["missing_in_favour"]) == (before["voters"], before["missing_in_favour"])
    assert stage.phase(paper.section) == "review"


def test_only_who_is_awaited_asks(stage: Stage) -> None:
    paper = stage.in_phase("review")
    form = {"asks": "more_time", **WHY}
    assert problem(stage.call("POST", f"{paper.section}/help", stage.editor, json=form)) == (409, "nothing_awaited")
    stage.agree(paper.section)
    assert problem(stage.call("POST", f"{paper.section}/help", stage.reviewer, json=form)) == (409, "nothing_awaited")
    assert told(stage, paper, "help_asked") == []


def test_same_duty_is_asked_about_and_reminded_of_once_a_day(stage: Stage) -> None:
    paper = stage.in_phase("review")
    acts = (
        ("help", stage.reviewer, {"asks": "more_time", **WHY}, "asked_today", "help_asked"),
        ("reminders", stage.coordinator, {"person_id": stage.reviewer.id}, "reminded_today", "reminded"),
    )
    for path, by, form, code, type_ in acts:
        stage.done("POST", f"{paper.section}/{path}", by, form)
        assert problem(stage.call("POST", f"{paper.section}/{path}", by, json=form)) == (409, code)
        assert len(told(stage, paper, type_)) == 1
    stage.send_back(paper.section)
    stage.hand_in(paper.section, "Другой текст.\n", stage.editor)
    for path, by, form, _, type_ in acts:  # another round is another duty
        stage.done("POST", f"{paper.section}/{path}", by, form)
        assert len(told(stage, paper, type_)) == 2


def test_who_is_reminded_is_told_at_once_of_what_is_awaited(stage: Stage) -> None:
    paper = stage.launched()
    stage.done("POST", f"{paper.section}/reminders", stage.coordinator, {"person_id": stage.editor.id})
    people = (stage.editor, stage.second)
    heard = [stage.told(one, section_id=paper.sections[0]).count("drafting_reminder") for one in people]
    assert heard == [1, 0]
    (entry,) = told(stage, paper, "reminded")
    assert entry["event"]["person_id"] == stage.editor.id


def test_nobody_learns_by_reminding_who_has_spoken(stage: Stage) -> None:
    """Who coordinates and votes, or administers, is answered the same of whoever spoke and whoever did not."""
    first, second = stage.world.person(), stage.world.person()
    paper = stage.in_phase("review", policy={**POLICY, "opinions": "own_first"}, reviewers=[first, second])
    stage.agree(paper.section, first)
    answers = {
        problem(stage.call("POST", f"{paper.section}/reminders", stage.administrator, json={"person_id": one.id}))
        for one in (first, second)
    }
    assert answers == {(409, "nothing_awaited")}


def test_receipt_of_who_speaks_first_does_not_count_what_others_said(stage: Stage) -> None:
    first, second = stage.world.person(), stage.world.person()
    paper = stage.in_phase("review", policy={**POLICY, "opinions": "own_first"}, reviewers=[first, second])
    opened = told(stage, paper, "round_opened")[-1]["seq"]
    stage.agree(paper.section, first)
    receipt = stage.done("POST", f"{paper.section}/help", second, {"asks": "more_time", **WHY})
    assert receipt["seq"] == opened
