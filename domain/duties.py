"""What a person still owes in a section or document, until when: the entries of a calendar of deadlines."""

from dataclasses import dataclass

from domain.document.signing import awaited as awaited_in_document
from domain.section.alarms import awaited as awaited_in_section
from domain.section.alarms import still_asked
from domain.section.disputed import is_held
from schemas.deadline import Deadline
from schemas.document import DocumentPhase, DocumentState
from schemas.proposal import ProposalPhase, ProposalState
from schemas.section import SectionState


@dataclass(frozen=True)
class Duty:
    """One act that is awaited by a deadline; `id` stays the same when the deadline moves.

    `phase` is the open one, or `answers` of a review that waits for nothing else.
    """

    id: str
    phase: str
    deadline: Deadline


def duty_in_section(state: SectionState, person_id: str) -> Duty | None:
    """What the section's open phase waits for from the person, if it does; disagreements are a duty of their own."""
    if state.deadline is None:
        return None
    phase = "answers" if state.held_by is not None else str(state.phase)
    if person_id in still_asked(state):
        phase = str(state.phase)
    elif is_held(state) or person_id not in awaited_in_section(state):
        return None
    return Duty(f"{state.id}.{state.cycle}.{phase}.{state.round}", phase, state.deadline)


def duty_in_document(state: DocumentState, person_id: str) -> Duty | None:
    """The signature on the whole that is awaited from the person, if it is."""
    if state.phase != DocumentPhase.SIGNING or state.deadline is None or person_id not in awaited_in_document(state):
        return None
    return Duty(f"{state.id}.{state.cycle}.signing.{state.candidates}", "signing", state.deadline)


def duty_in_proposal(state: ProposalState, person_id: str) -> Duty | None:
    """The vote whether to begin that is awaited from the person, if it is."""
    voters = {elector.person_id for elector in state.terms.electors} if state.terms else set()
    spoken = {vote.person_id for vote in state.votes}
    if state.phase != ProposalPhase.OPEN or state.deadline is None or person_id not in voters - spoken:
        return None
    return Duty(f"{state.id}.{state.cycle}.proposal", "proposal", state.deadline)
