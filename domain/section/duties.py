"""Who has which duty in the open phase changes hands: reassignment and recusal."""

from domain.section.electorate import judges, seated, spoken, unsigned
from domain.section.story import Story
from schemas.problems import Refused
from schemas.section import Part, Phase, SectionState
from schemas.section_commands import Reassign, Recuse
from schemas.section_events import Reassigned, Recused

ELECTING = {Phase.REVIEW: Part.REVIEWER, Phase.SIGN_OFF: Part.APPROVER}
"""Whose word the phase waits for, in the phases that have an electorate."""


def reassign(story: Story, command: Reassign) -> None:
    """Put one person in another's place in a part, or add somebody."""
    state = story.state
    people = {Part.EDITOR: state.editors, Part.REVIEWER: state.reviewers, Part.APPROVER: state.approvers}[command.part]
    if command.joins in people:
        raise Refused("already_assigned")
    if command.leaves is not None:
        if command.leaves not in people:
            raise Refused("not_assigned")
        _require_unspoken(state, command)
        _require_signers(state, command)
    story.tell(Reassigned(part=command.part, leaves=command.leaves, joins=command.joins, note=command.note))


def _require_unspoken(state: SectionState, command: Reassign) -> None:
    """Who is replaced in an open electorate has not acted in it, and who replaces them may judge this text."""
    if command.part != ELECTING.get(state.phase) or command.leaves not in seated(state):
        return
    if command.leaves in spoken(state):
        raise Refused("already_acted")
    if state.head is not None and set(state.head.authors) == {command.joins}:
        raise Refused("wrote_it_alone")


def _require_signers(state: SectionState, command: Reassign) -> None:
    """A swap of approvers during a review leaves enough of them who may sign the revision at hand."""
    if state.phase != Phase.REVIEW or command.part != Part.APPROVER or state.head is None:
        return
    stay = tuple(command.joins if person == command.leaves else person for person in state.approvers)
    if len(judges(stay, state.head.authors)) < (state.coming_policy.sign.needed or 1):
        raise Refused("wrote_it_alone")


def recuse(story: Story, command: Recuse) -> None:
    """Take somebody out of the open electorate with what they said, and count again over those who are left."""
    state, person = story.state, command.person_id
    part = ELECTING[state.phase]
    if person not in seated(state):
        raise Refused("not_a_voter" if part == Part.REVIEWER else "not_a_signer")
    story.tell(
        Recused(
            part=part,
            person_id=person,
            reason="conflict",
            base=len(seated(state)) - 1,
            next_id=_next_up(state, person),
            note=command.note,
        )
    )
    story.settle()


def _next_up(state: SectionState, leaves: str) -> str | None:
    """Whose turn to sign it becomes when the one whose turn it is leaves."""
    if state.phase != Phase.SIGN_OFF or state.policy.sign.order != "in_turn" or unsigned(state) != (leaves,):
        return None
    return next((person for person in state.signers if person not in (*state.signatures, leaves)), None)
