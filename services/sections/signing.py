"""What a signature on a section would stand under, as it is shown and as the signature is held against it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from activities.lying import LyingSection, section_lying
from domain.disputes import Dispute
from domain.section.deputies import acting_for, principal_of
from domain.section.electorate import waiting
from domain.text.shares import changed_words
from schemas.actor import Actor
from schemas.problems import Refused
from schemas.section import Phase, SectionState
from schemas.views.signing import Changed, Disputed, GivenVerdict, SectionSigning, SignerView, TextSigned
from services.house import House
from services.identity.confirmations import ways
from services.people.names import names_in
from services.relations import section_for
from services.sections.disagreements import not_in_text
from storage.tables import Event, Revision, Stream


def read_signing(house: House, *, actor: Actor, section_id: str) -> SectionSigning:
    """What lies before the section's signers. Raises Refused: not_in_sign_off, and as `section_for` does."""
    with house.database.read() as session:
        section_for(session, "sections.signing", actor, section_id)
        lying = _lying(session, actor, section_id)
        state = lying.state
        before = _before(session, lying.before, actor)
        signers = _signers(session, lying)
        verdicts = _verdicts(session, state)
        disputed = shown_disputes(session, {section_id: lying.disputed})
        disputed += _not_in_text(house, session, lying.state)
        principal = principal_of(state, actor.id)
        instead_of = names_in(session, [principal]).get(principal) if principal else None
    return SectionSigning(
        section_id=section_id,
        revision_id=lying.head.revision_id,
        number=lying.head.number,
        text_hash=lying.head.text_hash,
        text=text_of(lying.head.revision_id),
        shown=lying.shown,
        before=before,
        changed=Changed()
        if before is None
        else changed_since(house, before.revision_id, before.text_hash, lying.head.revision_id, lying.head.text_hash),
        verdicts=verdicts,
        remarks=lying.remarks,
        unanswered=lying.unanswered,
        disputed=disputed,
        signers=signers,
        in_turn=state.policy.sign.order == "in_turn",
        needed=state.policy.sign.needed or len(state.signers),
        awaits_me=actor.id in [acting_for(state, one) for one in waiting(state)],
        instead_of=instead_of,
        deadline=state.deadline,
        confirm_by=list(ways(house, actor=actor)),
    )


def changed_since(house: House, base_id: str, base_hash: str, head_id: str, head_hash: str) -> Changed:
    """How the text with `head_hash` differs from the one with `base_hash`."""
    found = house.texts.comparison(base_hash, head_hash)
    words = changed_words(house.texts.diff(base_hash, head_hash)) if base_hash != head_hash else 0
    redline = f"/api/v1/revisions/{head_id}/redline?base_id={base_id}"
    return Changed(kind=found.change, words=words, base_id=base_id, redline=redline)


def text_of(revision_id: str) -> str:
    """Where the exact text of a revision is read."""
    return f"/api/v1/revisions/{revision_id}/text"


def shown_disputes(session: Session, disputed: Mapping[str, Sequence[Dispute]]) -> list[Disputed]:
    """The disagreements of sections as they are shown."""
    names = names_in(session, (one.author_id for found in disputed.values() for one in found))
    return [
        Disputed(
            id=one.id,
            section_id=section_id,
            comment_id=one.comment_id,
            author_id=one.author_id,
            author=names.get(one.author_id, ""),
            outcome=one.outcome,
        )
        for section_id, found in disputed.items()
        for one in found
    ]


def _not_in_text(house: House, session: Session, state: SectionState) -> list[Disputed]:
    found = not_in_text(house, session, state.id, state.cycle)
    names = names_in(session, (one.author_id for one in found))
    told = [one.model_dump() | {"author": names.get(one.author_id, ""), "outcome": "not_in_text"} for one in found]
    return [Disputed.model_validate(one) for one in told]


def _lying(session: Session, actor: Actor, section_id: str) -> LyingSection:
    state = SectionState.model_validate(session.get_one(Stream, f"section/{section_id}").state)
    if state.phase != Phase.SIGN_OFF or state.head is None:
        raise Refused("not_in_sign_off", phase=str(state.phase))
    return section_lying(session, state, state.head, actor.id)


def _before(session: Session, signed: Event | None, actor: Actor) -> TextSigned | None:
    if signed is None:
        return None
    revision = session.get_one(Revision, signed.data["revision_id"])
    person_id: str = signed.data["person_id"]
    return TextSigned(
        person_id=person_id,
        name=names_in(session, [person_id]).get(person_id, ""),
        at=signed.at,
        by_me=actor.id in (person_id, signed.data["deputy_id"]),
        revision_id=revision.id,
        number=revision.number or 0,
        text_hash=revision.text_hash,
    )


def _signers(session: Session, lying: LyingSection) -> list[SignerView]:
    state = lying.state
    signed = select(Event).where(Event.stream_id == f"section/{state.id}", Event.type == "signed")
    rows = session.exec(signed.order_by(col(Event.seq))).all()
    last = {row.data["person_id"]: row for row in rows if row.data["revision_id"] == lying.head.revision_id}
    deputies = {one.person_id: one.deputy_id for one in state.passes}
    return signers_shown(session, state.signers, state.signatures, waiting(state), last, deputies)


def signers_shown(
    session: Session,
    signers: tuple[str, ...],
    signatures: tuple[str, ...],
    awaited: tuple[str, ...],
    signed: dict[str, Any],
    deputies: dict[str, str],
) -> list[SignerView]:
    """The signers in their order; `signed` are the events of their signatures by person, `deputies` of who has not."""
    by = {one: signed[one].data["deputy_id"] if one in signatures else deputies.get(one) for one in signers}
    names = names_in(session, (*signers, *filter(None, by.values())))
    return [
        SignerView(
            person_id=one,
            name=names.get(one, ""),
            deputy=names.get(by[one] or ""),
            signed_at=signed[one].at if one in signatures else None,
            is_next=one in awaited,
        )
        for one in signers
    ]


def _verdicts(session: Session, state: SectionState) -> list[GivenVerdict]:
    names = names_in(session, [one for vote in state.votes for one in (vote.person_id, vote.deputy_id) if one])
    last = {vote.person_id: vote for vote in state.votes}
    return [
        GivenVerdict(
            person_id=vote.person_id,
            name=names.get(vote.person_id, ""),
            verdict=vote.verdict,
            tacit=vote.tacit,
            deputy=names.get(vote.deputy_id or ""),
            judged_id=vote.judged_id,
        )
        for vote in last.values()
    ]
