"""A decision being told: events are added one by one, and each sees the state the earlier ones left."""

from typing import Any

from domain.ballot import close, count
from domain.schedule import opening
from domain.section.electorate import ballot, enough_signed, judges
from domain.section.evolve import evolve
from domain.section.facts import Facts
from schemas.policy import PhaseRule
from schemas.section import Note, Phase, SectionState
from schemas.section_events import Approved, DraftingResumed, RoundClosed, SectionEvent, SignOffOpened


class Story:
    """The events of one decision and the state they lead to."""

    def __init__(self, state: SectionState, facts: Facts) -> None:
        self.state = state
        self.facts = facts
        self.events: list[SectionEvent] = []

    def tell(self, event: SectionEvent) -> None:
        """Add an event."""
        self.events.append(event)
        self.state = evolve(self.state, event)

    def opening(self, rule: PhaseRule) -> dict[str, Any]:
        """The fields of an event that opens a phase under `rule` now."""
        return opening(rule, self.facts.now, self.state.coming_policy.zone, self.facts.calendar)

    def resume_drafting(self) -> None:
        """Give the text back to its editors."""
        self.tell(DraftingResumed(**self.opening(self.state.coming_policy.drafting)))

    def settle(self) -> None:
        """End the open round or sign-off if what was said in it suffices, or can no longer change anything."""
        if self.state.phase == Phase.REVIEW:
            tally = count(self.state.policy.vote, ballot(self.state))
            if tally.status != "open":
                self.close_round(in_favour=tally.status == "met", by="rule")
        elif self.state.phase == Phase.SIGN_OFF and enough_signed(self.state):
            assert self.state.head is not None
            self.tell(Approved(revision_id=self.state.head.revision_id, text_hash=self.state.head.text_hash))

    def result(self) -> str:
        """What the open round comes to if nobody says anything more: met, against, or undecided where too few spoke."""
        return close(self.state.policy.vote, ballot(self.state)).status

    def close_round(self, *, in_favour: bool, by: str, note: Note | None = None) -> None:
        """End the round one way or the other, and open what follows."""
        state = self.state
        assert state.head is not None
        self.tell(
            RoundClosed.model_validate(
                {
                    "round": state.round,
                    "revision_id": state.head.revision_id,
                    "by": by,
                    "outcome": "in_favour" if in_favour else "against",
                    "note": note,
                }
            )
        )
        if not in_favour:
            self.resume_drafting()
            return
        self.tell(
            SignOffOpened(
                revision_id=state.head.revision_id,
                signers=judges(state.approvers, state.head.authors),
                **self.opening(state.coming_policy.sign_off),
            )
        )
