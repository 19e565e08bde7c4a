"""A decision being told: events are added one by one, and each sees the state the earlier ones left."""

from typing import Any

from domain.ballot import close, count
from domain.schedule import opening
from domain.section.deputies import next_passing, why_not
from domain.section.electorate import ACTING, ballot, elect, enough_signed, ids, seated
from domain.section.evolve import evolve
from domain.section.facts import Facts
from schemas.policy import PhaseRule
from schemas.section import Elector, Note, Part, Phase, SectionState
from schemas.section_events import (
    Approved,
    DeputiesLacking,
    DraftingResumed,
    RoundClosed,
    SectionEvent,
    SignOffOpened,
)


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

    def open(self, event: SectionEvent) -> None:
        """Add an event that opens a phase, and let those who are away be stood in for."""
        self.tell(event)
        people = self.facts.people
        away = tuple(person for person in seated(self.state) if people.absent.get(person) is not None)
        self.pass_on({person: people.absent[person] for person in away}, by="absence")

    def relieve_absent(self) -> None:
        """Let those be stood in for who have gone away since the phase opened, where a deputy may act."""
        people = self.facts.people
        for person in seated(self.state):
            deputy = people.absent.get(person)
            if deputy is not None and why_not(self.state, people, deputy) is None:
                self.pass_on({person: deputy}, by="absence")

    def pass_on(self, deputies: dict[str, str | None], by: str) -> None:
        """Pass the open duties of persons on to their deputies; where nobody may act, one event says so."""
        lacking: list[str] = []
        for person, deputy in deputies.items():
            event = next_passing(self.state, self.facts.people, person, deputy, by)
            if isinstance(event, DeputiesLacking):
                lacking.append(person)
            elif event is not None:
                self.tell(event)
        if lacking:
            self.tell(DeputiesLacking(part=ACTING[self.state.phase], persons=tuple(lacking)))

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
