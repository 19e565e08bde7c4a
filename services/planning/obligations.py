"""What people do about a milestone that is in force: fulfil it, extend it, call it off."""

from collections.abc import Callable

from sqlmodel import Session

from domain.rights import Relation
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.obligation import CancelObligation, ExtendObligation, Fulfil, ObligationCommand
from schemas.problems import Refused
from schemas.section import Note
from schemas.section_commands import Recount
from schemas.views.document_forms import ExtendForm, ReasonForm
from schemas.views.plan_forms import EvidenceForm
from services.acts import carry, given
from services.house import House
from services.relations import document_for, relations_to_document
from services.rights import permit
from storage.tables import Document, Obligation, ObligationPerson


async def fulfil(
    house: House, *, actor: Actor, act: Act, document_id: str, milestone_id: str, form: EvidenceForm
) -> Receipt:
    """Mark a milestone as done, with what shows it."""

    def command(note: Note | None) -> Fulfil:
        return Fulfil(note=given(note))

    return await _act(house, "milestones.fulfil", actor, act, (document_id, milestone_id), form.evidence, command)


async def extend(
    house: House, *, actor: Actor, act: Act, document_id: str, milestone_id: str, form: ExtendForm
) -> Receipt:
    """Move a milestone's deadline, with a reason."""

    def command(note: Note | None) -> ExtendObligation:
        return ExtendObligation(limit=form.limit, note=given(note))

    return await _act(house, "milestones.extend", actor, act, (document_id, milestone_id), form.reason, command)


async def recount(
    house: House, *, actor: Actor, act: Act, document_id: str, milestone_id: str, form: ReasonForm
) -> Receipt:
    """Count a milestone's deadline anew by the calendar now in force, with a reason; a plain day of the plan stands.

    Raises Refused: deadline_stands, deadline_in_past, wrong_phase.
    """

    def command(note: Note | None) -> Recount:
        return Recount(note=given(note))

    return await _act(house, "milestones.recount", actor, act, (document_id, milestone_id), form.reason, command)


async def cancel(
    house: House, *, actor: Actor, act: Act, document_id: str, milestone_id: str, form: ReasonForm
) -> Receipt:
    """Call a milestone off, with a reason."""

    def command(note: Note | None) -> CancelObligation:
        return CancelObligation(note=given(note))

    return await _act(house, "milestones.cancel", actor, act, (document_id, milestone_id), form.reason, command)


def obligation_for(
    session: Session, operation: str, actor: Actor, document_id: str, milestone_id: str
) -> tuple[Document, Obligation]:
    """What a milestone in force asks for, and its document, if the actor may do the operation on it.

    Raises Refused("not_found") as `document_for` does, and where nothing is owed by that milestone.
    """
    document, owed = document_for(session, operation, actor, document_id), session.get(Obligation, milestone_id)
    if owed is None or owed.document_id != document_id:
        raise Refused("not_found")
    return document, owed


async def _act(
    house: House,
    operation: str,
    actor: Actor,
    act: Act,
    place: tuple[str, str],
    reason: str,
    command: Callable[[Note | None], ObligationCommand],
) -> Receipt:
    document_id, milestone_id = place

    def admit(session: Session) -> None:
        document, owed = session.get(Document, document_id), session.get(Obligation, milestone_id)
        relations = relations_to_document(session, actor, document) if document else set()
        if owed is not None and session.get(ObligationPerson, (milestone_id, actor.id)) is not None:
            relations.add(Relation.SELF)
        sees = Relation.PARTICIPANT in relations or actor.role == "administrator"
        permit(operation, actor, relations, refusal="not_allowed" if sees else "not_found")
        if owed is None or owed.document_id != document_id:
            raise Refused("not_found")

    return await carry(
        house,
        f"obligation/{milestone_id}",
        act,
        admit=admit,
        command=lambda _seen, note: command(note),
        reason=reason,
    )
