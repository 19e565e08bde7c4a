"""A decision being told: events are added one by one, and each sees the state the earlier ones left."""

from typing import Any

from domain.schedule import opening
from domain.section.evolve import evolve
from domain.section.facts import Facts
from schemas.policy import PhaseRule
from schemas.section import SectionState
from schemas.section_events import DraftingResumed, RoundClosed, SectionEvent, SignOffOpened


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
        return opening(rule, self.facts.now, self.state.policy.zone, self.facts.calendar)

    def resume_drafting(self) -> None:
        """Give the text back to its editors."""
        self.tell(DraftingResumed(**self.opening(self.state.policy.drafting)))

    def close_round(self, *, in_favour: bool, by: str) -> None:
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
                }
            )
        )
        if not in_favour:
            self.resume_drafting()
            return
        self.tell(
            SignOffOpened(
                revision_id=state.head.revision_id,
                signers=electorate(state.approvers, state.head.authors),
                **self.opening(state.policy.sign_off),
            )
        )


def electorate(people: tuple[str, ...], authors: tuple[str, ...]) -> tuple[str, ...]:
    """Those who may judge a text: everybody but the one who wrote it alone."""
    return tuple(person for person in people if set(authors) != {person})
