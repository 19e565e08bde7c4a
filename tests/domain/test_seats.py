"""Seats of an open phase after somebody changed: nobody's voice is lost, and nobody who may begin is kept out."""

from datetime import UTC, datetime
from functools import reduce
from typing import Any

import pytest

from domain.notices import told_of_section
from domain.section import Facts, People, decide, evolve
from domain.section.electorate import ballot, elect, seated, waiting
from schemas.policy import DEFAULT_POLICY, SignRule, VotingRule
from schemas.problems import Refused
from schemas.section import Elector, Head, Note, Part, Pass, Phase, SectionState, Verdict, Vote
from schemas.section_commands import Delegate, Leave, Reassign, Recuse
from schemas.section_events import Reassigned, Recused
from storage.calendar_ru import russian_calendar

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NOTE = Note(id="note", hash="0" * 64)
SECTION = SectionState(id="s", document_id="d", coordinator_id="coordinator")


def test_round_opened_before_electors_were_kept_counts_all_its_voters_after_a_reassignment():
    objection = Vote(person_id="b", verdict=Verdict.DISAGREE)
    opened = SECTION.model_copy(
        update={"phase": Phase.REVIEW, "reviewers": ("a", "b", "c"), "voters": ("a", "b", "c"), "votes": (objection,)}
    )
    joined = Elector(person_id="d", organisation_id="guild")
    after = evolve(opened, Reassigned(part=Part.REVIEWER, leaves="a", joins="d", elector=joined, note=NOTE))
    assert ballot(after).electors == (joined, Elector(person_id="b"), Elector(person_id="c"))
    assert ballot(after).votes == (objection,)


def test_drafting_whose_only_editor_left_goes_on_with_whoever_is_put_in_their_place():
    alone = SECTION.model_copy(update={"phase": Phase.DRAFTING, "editors": ("e",), "drafters": ("e",)})
    left = evolve(alone, Recused(person_id="e", part=Part.EDITOR, reason="deactivated", base=0))
    assert seated(left) == ()
    joined = Elector(person_id="n")
    after = evolve(left, Reassigned(part=Part.EDITOR, leaves="e", joins="n", elector=joined, note=NOTE))
    assert (after.editors, seated(after)) == (("n",), ("n",))


def decided(state: SectionState, command: Any, people: People | None = None) -> SectionState:
    facts = Facts(now=NOW, calendar=russian_calendar(), actor_id="coordinator", people=people or People())
    return reduce(evolve, decide(state, command, facts), state)


def replacing(leaves: str, joins: str, part: Part = Part.REVIEWER) -> Reassign:
    return Reassign(part=part, leaves=leaves, joins=joins, note=NOTE)


REVIEWED = SECTION.model_copy(
    update={
        "phase": Phase.REVIEW,
        "head": Head(revision_id="r", number=1, text_hash="0" * 64, authors=("e",)),
        "reviewers": ("a", "b", "c"),
        "voters": ("a", "b", "c"),
        "policy": DEFAULT_POLICY.model_copy(update={"vote": VotingRule(kind="unanimity")}),
    }
)
RECUSED = decided(REVIEWED, Recuse(person_id="a", note=NOTE))


def test_who_replaces_a_recused_voter_votes_in_the_same_round_after_those_who_stayed() -> None:
    after = decided(RECUSED, replacing("a", "d"))
    assert (RECUSED.voters, after.voters, after.reviewers) == (("b", "c"), ("b", "c", "d"), ("d", "b", "c"))
    assert ballot(after).electors == tuple(Elector(person_id=person) for person in ("b", "c", "d"))
    again = replacing("a", "f")
    with pytest.raises(Refused, match="not_assigned"):
        decided(after, again)  # the seat is taken


def test_who_never_had_a_seat_in_the_round_gives_none_to_whoever_replaces_them() -> None:
    barred = REVIEWED.model_copy(update={"reviewers": ("a", "b", "c", "e")})
    after = decided(barred, replacing("e", "d"))
    assert (after.voters, after.reviewers) == (("a", "b", "c"), ("a", "b", "c", "d"))


