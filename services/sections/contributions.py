"""What the members of a body with one voice say among themselves before it speaks; nobody else learns of any of it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, func, or_, select

from activities.recording.people import current
from domain.rights import Relation
from domain.section.deputies import acting_for, principal_of
from domain.section.electorate import body_of
from domain.text.anchor import find_anchor
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.position_events import ContributionMade
from schemas.problems import Refused
from schemas.section import Phase, SectionState, Vote
from schemas.views.page import Page, Slice
from schemas.views.positions import ContributionForm, ContributionView, MemberOpinionView, SummaryView
from services.house import House
from services.rights import permit
from storage.journal import INSTALLATION, Journal, carry_out, known_receipt
from storage.paging import page_of
from storage.tables import Body, BodyMember, Contribution, Event, Person, Responsibility, Revision, Section, Stream


def list_contributions(
    house: House, *, actor: Actor, section_id: str, body_id: str, page: Page, revision_id: str | None = None
) -> Slice[ContributionView]:
    """Everything that was said inside a body about a section, or about one revision of it, first to last."""
    with house.database.read() as session:
        _state_for(session, "contributions.list", actor, section_id, body_id)
        query = select(Contribution).where(Contribution.section_id == section_id, Contribution.body_id == body_id)
        if revision_id is not None:
            query = query.where(Contribution.revision_id == revision_id)
        found = page_of(session, query, col(Contribution.id), lambda row: row.id, page)
    return found.each(lambda row: ContributionView.model_validate(row, from_attributes=True))


def add_contribution(
    house: House, *, actor: Actor, act: Act, section_id: str, body_id: str, form: ContributionForm
) -> Receipt:
    """Say something inside a body whose voice the open round asks for. The receipt names `contribution_id`.

    It is recorded in the body's own stream, so that the section's tells nothing of it.
    Raises Refused: round_closed, not_asked_here, outdated_revision, quote_not_found, quote_ambiguous.
    """
    known = known_receipt(house.database, act)
    if known is not None:
        return known
    with house.database.read() as session:
        state = _state_for(session, "contributions.add", actor, section_id, body_id)
        _require_asked(state, body_id, form.revision_id)
        revision = session.get_one(Revision, form.revision_id)
    said: dict[str, Any] = {
        "kind": form.kind,
        "verdict": str(form.verdict or ""),
        "text": form.text,
        "replacement": form.replacement,
    }
    if form.quote:
        anchor = find_anchor(house.texts.ast(revision.text_hash), form.quote, form.prefix, form.suffix)
        said |= anchor.model_dump(exclude={"text_hash"})

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[ContributionMade]]:
        row = Contribution(
            id=new_id(),
            body_id=body_id,
            section_id=section_id,
            revision_id=revision.id,
            person_id=actor.id,
            at=journal.now,
            **said,
        )
        journal.session.add(row)
        made = ContributionMade(
            contribution_id=row.id, section_id=section_id, revision_id=revision.id, typed=house.typed(row)
        )
        return {"contribution_id": row.id}, [made]

    return carry_out(house.database, house.clock, act, f"body/{body_id}", effect)


def read_summary(
    house: House, *, actor: Actor, section_id: str, body_id: str, revision_id: str | None = None
) -> SummaryView:
    """How a body stands inside on a revision, the latest without `revision_id`: what its head decides by."""
    with house.database.read() as session:
        state = _state_for(session, "contributions.summary", actor, section_id, body_id)
        about = revision_id or (state.head.revision_id if state.head else "")
        here = (
            Contribution.section_id == section_id,
            Contribution.body_id == body_id,
            Contribution.revision_id == about,
        )
        spoken = select(Contribution).where(*here, Contribution.kind == "opinion").order_by(col(Contribution.id))
        last = {row.person_id: row for row in session.exec(spoken)}
        said = select(func.count()).select_from(Contribution).where(*here, Contribution.kind != "opinion")
        head_id, vote = _seat(state, body_id, about)
        return SummaryView(
            body_id=body_id,
            name=session.get_one(Body, body_id).name,
            section_id=section_id,
            revision_id=about or None,
            asked=head_id is not None,
            head_id=head_id,
            speaker_id=acting_for(state, head_id) if head_id is not None else None,
            deadline=state.deadline if head_id is not None else None,
            counts=dict(Counter(row.verdict for row in last.values())),
            opinions=[MemberOpinionView.model_validate(row, from_attributes=True) for row in last.values()],
            silent=[person for person in _members(session, actor, body_id) if person not in last],
            contributions=session.exec(said).one(),
            official=vote.verdict if vote is not None else None,
        )


def _state_for(session: Session, operation: str, actor: Actor, section_id: str, body_id: str) -> SectionState:
    """The section's state, for who sits in the body today or speaks for it; to all others there is nothing here."""
    section = session.get(Section, section_id)
    stream = session.get(Stream, f"section/{section_id}") if section is not None else None
    state = SectionState.model_validate(stream.state) if stream is not None else None
    inside = (
        section is not None
        and state is not None
        and _has_a_voice(session, section, state, body_id)
        and is_inside(session, actor, state, body_id)
    )
    permit(operation, actor, {Relation.MEMBER} if inside else set(), refusal="not_found")
    assert state is not None
    return state


