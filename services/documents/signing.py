"""What a signature on the whole would stand under, as it is shown and as the signature is held against it."""

from sqlmodel import Session, col, select

from activities.lying import LyingWhole, whole_lying, whole_signed
from domain.document.signing import awaited, principal_of, signers, waiting
from schemas.actor import Actor
from schemas.document import Candidate, CandidateSection, DocumentPhase, DocumentState
from schemas.problems import Refused
from schemas.views.signing import Changed, SectionOfWhole, WholeSigned, WholeSigning
from services.house import House
from services.identity.confirmations import ways
from services.people.names import names_in
from services.relations import document_for
from services.sections.bases import flags_of
from services.sections.signing import changed_since, shown_disputes, signers_shown, text_of
from storage.tables import Revision, Section, Stream


def read_signing(house: House, *, actor: Actor, document_id: str) -> WholeSigning:
    """What lies before the leaders. Raises Refused("not_found") while nothing does, and as `document_for` does."""
    with house.database.read() as session:
        document_for(session, "documents.signing", actor, document_id)
        lying = _lying(session, actor, document_id)
        state, candidate = lying.state, lying.candidate
        known = _known(session, candidate)
        flags = flags_of(session, [one.section_id for one in candidate.sections])
        last = {row.data["person_id"]: row for row in whole_signed(session, document_id)}
        deputies = {one.person_id: one.deputy_id for one in state.passes}
        people = signers_shown(session, signers(state), state.signatures, waiting(state), last, deputies)
        principal = principal_of(state, actor.id)
        instead_of = names_in(session, [principal]).get(principal) if principal else None
        disputed = shown_disputes(session, lying.disputed)
        before, gone = _before(session, lying, actor), _gone(session, lying)
    earlier = {one.section_id: one for one in lying.before[1].sections} if lying.before else {}
    return WholeSigning(
        document_id=document_id,
        number=candidate.number,
        hash=candidate.hash,
        shown=lying.shown,
        before=before,
        sections=[
            SectionOfWhole(
                section_id=one.section_id,
                position=known[one.section_id][0].position,
                title=known[one.section_id][0].title,
                revision_id=one.revision_id,
                number=known[one.section_id][1].number or 0,
                text_hash=one.text_hash,
                text=text_of(one.revision_id),
                changed=_changed(house, earlier.get(one.section_id), one),
                basis_changes=flags.get(one.section_id, 0),
            )
            for one in candidate.sections
        ],
        gone=gone,
        disputed=disputed,
        signers=people,
        in_turn=state.policy.sign.order == "in_turn",
        needed=state.policy.sign.needed or len(signers(state)),
        awaits_me=actor.id in awaited(state),
        instead_of=instead_of,
        deadline=state.deadline,
        confirm_by=list(ways(house, actor=actor)),
    )


def _lying(session: Session, actor: Actor, document_id: str) -> LyingWhole:
    state = DocumentState.model_validate(session.get_one(Stream, f"document/{document_id}").state)
    if state.phase != DocumentPhase.SIGNING or state.candidate is None:
        raise Refused("not_found")
    return whole_lying(session, state, state.candidate, actor.id)


def _known(session: Session, candidate: Candidate) -> dict[str, tuple[Section, Revision]]:
    query = select(Section, Revision).join(Revision, col(Revision.section_id) == col(Section.id))
    rows = session.exec(query.where(col(Revision.id).in_([one.revision_id for one in candidate.sections])))
    return {section.id: (section, revision) for section, revision in rows}


def _before(session: Session, lying: LyingWhole, actor: Actor) -> WholeSigned | None:
    if lying.before is None:
        return None
    signed, candidate = lying.before
    person_id: str = signed.data["person_id"]
    return WholeSigned(
        person_id=person_id,
        name=names_in(session, [person_id]).get(person_id, ""),
        at=signed.at,
        by_me=actor.id in (person_id, signed.data["deputy_id"]),
        number=candidate.number,
        hash=candidate.hash,
    )


def _gone(session: Session, lying: LyingWhole) -> list[str]:
    if lying.before is None:
        return []
    now = {one.section_id for one in lying.candidate.sections}
    missing = [one.section_id for one in lying.before[1].sections if one.section_id not in now]
    titles = dict(session.exec(select(Section.id, Section.title).where(col(Section.id).in_(missing))).all())
    return [titles[one] for one in missing]


def _changed(house: House, before: CandidateSection | None, now: CandidateSection) -> Changed:
    if before is None:
        return Changed()
    return changed_since(house, before.revision_id, before.text_hash, now.revision_id, now.text_hash)
