"""The section's decider held against the plain model over random commands, and what must hold of both."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from pydantic import TypeAdapter

from domain.section import Facts, decide, evolve
from schemas.disagreement_events import DisagreementEvent
from schemas.policy import DEFAULT_POLICY, Limit, Policy, SignRule
from schemas.remark_events import RemarkEvent
from schemas.section import Part, SectionState, Verdict
from schemas.section_commands import (
    GiveVerdict,
    Launch,
    Publish,
    Reassign,
    ReturnToDrafting,
    Sign,
    SubmitRevision,
)
from schemas.section_events import SECTION_EVENT
from tests.model.section_sequences import COORDINATOR, DEPUTIES, NOTE, PEOPLE, SYSTEM, random_launch
from tests.model.section_walk import BEGIN, CALENDAR, Walk, initial
from tests.model.walking import MANY, SEED, SOME, event_types, outcome, run, sequences, shortest, stray_deadlines


def test_section_decider_agrees_with_the_plain_model(count: Callable[..., None], amount: Callable[..., int]) -> None:
    reached = set()
    for numbers in sequences(amount(SOME, MANY)):
        walk, wrong = run(Walk(), numbers)
        if wrong:
            pytest.fail(shortest(Walk, numbers), pytrace=False)
        lead_to_publication(walk)
        reached |= {event.type for event in walk.events}
        assert stray_deadlines(walk.events, CALENDAR) == []
        count("model sequences: section")
        count("model steps: section", len(numbers))
    # The calendar stays the same on a walk, so that nothing can be recounted; see tests/domain/test_recount.py.
    # Nobody remarks on a walk; see tests/domain/test_remarks.py and tests/domain/test_disagreements.py.
    # Nor does anybody enter letters there; see tests/api/test_letters.py.
    of_remarks = (RemarkEvent, DisagreementEvent)
    unreached = {"deadline_recounted", "letter_set_aside"}.union(*(event_types(TypeAdapter(one)) for one in of_remarks))
    assert reached == event_types(SECTION_EVENT) - unreached, "the sequences don't reach every event"


def lead_to_publication(walk: Walk) -> None:
    """From wherever a walk stands there is a way to publication, if everybody does what they may."""
    if walk.model.phase == "withdrawn":
        return
    actor: str
    command: Any
    for _ in range(30):
        model, head = walk.model, walk.model.head or {}
        if model.phase == "published":
            return
        if model.phase == "planned":
            actor, command = SYSTEM, random_launch(Random(SEED))
        elif model.phase == "drafting" and (short := short_of_people(walk)) is not None:
            joins = next(person for person in (*DEPUTIES, *PEOPLE) if person not in model.people[short])
            actor, command = COORDINATOR, Reassign(part=Part(short), joins=joins, note=NOTE)
        elif model.phase == "drafting":
            actor, command = model.awaited()[0], walk.sequence.submission(model, ("anna", "boris"))
        elif model.cannot_be_met() or (model.phase == "review" and set(model.votes.values()) == {"agree"}):
            actor, command = COORDINATOR, ReturnToDrafting(note=NOTE)
        elif model.phase == "review":
            voter = next(person for person, verdict in model.votes.items() if verdict != "agree")
            actor = model.acting([voter])[0]
            command = GiveVerdict(revision_id=head["id"], verdict=Verdict.AGREE)
        elif model.phase == "sign_off":
            actor, command = model.awaited()[0], Sign(revision_id=head["id"], text_hash=head["text_hash"])
        else:
            actor, command = SYSTEM, Publish(edition_id="edition", revision_id=head["id"])
        walk.take(command, Facts(now=walk.now, calendar=CALENDAR, actor_id=actor))
    pytest.fail("\n".join([*walk.log, "no way to publication"]), pytrace=False)


def short_of_people(walk: Walk) -> str | None:
    """A part that has too few people since those whom the matrix appointed are gone."""
    if not walk.model.drafters:
        return "editor"
    parts = ("reviewer", "approver")
    return next((part for part in parts if len(walk.model.people[part]) < walk.model.fewest(part)), None)


def test_evolve_takes_every_event_in_every_state() -> None:
    states: dict[Any, SectionState] = {}
    events: dict[Any, Any] = {}
    for numbers in sequences(30):
        walk = run(Walk(), numbers)[0]
        state = initial()
        for event in walk.events:
            states[state.phase, len(state.votes), len(state.signatures)] = state
            events[event.type, len(events) % 3] = event
            state = evolve(state, event)
    for state in states.values():
        for event in events.values():
            assert isinstance(evolve(state, event), SectionState)


def launched(policy: Policy, approvers: tuple[str, ...] = ("vera",)) -> SectionState:
    """In drafting with one editor, anna, and two reviewers, boris and gleb."""
    launch = Launch(
        policy=policy, coordinator_id=COORDINATOR, editors=("anna",), reviewers=("boris", "gleb"), approvers=approvers
    )
    return obeyed(initial(), launch, SYSTEM)


def obeyed(state: SectionState, command: Any, actor: str, now: datetime = BEGIN) -> SectionState:
    for event in decide(state, command, Facts(now=now, calendar=CALENDAR, actor_id=actor)):
        state = evolve(state, event)
    return state


def refusal(state: SectionState, command: Any, actor: str, now: datetime = BEGIN) -> str | None:
    return outcome(decide, state, command, Facts(now=now, calendar=CALENDAR, actor_id=actor))[1]


FIRST = SubmitRevision(revision_id="r1", text_hash="text", authors=("anna",))


@pytest.mark.parametrize(("approvers", "needed"), [(("vera",), None), (("vera", "dina"), 2)])
def test_sign_off_opens_with_enough_signers_whoever_was_reassigned(
    approvers: tuple[str, ...], needed: int | None
) -> None:
    """M3: who wrote the text alone can't take the seat of a signer whom the rule can't do without."""
    state = launched(DEFAULT_POLICY.model_copy(update={"sign": SignRule(needed=needed)}), approvers)
    state = obeyed(state, FIRST, "anna")
    swap = Reassign(part=Part.APPROVER, leaves="vera", joins="anna", note=NOTE)
    if code := refusal(state, swap, COORDINATOR):
        assert code in ("wrote_it_alone", "nobody_to_judge", "policy_unreachable")
        return
    state = obeyed(state, swap, COORDINATOR)
    for person in ("boris", "gleb"):
        state = obeyed(state, GiveVerdict(revision_id="r1", verdict=Verdict.AGREE), person)
    assert len(state.signers) >= (needed or 1)


def test_review_leaves_time_when_its_exact_instant_has_passed() -> None:
    """M12: a deadline in the past is refused or moved; a round never opens with its ladder already over."""
    review = DEFAULT_POLICY.review.model_copy(update={"limit": Limit(at=BEGIN + timedelta(days=3))})
    state = launched(DEFAULT_POLICY.model_copy(update={"review": review}))
    now = BEGIN + timedelta(days=40)
    if code := refusal(state, FIRST, "anna", now):
        assert code == "deadline_in_past"
        return
    state = obeyed(state, FIRST, "anna", now)
    assert state.deadline
    assert state.deadline.at > now
