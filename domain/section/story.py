"""A decision being told: events are added one by one, and each sees the state the earlier ones left."""

from collections.abc import Iterable
from typing import Any

from domain.ballot import close, count
from domain.schedule import opening
from domain.section.deputies import attending, next_passing
from domain.section.disputed import unsettled_in
from domain.section.electorate import ACTING, ballot, elect, ids, seated, spoken, waiting
from domain.section.evolve import evolve
from domain.section.facts import Facts
from domain.section.unanswered import holds_back, left_by
from domain.section.upholding import is_signed_and_open, running
from schemas.policy import PhaseRule
from schemas.problems import Refused
from schemas.remark_events import AnswersAwaited, VoteUnsettled
from schemas.remarks import Unanswered
from schemas.section import Elector, Note, Part, Phase, SectionState
from schemas.section_events import (
    Approved,
    DeputiesLacking,
    DraftingResumed,
    RoundClosed,
    SectionEvent,
    SignOffOpened,
)

MOST_NAMED = 20
"""The unanswered remarks, or open disagreements, that a refusal lists."""


class Story:
    """The events of one decision, the state they lead to, and the remarks that are unanswered then."""

    def __init__(self, state: SectionState, facts: Facts) -> None:
        self.state = state
        self.facts = facts
        self.unanswered = facts.unanswered
        self.events: list[SectionEvent] = []

    def tell(self, event: SectionEvent) -> None:
        """Add an event."""
        self.events.append(event)
        self.state = evolve(self.state, event)
        self.unanswered = left_by(self.unanswered, event)

    def open(self, event: SectionEvent) -> None:
        """Add an event that opens a phase, and let those who are away be stood in for."""
        self.tell(event)
        self.attend(missed=seated(self.state))

    def attend(self, missed: Iterable[str] = ()) -> None:
        """Let those be stood in for who are away by now, and give back what came back or was left.

        Where nobody may stand in for one of the `missed`, one event says so; of others that was said before.
        """
        found = (attending(self.state, self.facts.people, person) for person in seated(self.state))
        self._hand_over(found, set(missed))

    def pass_on(self, persons: tuple[str, ...], by: str) -> None:
        """Pass the open duties of persons on to their deputies; where nobody may act, one event says so.

        What passed on before stays where it is.
        """
        keep = (*spoken(self.state), *(one.person_id for one in self.state.passes))
        left = [person for person in persons if person not in keep]
        self._hand_over((next_passing(self.state, self.facts.people, person, by) for person in left), set(left))

    def _hand_over(self, events: Iterable[SectionEvent | None], missed: set[str]) -> None:
        """Tell each of the events, which must see those told before; what lacks deputies is told as one."""
        lacking: list[tuple[str, str]] = []
        for event in events:
            if isinstance(event, DeputiesLacking):
                lacking += zip(event.persons, event.reasons, strict=True)
            elif event is not None:
                self.tell(event)
        lacking = [(person, reason) for person, reason in lacking if person in missed]
        if lacking:
            persons, reasons = zip(*lacking, strict=True)
            self.tell(DeputiesLacking(part=ACTING[self.state.phase], persons=persons, reasons=reasons))

    def elect(self, part: Part, authors: tuple[str, ...] = ()) -> tuple[Elector, ...]:
        """Who has a part in a phase that opens now."""
        return elect(self.state, self.facts.people, part, authors)

    def opening(self, rule: PhaseRule) -> dict[str, Any]:
        """The fields of an event that opens a phase under `rule` now."""
        return opening(rule, self.facts.now, self.state.coming_policy.zone, self.facts.calendar)

    def drafting(self) -> dict[str, Any]:
        """The fields of an event that opens drafting now."""
        return self.opening(self.state.coming_policy.drafting) | {"drafters": self.elect(Part.EDITOR)}

    def resume_drafting(self) -> None:
        """Give the text back to its editors."""
        self.open(DraftingResumed(**self.drafting()))

    def settle(self) -> None:
        """End the open round or sign-off if what was said in it suffices, or can no longer change anything."""
        if self.state.phase == Phase.REVIEW:
            self._settle_round()
        elif is_signed_and_open(self.state):
            self._approve()

    def _approve(self) -> None:
        """Once terms have ended, and remarks that came after the last signature are answered as those before it."""
        assert self.state.head is not None
        if self._lacking():
            self.await_answers()
        elif not running(self.state, self.facts.now):
            self.tell(Approved(revision_id=self.state.head.revision_id, text_hash=self.state.head.text_hash))

    def await_answers(self) -> None:
        """In sign-off, ask the editors for the answers without which nobody signs and nothing is approved."""
        if self.state.phase == Phase.SIGN_OFF and self._lacking() and self.state.held_by is None:
            self.tell(AnswersAwaited(by="rule", unanswered=len(self._lacking())))

    def settle_if_nobody_is_asked(self) -> None:
        """End a round in favour in which every verdict carried over; who is against may still change their mind."""
        if not waiting(self.state) and self.result() == "met":
            self.settle()

    def result(self) -> str:
        """What the open round comes to if nobody says anything more: met, against, or undecided where too few spoke."""
        return close(self.state.policy.vote, ballot(self.state)).status

    def _settle_round(self) -> None:
        """By the votes that no other can change; where the ladder had settled it, by those cast."""
        held = self.state.held_by
        by_ladder = held == "ladder"
        status = self.result() if by_ladder else count(self.state.policy.vote, ballot(self.state)).status
        if status in ("met", "against"):
            by = held if status == "met" or by_ladder else None
            self.close_round(in_favour=status == "met", by=by or "rule")
        elif held is not None:
            self.tell(VoteUnsettled())

    def _is_held_back(self, by: str) -> bool:
        """Whether the round waits, for answers or for disagreements to be settled, instead of ending in favour.

        A coordinator's decision does not wait.
        """
        lacking, unsettled = self._lacking(), unsettled_in(self.state)
        if not lacking and not unsettled:
            return False
        if by == "coordinator":
            raise self.holding()
        if self.state.held_by is None:
            held = {"by": by, "unanswered": len(lacking), "disagreements": len(unsettled)}
            self.tell(AnswersAwaited.model_validate(held))
        return True

    def _lacking(self) -> tuple[Unanswered, ...]:
        return self.unanswered if holds_back(self.state.policy, self.unanswered) else ()

    def require_answers(self) -> None:
        """Raises Refused("remarks_unanswered") where a remark lacks the answer that rules ask for."""
        if self._lacking():
            raise self.holding()

    def holding(self) -> Refused:
        """What holds the round back: how many remarks are unanswered, or disagreements open, and the first by id."""
        lacking, unsettled = self._lacking(), unsettled_in(self.state)
        if lacking:
            return Refused("remarks_unanswered", count=len(lacking), comments=[one.id for one in lacking[:MOST_NAMED]])
        named = [one.id for one in unsettled[:MOST_NAMED]]
        return Refused("disagreements_open", count=len(unsettled), disagreements=named)

    def close_round(self, *, in_favour: bool, by: str, note: Note | None = None) -> None:
        """End the round one way or the other, and open what follows.

        In favour only once remarks are answered and disagreements settled or taken to leadership; raises Refused
        (remarks_unanswered, disagreements_open) where the coordinator decides in favour before that.
        """
        if in_favour and self._is_held_back(by):
            return
        state = self.state
        assert state.head is not None
        self.tell(
            RoundClosed.model_validate(
                {
                    "round": state.round,
                    "revision_id": state.head.revision_id,
                    "by": by,
                    "person_id": self.facts.actor_id if by == "coordinator" else None,
                    "outcome": "in_favour" if in_favour else "against",
                    "note": note,
                }
            )
        )
        if not in_favour:
            self.resume_drafting()
            return
        signers = self.elect(Part.APPROVER, state.head.authors)
        self.open(
            SignOffOpened(
                revision_id=state.head.revision_id,
                signers=ids(signers),
                electors=signers,
                **self.opening(state.coming_policy.sign_off),
            )
        )
