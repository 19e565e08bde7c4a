"""What of others' opinions somebody sees in a section: everything that shows comments, votes or events asks here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, not_, or_, true
from sqlmodel import Session, col, select

from domain.opinions import leading, own_part, seat_of, sees_opinions
from domain.rights import Relation
from domain.section.electorate import is_blind
from schemas.actor import Actor
from schemas.problems import Refused
from schemas.section import Phase, SectionState
from services.relations import relations_to_document, relations_to_section
from storage.tables import Comment, Document, Event, Section, Stream

_MOVED = ("extended", "ladder_extended", "deadline_recounted", "grace_given")
_EARLIER = ("carried", "outdated")


@dataclass(frozen=True)
class Opinions:
    """A section's state and who asks; `opening` is what opened the round in which others' opinions are hidden."""

    state: SectionState
    person_id: str
    opening: Event | None = None

    @property
    def are_hidden(self) -> bool:
        """Whether the person has to give their own opinion first."""
        return self.opening is not None

    def require_open(self) -> None:
        """Raises Refused("own_opinion_first") for what cannot be shown in part."""
        if self.are_hidden:
            raise Refused("own_opinion_first")

    @property
    def known(self) -> SectionState:
        """The state as far as the person knows it: while others' opinions are hidden, as if nobody else had spoken."""
        return own_part(self.state, self.person_id) if self.are_hidden else self.state

    def known_of(self, awaited: Iterable[str]) -> tuple[str, ...]:
        """Of those who are awaited whom the person knows of: while others' opinions are hidden, only themselves."""
        return tuple(one for one in awaited if not self.are_hidden or one == self.person_id)

    def event(self, row: Event) -> dict[str, Any]:
        """What an event says, without what others said of earlier revisions where that is hidden."""
        if self.opening is None or row.seq < self.opening.seq:
            return row.data
        seat = seat_of(self.state, self.person_id)
        kept = {name: [one for one in row.data.get(name, ()) if one["person_id"] == seat] for name in _EARLIER}
        return row.data | kept

    @property
    def shown(self) -> ColumnElement[bool]:
        """The comments of the section that the person sees: while others' are hidden, their own and earlier ones.

        In their own threads also what editors and the coordinator reply.
        """
        if self.opening is None:
            return true()
        head = self.state.head
        said_now = or_(
            col(Comment.revision_id) == (head.revision_id if head else ""), col(Comment.at) >= self.opening.at
        )
        own = select(Comment.id).where(Comment.section_id == self.state.id, Comment.person_id == self.person_id)
        replied = and_(col(Comment.parent_id).in_(own), col(Comment.person_id).in_(leading(self.state)))
        return or_(col(Comment.person_id) == self.person_id, not_(said_now), replied)


def opinions_in(session: Session, actor: Actor, section: Section) -> Opinions:
    """What the actor sees in a section; who may read it at all is asked before."""
    state = SectionState.model_validate(session.get_one(Stream, f"section/{section.id}").state)
    if not is_blind(state):
        return Opinions(state, actor.id)
    document = session.get_one(Document, section.document_id)
    relations = relations_to_document(session, actor, document) | relations_to_section(session, actor, section)
    leads = not relations.isdisjoint({Relation.COORDINATOR, Relation.EDITOR})
    if sees_opinions(state, actor.id, leads=leads):
        return Opinions(state, actor.id)
    return Opinions(state, actor.id, _opening(session, section.id))


def require_visible(session: Session, actor: Actor, section: Section, comment: Comment) -> None:
    """Raises Refused("not_found") for a comment that the actor does not see yet."""
    seen = select(Comment.id).where(Comment.id == comment.id, opinions_in(session, actor, section).shown)
    if session.exec(seen).first() is None:
        raise Refused("not_found")


def hidden_comments(session: Session, actor: Actor, document_id: str) -> set[str]:
    """The ids of all comments of a document that the actor does not see yet."""
    hidden: set[str] = set()
    for found in blind_sections(session, actor, document_id):
        query = select(Comment.id).where(Comment.section_id == found.state.id, not_(found.shown))
        hidden |= set(session.exec(query))
    return hidden


def blind_sections(session: Session, actor: Actor, document_id: str) -> list[Opinions]:
    """The sections of a document in which others' opinions are hidden from the actor now."""
    query = select(Section).where(Section.document_id == document_id, Section.phase == Phase.REVIEW)
    found = (opinions_in(session, actor, section) for section in session.exec(query).all())
    return [one for one in found if one.are_hidden]


def told_openly(session: Session, section_id: str) -> tuple[int, datetime]:
    """A number that grows whenever the deadline of an open round moves, and when it did; what people say adds nothing.

    It goes on from the round's own place in the record.
    """
    opening = _opening(session, section_id)
    moved = (Event.stream_id == opening.stream_id, Event.seq > opening.seq, col(Event.type).in_(_MOVED))
    at = session.exec(select(Event.at).where(*moved).order_by(col(Event.seq))).all()
    return opening.seq + len(at), at[-1] if at else opening.at


def _opening(session: Session, section_id: str) -> Event:
    opened = (Event.stream_id == f"section/{section_id}", Event.type == "round_opened")
    return session.exec(select(Event).where(*opened).order_by(col(Event.seq).desc()).limit(1)).one()
