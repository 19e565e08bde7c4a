"""The document's decider held against the plain model over random commands while its sections move."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.document import decide, evolve, next_alarm, observe
from schemas.document import DocumentState
from schemas.document_commands import CompleteEdition, LaunchDocument, OrderPublication, SignDocument
from schemas.document_events import DOCUMENT_EVENT
from schemas.policy import DEFAULT_POLICY, Limit, Policy, Role, SignRule, Step, VotingRule
from schemas.section_commands import Ring
from schemas.section_events import AlarmRang
from tests.model.document_walk import BEGIN, CALENDAR, Walk, initial
from tests.model.section_sequences import COORDINATOR, SYSTEM
from tests.model.walking import MANY, SOME, event_types, outcome, run, sequences, shortest, stray_deadlines


def test_document_decider_agrees_with_the_plain_model(count: Callable[..., None], amount: Callable[..., int]) -> None:
    reached = set()
    for numbers in sequences(amount(2 * SOME, MANY)):
        walk, wrong = run(Walk(), numbers)
        if wrong:
            pytest.fail(shortest(Walk, numbers), pytrace=False)
        reached |= {event.type for event in walk.events}
        assert stray_deadlines(walk.events, CALENDAR) == []
        count("model sequences: document")
        count("model steps: document", len(numbers))
    # The calendar stays the same on a walk, so that nothing can be recounted; see tests/domain/test_recount.py.
    assert reached == event_types(DOCUMENT_EVENT) - {"deadline_recounted"}, "the sequences don't reach every event"


def test_evolve_takes_every_event_in_every_state() -> None:
    states: dict[Any, DocumentState] = {}
    events: dict[Any, Any] = {}
    for numbers in sequences(50):
        state = initial()
        for event in run(Walk(), numbers)[0].events:
            states[state.phase, len(state.signatures)] = state
            events[event.type, len(events) % 3] = event
            state = evolve(state, event)
    for state in states.values():
        for event in events.values():
            assert isinstance(evolve(state, event), DocumentState)


def two_sections() -> Walk:
    walk = Walk()
    walk.sequence.sections = [
        {"section_id": name, "phase": "approved", "revision_id": f"r-{name}", "text_hash": f"text-{name}"}
        for name in ("first", "second")
    ]
    return walk


def launching(policy: Policy, *leaders: str) -> LaunchDocument:
    return LaunchDocument(coordinator_id=COORDINATOR, approvers=leaders or ("vera",), policy=policy)


def signing() -> Walk:
    """A document of two approved sections that lies before its one leader, vera."""
    walk = two_sections()
    decided(walk, COORDINATOR, launching(DEFAULT_POLICY))
    observed(walk)
    return walk


def decided(walk: Walk, actor: str, command: Any) -> None:
    walk.fold(tuple(decide(walk.state, command, walk.facts(actor))))


def observed(walk: Walk) -> None:
    walk.fold(tuple(observe(walk.state, walk.facts(SYSTEM))))


def test_document_ring_before_its_time_is_answered() -> None:
    """Fails today (a defect of the decider).

    A timer that comes early does nothing or is refused; it doesn't break the decider.
    """
    walk = signing()
    alarm = next_alarm(walk.state)
    assert alarm
    assert alarm.at > BEGIN
    ring = Ring(alarm_id=alarm.id, at=alarm.at)
    events, code = outcome(decide, walk.state, ring, walk.facts(SYSTEM))
    assert events == ()
    assert code in (None, "wrong_phase")


def test_candidate_opens_with_the_same_look_that_voids_the_one_before() -> None:
    """Fails today (a defect, unless every caller looks until nothing more follows).

    M5: a withdrawal may be the last news there is; the sections that are left would never be laid out.
    """
    walk = signing()
    walk.sequence.sections[0]["phase"] = "withdrawn"
    observed(walk)
    assert walk.state.phase == "signing"
    assert walk.state.candidate
    assert [one.section_id for one in walk.state.candidate.sections] == ["second"]


def test_published_document_reopens_when_the_reopening_was_seen_late() -> None:
    """Fails today (a defect of the decider).

    A section that is approved with another text after publication was reopened, whatever was missed between.
    """
    walk = signing()
    assert walk.state.candidate
    decided(walk, "vera", SignDocument(candidate_hash=walk.state.candidate.hash))
    decided(walk, COORDINATOR, OrderPublication(edition_id="edition"))
    decided(walk, SYSTEM, CompleteEdition(edition_id="edition", manifest_hash="0" * 64))
    assert {section["phase"] for section in walk.sequence.sections} == {"published"}
    walk.sequence.sections[0].update(phase="approved", revision_id="r-new", text_hash="text-new")
    observed(walk)
    observed(walk)
    assert (walk.state.phase, walk.state.cycle) == ("signing", 2)


@pytest.mark.parametrize(
    ("tell", "told"),
    [
        ((), ()),
        (("coordinator",), (COORDINATOR,)),
        (("approvers", "coordinator"), ("vera", COORDINATOR)),
        (("coordinator", "approvers"), (COORDINATOR, "vera")),
        (("owner", "editors", "reviewers"), ()),
    ],
)
def test_step_after_the_deadline_tells_whom_the_ladder_names(tell: tuple[Role, ...], told: tuple[str, ...]) -> None:
    """Those who signed are awaited no longer; a document has neither editors nor reviewers to be told."""
    rule = DEFAULT_POLICY.sign_off.model_copy(update={"ladder": (Step(after=Limit(working_days=1), tell=tell),)})
    walk = two_sections()
    policy = DEFAULT_POLICY.model_copy(update={"sign_off": rule})
    decided(walk, COORDINATOR, launching(policy, "boris", "vera"))
    observed(walk)
    assert walk.state.candidate
    decided(walk, "boris", SignDocument(candidate_hash=walk.state.candidate.hash))
    last = walk.state.alarms[-1]
    walk.now = last.at
    rung = decide(walk.state, Ring(alarm_id=last.id, at=last.at), walk.facts(SYSTEM))
    assert [(event.alarm.what, event.told) for event in rung if isinstance(event, AlarmRang)] == [
        ("deadline", ("vera", COORDINATOR)),
        ("step", told),
    ]


@pytest.mark.parametrize(
    ("leaders", "needed", "code"), [(1, None, None), (1, 1, None), (2, 2, None), (1, 2, "policy_unreachable")]
)
def test_launch_looks_at_the_signing_rule_alone(leaders: int, needed: int | None, code: str | None) -> None:
    """Leadership signs; how sections vote is checked against each section's own reviewers."""
    vote = VotingRule(kind="at_least", count=2, minimum=3)
    policy = DEFAULT_POLICY.model_copy(update={"vote": vote, "sign": SignRule(needed=needed)})
    walk = two_sections()
    launch = launching(policy, *("vera", "boris")[:leaders])
    assert outcome(decide, walk.state, launch, walk.facts(COORDINATOR))[1] == code


def test_signing_leaves_time_when_its_exact_instant_has_passed() -> None:
    """Fails today (a defect of the decider).

    M12: leadership is not given a deadline that is over before it begins.
    """
    rule = DEFAULT_POLICY.sign_off.model_copy(update={"limit": Limit(at=BEGIN - timedelta(days=1))})
    walk = two_sections()
    launch = launching(DEFAULT_POLICY.model_copy(update={"sign_off": rule}))
    if code := outcome(decide, walk.state, launch, walk.facts(COORDINATOR))[1]:
        assert code == "deadline_in_past"
        return
    decided(walk, COORDINATOR, launch)
    observed(walk)
    assert walk.state.deadline
    assert walk.state.deadline.at > BEGIN
