"""A vote whether to begin: before the launch, by the rule, or by the coordinator with reasons."""

from storage.tables import Stream
from tests.api.plans import proposed
from tests.api.stage import Paper, Stage, problem
from tests.api.world import Account


def vote(stage: Stage, paper: Paper, by: Account, verdict: str = "agree", text: str | None = None) -> None:
    stage.done("POST", f"{paper.path}/proposal/verdicts", by, {"verdict": verdict, "text": text})


def test_document_whose_beginning_is_agreed_is_launched(stage: Stage) -> None:
    outsider = stage.world.person()
    paper = proposed(stage, stage.reviewer, stage.editor, outsider)
    assert stage.phase(paper.path) == "proposed"
    assert problem(stage.call("POST", f"{paper.path}/launch", stage.coordinator)) == (409, "proposal_open")
    assert stage.told(outsider) == ["proposal_opened"]
    assert paper.id in {one["id"] for one in stage.items("/documents", outsider)}
    vote(stage, paper, stage.reviewer)
    shown = stage.read(f"{paper.path}/proposal", outsider)
    assert (shown["state"], shown["missing_in_favour"], len(shown["silent"])) == ("open", 1, 2)
    vote(stage, paper, outsider)
    assert stage.read(f"{paper.path}/proposal")["state"] == "begun"
    assert stage.told(outsider) == ["proposal_opened", "proposal_begun"]
    late = stage.call("POST", f"{paper.path}/proposal/verdicts", stage.editor, json={"verdict": "agree"})
    assert problem(late) == (409, "wrong_phase")
    stage.launch(paper)


def test_document_whose_beginning_is_refused_is_not_launched_until_another_vote_is_won(stage: Stage) -> None:
    paper = proposed(stage, vote={"kind": "unanimity"})
    refused = stage.call("POST", f"{paper.path}/proposal/verdicts", stage.reviewer, json={"verdict": "disagree"})
    assert problem(refused) == (422, "reasons_required")
    vote(stage, paper, stage.reviewer, "disagree", "Не готовы")
    assert (stage.read(f"{paper.path}/proposal")["state"], stage.phase(paper.path)) == ("refused", "setup")
    assert problem(stage.call("POST", f"{paper.path}/launch", stage.coordinator)) == (409, "proposal_refused")
    stage.done("PATCH", paper.section, stage.coordinator, {"brief": "Короче"}, version=2)
    stage.done("POST", f"{paper.path}/proposal", stage.coordinator, {"voters": [stage.editor.id]})
    shown = stage.read(f"{paper.path}/proposal")
    assert (shown["number"], shown["voters"], shown["votes"]) == (2, [stage.editor.id], [])
    vote(stage, paper, stage.editor)
    stage.launch(paper)


def test_coordinator_refuses_with_reasons_and_begins_only_when_the_time_is_over(stage: Stage) -> None:
    paper = proposed(stage, stage.reviewer, stage.editor)
    form = {"outcome": "begun", "reason": "ждать нельзя"}
    place = f"{paper.path}/proposal/settlement"
    assert problem(stage.call("POST", place, stage.coordinator, json=form)) == (409, "proposal_open")
    stage.done("POST", place, stage.coordinator, {"outcome": "refused", "reason": "нет денег"})
    shown = stage.read(f"{paper.path}/proposal")
    assert (shown["state"], shown["reason"]) == ("refused", "нет денег")
    soon = {"limit": {"duration": "PT1S"}, "ladder": [{"after": {"duration": "PT0S"}, "tell": ["coordinator"]}]}
    late = proposed(stage, stage.reviewer, stage.editor, rule=soon)
    stage.until(lambda: "proposal_escalation" in stage.told(stage.coordinator, document_id=late.id))
    assert stage.told(stage.reviewer, document_id=late.id) == ["proposal_opened", "proposal_overdue"]
    stage.done("POST", f"{late.path}/proposal/settlement", stage.coordinator, form)
    assert stage.read(f"{late.path}/proposal")["state"] == "begun"
    stage.launch(late)


def test_ladder_lets_the_votes_cast_decide(stage: Stage) -> None:
    ladder = [{"after": {"duration": "PT0S"}, "tell": ["coordinator"], "outcome": "close_by_rule"}]
    rule = {"limit": {"duration": "PT3S"}, "reminders": [{"duration": "PT1S"}], "ladder": ladder}
    paper = proposed(stage, stage.reviewer, stage.editor, stage.second, rule=rule)
    vote(stage, paper, stage.reviewer)
    stage.until(lambda: stage.read(f"{paper.path}/proposal")["state"] == "begun")
    assert "proposal_reminder" in stage.told(stage.editor, document_id=paper.id)
    assert "proposal_reminder" not in stage.told(stage.reviewer, document_id=paper.id)