def _has_a_voice(session: Session, section: Section, state: SectionState, body_id: str) -> bool:
    """Whether the body has one voice in the section, by the matrix or in the open phase, or had one before."""
    if any(one.speaks_for == body_id for one in state.electors):
        return True
    here = or_(col(Responsibility.section_id).is_(None), col(Responsibility.section_id) == section.id)
    named = (Responsibility.document_id == section.document_id, Responsibility.body_id == body_id, here)
    if session.exec(select(Responsibility.id).where(*named, col(Responsibility.as_one))).first() is not None:
        return True
    said = (Contribution.section_id == section.id, Contribution.body_id == body_id)
    return session.exec(select(Contribution.id).where(*said)).first() is not None


def is_inside(session: Session, actor: Actor, state: SectionState, body_id: str) -> bool:
    """Whether the actor sits in the body today, or speaks for it in the open phase.

    Who stands in for its head from outside is let in by the head alone: nobody else opens what is said inside.
    """
    if actor.is_anonymous:
        return False
    head = principal_of(state, actor.id)
    speaks = body_of(state, head or actor.id) == body_id and (head is None or _let_in(session, state, head, actor.id))
    return speaks or actor.id in _members(session, actor, body_id)


def _let_in(session: Session, state: SectionState, head: str, deputy: str) -> bool:
    """Whether the head handed this duty to the deputy, or said who stands in while they are away."""
    passed = select(Event).where(
        Event.stream_id == f"section/{state.id}", Event.type == "duty_passed", Event.actor_id == head
    )
    if any((row.data["person_id"], row.data["deputy_id"]) == (head, deputy) for row in session.exec(passed)):
        return True
    recorded = select(Event).where(
        Event.stream_id == INSTALLATION, Event.type == "absence_recorded", Event.actor_id == head
    )
    away = ((row.data["person_id"], row.data["deputy_id"]) for row in session.exec(recorded))
    return (head, deputy) in away


def _members(session: Session, actor: Actor, body_id: str) -> list[str]:
    """Who sits in the body on the actor's day, with an open account."""
    query = select(BodyMember.person_id).join(Person, col(Person.id) == col(BodyMember.person_id))
    query = query.where(BodyMember.body_id == body_id, col(Person.active), *current(actor.today))
    return list(session.exec(query.order_by(BodyMember.person_id).distinct()))


def _require_asked(state: SectionState, body_id: str, revision_id: str) -> None:
    if state.phase != Phase.REVIEW:
        raise Refused("round_closed", phase=str(state.phase))
    if not any(one.speaks_for == body_id for one in state.electors):
        raise Refused("not_asked_here")
    if state.head is None or state.head.revision_id != revision_id:
        raise Refused("outdated_revision", revision_id=state.head.revision_id if state.head else None)


def _seat(state: SectionState, body_id: str, revision_id: str) -> tuple[str | None, Vote | None]:
    """Whose seat gives the body's voice in the open round on this revision, and what it said."""
    if state.phase != Phase.REVIEW or state.head is None or state.head.revision_id != revision_id:
        return None, None
    head_id = next((one.person_id for one in state.electors if one.speaks_for == body_id), None)
    return head_id, next((vote for vote in state.votes if vote.person_id == head_id), None)
