"""Several editors on one section: merges to be confirmed, conflicts, and texts that are kept aside; nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from httpx2 import Response

from tests.api.stage import FIRST, POLICY, Form, Paper, Stage, problem
from tests.api.world import Account

ABSENT = "00000000-0000-7000-8000-000000000000"
FIRST_CHANGED = FIRST.replace("обустроиться", "найти работу")
SECOND_CHANGED = FIRST.replace("раз в год", "дважды в год")
RIVAL = FIRST.replace("обустроиться", "выучить язык")
BOTH_CHANGED = FIRST_CHANGED.replace("раз в год", "дважды в год")


def head_moved(stage: Stage) -> tuple[Paper, str]:
    """A section in drafting with a second revision by its first editor; the id of the first."""
    paper = stage.launched()
    base = stage.hand_in(paper.section)
    stage.send_back(paper.section)
    stage.hand_in(paper.section, FIRST_CHANGED)
    stage.send_back(paper.section)
    return paper, base


def merge_proposed(stage: Stage) -> tuple[Paper, Form]:
    paper, base = head_moved(stage)
    answer = stage.submit(paper.section, SECOND_CHANGED, stage.second, base)
    assert answer.status_code == 202, answer.text
    return paper, answer.json()


def text(stage: Stage, path: str, by: Account) -> str:
    return str(stage.call("GET", f"{path}/text", by).text)


def test_merge_is_shown_to_its_sender_before_it_goes_to_review(stage: Stage) -> None:
    paper, proposed = merge_proposed(stage)
    section, draft = stage.read(paper.section), stage.read(f"/drafts/{proposed['draft_id']}", stage.second)
    assert (proposed["outcome"], proposed["merged_with"]) == ("merge_proposed", section["head_id"])
    assert (section["phase"], section["head_number"]) == ("drafting", 2)
    assert (draft["state"], draft["reason"], draft["number"]) == ("set_aside", "merge_to_confirm", None)
    assert text(stage, f"/drafts/{draft['id']}", stage.second) == BOTH_CHANGED


def test_confirmed_merge_is_a_revision_of_both_that_says_so(stage: Stage) -> None:
    paper, proposed = merge_proposed(stage)
    accepted = stage.done("POST", f"/drafts/{proposed['draft_id']}/hand-in", stage.second)
    assert (accepted["outcome"], accepted["number"]) == ("accepted", 3)
    assert accepted["merged_with"] == proposed["merged_with"]
    assert (accepted["phase"], accepted["round"]) == ("review", 3)
    revision = stage.read(f"/revisions/{accepted['revision_id']}")
    assert (revision["merged_id"], revision["person_id"]) == (proposed["merged_with"], stage.second.id)
    assert text(stage, f"/revisions/{revision['id']}", stage.reviewer) == BOTH_CHANGED
    submitted = [e for e in stage.items(f"{paper.section}/timeline") if e["type"] == "revision_submitted"][-1]
    assert submitted["event"]["head"]["authors"] == [stage.second.id, stage.editor.id]


def test_text_that_was_merged_is_kept_as_it_was_sent(stage: Stage) -> None:
    paper, _proposed = merge_proposed(stage)
    kept = {draft["reason"]: draft["id"] for draft in stage.items(f"{paper.section}/drafts", stage.second)}
    assert set(kept) == {"merged", "merge_to_confirm"}
    assert text(stage, f"/drafts/{kept['merged']}", stage.second) == SECOND_CHANGED


def test_merge_whose_head_has_moved_again_is_merged_anew(stage: Stage) -> None:
    paper, proposed = merge_proposed(stage)
    third = f"{FIRST_CHANGED}\nТретий абзац.\n"
    stage.hand_in(paper.section, third)
    stage.send_back(paper.section)
    again = stage.call("POST", f"/drafts/{proposed['draft_id']}/hand-in", stage.second)
    assert (again.status_code, again.json()["merged_with"]) == (202, stage.head(paper.section))
    merged = text(stage, f"/drafts/{again.json()['draft_id']}", stage.second)
    assert merged == f"{BOTH_CHANGED}\nТретий абзац.\n"


def conflict(stage: Stage, key: str = "") -> tuple[Paper, Response]:
    paper, base = head_moved(stage)
    return paper, stage.submit(paper.section, RIVAL, stage.second, base, key=key)


def test_conflict_shows_its_places_and_keeps_the_text_at_an_address(stage: Stage) -> None:
    paper, answer = conflict(stage)
    told = answer.json()
    assert problem(answer) == (409, "merge_conflict")
    assert told["head_id"] == stage.head(paper.section)
    assert "выучить язык" in str(told["conflicts"])
    assert "найти работу" in str(told["conflicts"])
    assert stage.read(paper.section)["phase"] == "drafting"
    draft = stage.read(f"/drafts/{told['draft_id']}", stage.second)
    assert (draft["state"], draft["reason"]) == ("set_aside", "merge_conflict")
    assert text(stage, f"/drafts/{told['draft_id']}", stage.second) == RIVAL


@pytest.mark.parametrize("phase", ["planned", "review", "sign_off", "approved", "withdrawn"])
def test_text_out_of_phase_is_kept(stage: Stage, phase: str) -> None:
    paper = stage.in_phase(phase)
    answer = stage.submit(paper.section, RIVAL, base=stage.head(paper.section))
    assert (*problem(answer), answer.json()["phase"]) == (409, "not_in_drafting", phase)
    draft = stage.read(f"/drafts/{answer.json()['draft_id']}", stage.editor)
    assert (draft["state"], draft["reason"]) == ("set_aside", "not_in_drafting")
    assert text(stage, f"/drafts/{draft['id']}", stage.editor) == RIVAL
    assert stage.phase(paper.section) == phase


def test_text_for_a_published_section_is_kept(stage: Stage) -> None:
    paper, _edition = stage.published
    answer = stage.submit(paper.section, RIVAL, base=stage.head(paper.section))
    assert (*problem(answer), answer.json()["phase"]) == (409, "not_in_drafting", "published")
    assert text(stage, f"/drafts/{answer.json()['draft_id']}", stage.editor) == RIVAL


def no_base(_stage: Stage) -> None:
    return None


def absent_base(_stage: Stage) -> str:
    return ABSENT


def base_that_is_no_id(_stage: Stage) -> str:
    return "последняя"


def base_elsewhere(stage: Stage) -> str:
    return str(stage.head(stage.in_phase("review").section))


@pytest.mark.parametrize("base_of", [no_base, absent_base, base_that_is_no_id, base_elsewhere])
def test_text_on_an_unknown_base_is_kept(stage: Stage, base_of: Callable[[Stage], str | None]) -> None:
    paper, _base = head_moved(stage)
    answer = stage.submit(paper.section, RIVAL, base=base_of(stage))
    assert problem(answer) == (409, "base_unknown")
    draft = stage.read(f"/drafts/{answer.json()['draft_id']}", stage.editor)
    assert (draft["reason"], text(stage, f"/drafts/{draft['id']}", stage.editor)) == ("base_unknown", RIVAL)


def test_draft_is_no_base(stage: Stage) -> None:
    paper, answer = conflict(stage)
    refused = stage.submit(paper.section, RIVAL, stage.second, answer.json()["draft_id"])
    assert problem(refused) == (409, "base_unknown")


def test_text_nobody_may_judge_is_kept(stage: Stage) -> None:
    paper = stage.launched(reviewers=[stage.editor])
    answer = stage.submit(paper.section)
    assert problem(answer) == (409, "nobody_to_judge")
    assert text(stage, f"/drafts/{answer.json()['draft_id']}", stage.editor) == FIRST


def test_text_after_the_deadline_is_taken_as_long_as_the_section_is_in_drafting(stage: Stage) -> None:
    hasty = {**POLICY, "drafting": {"limit": {"duration": "PT1S"}}}
    paper = stage.launched(policy=hasty)
    stage.until(lambda: stage.read(paper.section)["overdue"])
    assert stage.submit(paper.section).status_code == 201
    assert not stage.read(paper.section)["overdue"]


def test_text_refused_at_the_door_is_not_kept(stage: Stage) -> None:
    paper = stage.launched()
    for content in ("a <script>alert(1)</script>", b"\xff", ""):
        assert stage.submit(paper.section, content).status_code == 422
    assert stage.items(f"{paper.section}/drafts") == []


def test_draft_is_handed_in_when_its_section_is_in_drafting_again(stage: Stage) -> None:
    paper = stage.in_phase("review")
    late = stage.submit(paper.section, RIVAL, base=stage.head(paper.section)).json()["draft_id"]
    still = stage.call("POST", f"/drafts/{late}/hand-in", stage.editor)
    assert (*problem(still), still.json()["draft_id"]) == (409, "not_in_drafting", late)
    stage.send_back(paper.section)
    accepted = stage.done("POST", f"/drafts/{late}/hand-in", stage.editor)
    assert (accepted["revision_id"], accepted["number"], accepted["phase"]) == (late, 2, "review")
    assert stage.items(f"{paper.section}/drafts") == []
    assert problem(stage.call("POST", f"/drafts/{late}/hand-in", stage.editor)) == (409, "not_a_draft")


def test_draft_of_somebody_who_is_no_editor_any_more_stays_theirs(stage: Stage) -> None:
    paper = stage.in_phase("review")
    late = stage.submit(paper.section, RIVAL, stage.second, stage.head(paper.section)).json()["draft_id"]
    stage.send_back(paper.section)
    form = {"part": "editor", "leaves": stage.second.id, "joins": stage.member.id, "reason": "замена"}
    stage.done("POST", f"{paper.section}/reassign", stage.coordinator, form)
    assert problem(stage.call("POST", f"/drafts/{late}/hand-in", stage.second)) == (403, "not_an_editor")
    assert text(stage, f"/drafts/{late}", stage.second) == RIVAL


def test_draft_is_seen_by_its_sender_and_the_coordinator_only(stage: Stage) -> None:
    paper, answer = conflict(stage)
    path = f"/drafts/{answer.json()['draft_id']}"
    lists = f"{paper.section}/drafts"
    listed = {name: len(stage.items(lists, by)) for name, by in people(stage).items()}
    assert listed == {"second": 1, "coordinator": 1, "editor": 0, "reviewer": 0, "leader": 0, "administrator": 0}
    for name, by in people(stage).items():
        sees = name in ("second", "coordinator")
        for place in (path, f"{path}/text", revision(path), f"{revision(path)}/text", f"{revision(path)}/original"):
            assert (stage.call("GET", place, by).status_code == 200) == sees, (name, place)


def people(stage: Stage) -> dict[str, Account]:
    names = ("second", "coordinator", "editor", "reviewer", "leader", "administrator")
    return {name: getattr(stage, name) for name in names}


def revision(path: str) -> str:
    return path.replace("/drafts/", "/revisions/")


def test_draft_is_not_the_coordinators_to_hand_in(stage: Stage) -> None:
    _paper, answer = conflict(stage)
    path = f"/drafts/{answer.json()['draft_id']}/hand-in"
    assert problem(stage.call("POST", path, stage.coordinator)) == (403, "not_allowed")


def repeat_merge(stage: Stage) -> Callable[[], Response]:
    paper, base = head_moved(stage)
    return lambda: stage.submit(paper.section, SECOND_CHANGED, stage.second, base, key="repeated-1")


def repeat_conflict(stage: Stage) -> Callable[[], Response]:
    paper, base = head_moved(stage)
    return lambda: stage.submit(paper.section, RIVAL, stage.second, base, key="repeated-2")


def repeat_late(stage: Stage) -> Callable[[], Response]:
    paper = stage.in_phase("review")
    base = stage.head(paper.section)
    return lambda: stage.submit(paper.section, RIVAL, stage.second, base, key="repeated-3")


def repeat_unknown_base(stage: Stage) -> Callable[[], Response]:
    paper, _base = head_moved(stage)
    return lambda: stage.submit(paper.section, RIVAL, base=ABSENT, key="repeated-4")


def repeat_hand_in_too_early(stage: Stage) -> Callable[[], Response]:
    paper = stage.in_phase("review")
    late = stage.submit(paper.section, RIVAL, base=stage.head(paper.section)).json()["draft_id"]
    return lambda: stage.call("POST", f"/drafts/{late}/hand-in", stage.editor, key="repeated-5")


@pytest.mark.parametrize(
    "prepare", [repeat_merge, repeat_conflict, repeat_late, repeat_unknown_base, repeat_hand_in_too_early]
)
def test_repetition_gets_the_same_answer_and_keeps_one_text(stage: Stage, prepare: Any) -> None:
    ask = prepare(stage)
    first = ask()
    before = stage.rows()
    answers = [ask() for _ in range(2)]
    assert [(a.status_code, a.content) for a in answers] == [(first.status_code, first.content)] * 2
    assert stage.rows() == before