def test_proposal_comes_before_the_launch_and_one_at_a_time(stage: Stage) -> None:
    paper = proposed(stage)
    form = {"voters": [stage.editor.id]}
    assert problem(stage.call("POST", f"{paper.path}/proposal", stage.coordinator, json=form)) == (409, "proposal_open")
    launched = stage.in_phase("drafting")
    path = f"{launched.path}/proposal"
    assert problem(stage.call("POST", path, stage.coordinator, json=form)) == (409, "wrong_phase")
    assert problem(stage.call("GET", path, stage.coordinator)) == (404, "not_found")
    three = {"voters": [stage.editor.id], "vote": {"kind": "at_least", "count": 3}}
    refused = stage.call("POST", f"{stage.paper().path}/proposal", stage.coordinator, json=three)
    assert problem(refused) == (422, "policy_unreachable")
    assert problem(stage.call("POST", f"{paper.path}/proposal/verdicts", stage.editor, json={"verdict": "agree"})) == (
        403,
        "not_a_voter",
    )


def test_body_votes_by_its_members(stage: Stage) -> None:
    body = stage.body("Совет")
    members = [stage.world.person(), stage.world.person()]
    for person in members:
        stage.done("PUT", f"/bodies/{body}/members/{person.id}", stage.administrator, {"office": "member"})
    paper = stage.paper()
    form = {"body_id": body, "vote": {"kind": "unanimity", "per_body": True}}
    stage.done("POST", f"{paper.path}/proposal", stage.coordinator, form)
    for person in members:
        vote(stage, paper, person)
    assert stage.read(f"{paper.path}/proposal")["state"] == "begun"


def close_account(stage: Stage, person: Account) -> None:
    stage.done("PATCH", f"/people/{person.id}", stage.administrator, {"active": False}, version=1)


def test_voter_whose_account_is_closed_leaves_the_vote_and_the_rest_are_counted(stage: Stage) -> None:
    gone = stage.world.person()
    paper = proposed(stage, stage.reviewer, stage.editor, gone, vote={"kind": "unanimity"})
    vote(stage, paper, gone)
    vote(stage, paper, stage.reviewer)
    close_account(stage, gone)
    shown = stage.read(f"{paper.path}/proposal")
    assert (shown["voters"], len(shown["votes"]), shown["missing_in_favour"]) == (
        [stage.reviewer.id, stage.editor.id], 1, 1,
    )  # fmt: skip
    for person in (stage.reviewer, stage.editor):
        assert stage.told(person, document_id=paper.id) == ["proposal_opened", "proposal_base_changed"]
    vote(stage, paper, stage.editor)
    assert stage.read(f"{paper.path}/proposal")["state"] == "begun"


def test_vote_is_decided_when_the_last_who_was_silent_leaves(stage: Stage) -> None:
    gone = stage.world.person()
    paper = proposed(stage, stage.reviewer, gone, vote={"kind": "unanimity"})
    vote(stage, paper, stage.reviewer)
    close_account(stage, gone)
    shown = stage.read(f"{paper.path}/proposal")
    assert shown["state"] == "begun"
    stage.until(lambda: followed(stage, f"proposal/{shown['id']}"))
    stage.launch(paper)


def followed(stage: Stage, stream_id: str) -> bool:
    """Whether the process of a stream that was moved from outside has seen that it ended."""
    with stage.parts.database.read() as session:
        stream = session.get_one(Stream, stream_id)
    return stream.closed and stream.pending_seq > 0 and stream.followed_seq == stream.seq


def test_vote_whose_voters_are_all_gone_is_the_coordinators_or_an_administrators(stage: Stage) -> None:
    for outcome, by in (("refused", stage.coordinator), ("begun", stage.administrator)):
        gone = stage.world.person()
        paper = proposed(stage, gone)
        close_account(stage, gone)
        assert stage.told(stage.coordinator, document_id=paper.id) == [
            "proposal_base_changed",
            "proposal_cannot_be_met",
        ]
        assert stage.told(stage.administrator, document_id=paper.id) == ["proposal_cannot_be_met"]
        form = {"outcome": outcome, "reason": "голосовать некому"}
        stage.done("POST", f"{paper.path}/proposal/settlement", by, form)
        assert stage.read(f"{paper.path}/proposal")["state"] == outcome


def test_member_who_leaves_the_body_that_votes_leaves_the_vote(stage: Stage) -> None:
    leaving, staying = stage.world.person(), stage.world.person()
    body = stage.body("Правление")
    for person in (leaving, staying):
        stage.done("PUT", f"/bodies/{body}/members/{person.id}", stage.administrator, {"office": "member"})
    paper = stage.paper()
    stage.done("POST", f"{paper.path}/proposal", stage.coordinator, {"body_id": body})
    listed = proposed(stage, leaving)
    stage.done("DELETE", f"/bodies/{body}/members/{leaving.id}", stage.administrator)
    assert stage.read(f"{paper.path}/proposal")["voters"] == [staying.id]
    assert stage.told(leaving, document_id=paper.id) == ["proposal_opened", "proposal_base_changed"]
    assert stage.read(f"{listed.path}/proposal")["voters"] == [leaving.id], "who was named in person stays"
    refused = stage.call("POST", f"{paper.path}/proposal/verdicts", leaving, json={"verdict": "agree"})
    assert problem(refused) == (403, "not_a_voter")