def test_recusal_of_an_older_record_leaves_no_seat_to_take() -> None:
    before = Recused(part=Part.REVIEWER, person_id="a", reason="conflict", base=2)
    after = decided(evolve(REVIEWED, before), replacing("a", "d"))
    assert (after.voters, after.reviewers) == (("b", "c"), ("d", "b", "c"))


@pytest.mark.parametrize(
    "command", [replacing("b", "a"), replacing("a", "e"), Delegate(person_id="b", deputy_id="a", note=NOTE)]
)
def test_who_was_recused_comes_back_in_nobodys_place_and_an_author_takes_none(command: Any) -> None:
    unlisted = RECUSED.model_copy(update={"reviewers": ("b", "c")})
    with pytest.raises(Refused, match=r"recused_here|wrote_it_alone"):
        decided(unlisted, command)


def test_signer_who_takes_an_empty_seat_signs_after_those_who_were_called_before() -> None:
    rules = DEFAULT_POLICY.model_copy(update={"sign": SignRule(order="in_turn")})
    opened = {"phase": Phase.SIGN_OFF, "approvers": ("a", "b"), "signers": ("a", "b"), "policy": rules}
    left = decided(REVIEWED.model_copy(update=opened), Recuse(person_id="a", note=NOTE))
    assert waiting(left) == ("b",)
    after = decided(left, replacing("a", "d", Part.APPROVER))
    assert (after.signers, waiting(after), after.approvers) == (("b", "d"), ("b",), ("d", "b"))


def test_who_votes_by_the_matrix_alone_is_replaced_for_the_round_and_stays_in_the_matrix() -> None:
    appointed = People(appointed={Part.REVIEWER: {"m": ("council",)}, Part.APPROVER: {"n": ("board",)}})
    opened = REVIEWED.model_copy(update={"voters": ("a", "b", "c", "m")})
    after = decided(opened, replacing("m", "d"), appointed)
    assert (after.voters, after.reviewers) == (("a", "b", "c", "d"), ("a", "b", "c"))
    assert [one.person_id for one in elect(after, appointed, Part.REVIEWER)] == ["a", "b", "c", "m"]
    with pytest.raises(Refused, match="assigned_by_matrix"):
        decided(opened, replacing("n", "d", Part.APPROVER), appointed)
    gone = decided(opened, Leave(person_id="m", reason="left_body"))
    assert decided(gone, replacing("m", "d")).voters == after.voters


@pytest.mark.parametrize("command", [replacing("a", "f"), Recuse(person_id="a", note=NOTE)])
def test_deputy_of_who_is_replaced_or_recused_is_relieved(command: Any) -> None:
    passed = REVIEWED.model_copy(update={"passes": (Pass(person_id="a", deputy_id="d"),)})
    facts = Facts(now=NOW, calendar=russian_calendar(), actor_id="coordinator")
    first = decide(passed, command, facts)[0]
    assert ("deputy_relieved", ("d",)) in told_of_section(evolve(passed, first), first)


def test_deputy_who_takes_the_seat_for_good_is_not_told_that_they_are_relieved() -> None:
    passed = REVIEWED.model_copy(update={"passes": (Pass(person_id="a", deputy_id="d"),)})
    (event,) = decide(passed, replacing("a", "d"), Facts(now=NOW, calendar=russian_calendar()))
    told = {kind: people for kind, people in told_of_section(evolve(passed, event), event) if people}
    assert told == {"review_invitation": ("d",), "relieved": ("a",)}


def test_who_joins_while_away_is_stood_in_for_at_once() -> None:
    people = People(absent=frozenset({"f"}), standing={"f": ("d",)})
    after = decided(REVIEWED, replacing("a", "f"), people)
    assert after.passes == (Pass(person_id="f", deputy_id="d", until_back=True),)
