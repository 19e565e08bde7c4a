"""What people do in the life of a document as a whole: launch, sign, decline, extend, publish."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlmodel import Session

from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.document_commands import (
    ChangeDocumentPolicy,
    DeclineDocument,
    DelegateSignature,
    DocumentCommand,
    ExtendDocument,
    LaunchDocument,
    OrderPublication,
    ProposeCandidate,
    ReassignDocument,
    SignDocument,
)
from schemas.policy import Policy, VotingRule
from schemas.problems import Refused
from schemas.section import Note
from schemas.section_commands import Recount
from schemas.views.document_forms import (
    CandidateForm,
    DeclineCandidateForm,
    DelegateForm,
    ExtendForm,
    PolicyForm,
    ReasonForm,
    ReassignDocumentForm,
)
from services.acts import carry, given
from services.documents.documents import policy_in, require_people
from services.documents.electorates import require_weighed
from services.house import House
from services.identity.confirmations import confirm, sealed
from services.relations import document_for
from storage.tables import Section


async def launch(house: House, *, actor: Actor, act: Act, document_id: str) -> Receipt:
    """Begin work on all sections.

    Raises Refused: section_not_staffed, document_without_sections, document_without_leaders, and what
    `domain.policy.check` raises for rules that can never be met.
    """

    def admit(session: Session) -> LaunchDocument:
        document = document_for(session, "documents.launch", actor, document_id)
        # What is recorded are the settings as they stand in the recording transaction.
        return LaunchDocument(
            coordinator_id=document.coordinator_id,
            approvers=tuple(document.approvers),
            policy=Policy.model_validate(document.policy),
        )

    carried = carry(house, f"document/{document_id}", act, admit=admit, command=lambda launch, _note: launch)
    return await _with_titles(house, carried)


async def propose(house: House, *, actor: Actor, act: Act, document_id: str) -> Receipt:
    """Lay the approved sections before leadership again."""
    return await _act(house, "documents.propose", actor, act, document_id, None, lambda _note: ProposeCandidate())


async def sign(house: House, *, actor: Actor, act: Act, document_id: str, form: CandidateForm) -> Receipt:
    """Approve the exact candidate, confirmed; raises Refused as `confirm` does, too, and shown_outdated."""

    def command(_note: Note | None) -> SignDocument:
        confirmed_by = confirm(house, actor=actor, form=form)
        signed = {"candidate_hash": form.candidate_hash, "shown": form.shown or ""}
        return SignDocument.model_validate({**signed, "confirmed_by": confirmed_by})

    act = await asyncio.to_thread(sealed, house, act, form)
    return await _act(house, "documents.sign", actor, act, document_id, None, command)


async def decline(house: House, *, actor: Actor, act: Act, document_id: str, form: DeclineCandidateForm) -> Receipt:
    """Decline the exact candidate, with reasons."""

    def command(note: Note | None) -> DeclineDocument:
        return DeclineDocument(candidate_hash=form.candidate_hash, note=given(note))

    return await _act(house, "documents.decline", actor, act, document_id, form.reason, command)


async def extend(house: House, *, actor: Actor, act: Act, document_id: str, form: ExtendForm) -> Receipt:
    """Move the deadline of the signing of the whole, with a reason."""

    def command(note: Note | None) -> ExtendDocument:
        return ExtendDocument(limit=form.limit, note=given(note))

    return await _act(house, "documents.extend", actor, act, document_id, form.reason, command)


async def change_policy(house: House, *, actor: Actor, act: Act, document_id: str, form: PolicyForm) -> Receipt:
    """Give a launched document new rules, from the next signing and from the next phase of its sections on."""

    def command(note: Note | None) -> ChangeDocumentPolicy:
        return ChangeDocumentPolicy(policy=policy_in(house, form.policy), note=given(note))

    carried = _act(house, "documents.policy", actor, act, document_id, form.reason, command, weighed=form.policy.vote)
    return await _with_titles(house, carried)


async def recount(house: House, *, actor: Actor, act: Act, document_id: str, form: ReasonForm) -> Receipt:
    """Count the deadline of the signing anew by the calendar now in force, with a reason.

    Raises Refused: deadline_stands, deadline_in_past, wrong_phase.
    """

    def command(note: Note | None) -> Recount:
        return Recount(note=given(note))

    return await _act(house, "documents.recount", actor, act, document_id, form.reason, command)


async def reassign(house: House, *, actor: Actor, act: Act, document_id: str, form: ReassignDocumentForm) -> Receipt:
    """Replace a leader or the coordinator of a launched document, with a reason."""

    def command(note: Note | None) -> ReassignDocument:
        return ReassignDocument(part=form.part, leaves=form.leaves, joins=form.joins, note=given(note))

    joins = [form.joins]
    return await _act(house, "documents.reassign", actor, act, document_id, form.reason, command, joins=joins)


async def delegate(house: House, *, actor: Actor, act: Act, document_id: str, form: DelegateForm) -> Receipt:
    """Hand one's open signature to a deputy, with a reason; a coordinator may hand over a leader's to somebody else.

    Raises Refused("deputy_unfit") where they name themselves.
    """
    person_id = form.person_id or actor.id
    if form.deputy_id == actor.id != person_id:
        raise Refused("deputy_unfit", deputy_id=form.deputy_id)

    def command(note: Note | None) -> DelegateSignature:
        return DelegateSignature(person_id=person_id, deputy_id=form.deputy_id, note=given(note))

    operation = "documents.delegate" if person_id == actor.id else "documents.reassign"
    joins = [form.deputy_id]
    return await _act(house, operation, actor, act, document_id, form.reason, command, joins=joins)


async def order_publication(house: House, *, actor: Actor, act: Act, document_id: str) -> Receipt:
    """Have the approved whole made into an edition and published; the receipt names `edition_id`."""
    # The same act always orders the same edition, so that a repetition can never order a second one.
    command = OrderPublication(edition_id=str(UUID(act.id[:32])))
    return await _act(house, "documents.order_publication", actor, act, document_id, None, lambda _note: command)


async def _with_titles(house: House, carried: Awaitable[Receipt]) -> Receipt:
    """What is refused of one section among several names it by its title, too."""

    def title(section_id: str) -> str:
        with house.database.read() as session:
            return session.get_one(Section, section_id).title

    try:
        return await carried
    except Refused as refused:
        section_id = refused.facts.get("section_id")
        if not isinstance(section_id, str):
            raise
        raise refused.about(section_title=await asyncio.to_thread(title, section_id)) from refused


async def _act(
    house: House,
    operation: str,
    actor: Actor,
    act: Act,
    document_id: str,
    reason: str | None,
    command: Callable[[Note | None], DocumentCommand],
    joins: list[str] | None = None,
    weighed: VotingRule | None = None,
) -> Receipt:
    def admit(session: Session) -> None:
        document_for(session, operation, actor, document_id)
        require_people(session, joins or [])
        if weighed is not None:
            require_weighed(session, weighed)

    return await carry(
        house, f"document/{document_id}", act, admit=admit, command=lambda _seen, note: command(note), reason=reason
    )
