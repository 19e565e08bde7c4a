"""Disagreements shown: listed by section and document, and each with both wordings side by side."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from domain.rights import Relation
from domain.section.disputed import due_from, found
from domain.text.flat import plain_line, read_lines
from domain.text.plain import document_text
from domain.text.wordings import stands_in
from schemas.actor import Actor
from schemas.problems import Refused
from schemas.section import Disagreement as Known
from schemas.section import SectionState
from schemas.views.disagreements import DisagreementView, MeetingView, SettlementView, State
from schemas.views.page import Page, Slice
from services.house import House
from services.relations import document_for, relations_to_document, relations_to_section, section_for
from services.rights import may, permit
from services.sections.comments import answers_of, speaks_for
from services.sections.opinions import opinions_in
from storage.paging import page_of
from storage.tables import Comment, Disagreement, Document, Meeting, Note, Placement, Section, Stream

Row = TypeVar("Row", Comment, Section)


def list_disagreements(
    house: House, *, actor: Actor, section_id: str, page: Page, is_open: bool = False
) -> Slice[DisagreementView]:
    """The disagreements of a section, all or those without an outcome, in the order in which they arose."""
    with house.database.read() as session:
        section = section_for(session, "disagreements.list", actor, section_id)
        return _page(house, session, page, [_shown(session, actor, section)], is_open=is_open)


def list_of_document(
    house: House, *, actor: Actor, document_id: str, page: Page, is_open: bool = False
) -> Slice[DisagreementView]:
    """The same of all sections of a document."""
    with house.database.read() as session:
        document = document_for(session, "disagreements.list_of_document", actor, document_id)
        sections = session.exec(select(Section).where(Section.document_id == document.id)).all()
        return _page(house, session, page, [_shown(session, actor, one) for one in sections], is_open=is_open)


def read_disagreement(house: House, *, actor: Actor, disagreement_id: str) -> DisagreementView:
    """One disagreement."""
    with house.database.read() as session:
        row = disagreement_for(session, "disagreements.read", actor, disagreement_id)
        return _views(house, session, [row])[0]


def disagreement_for(session: Session, operation: str, actor: Actor, disagreement_id: str) -> Disagreement:
    """A disagreement, if the actor may do the operation on it.

    Raises Refused("not_found") also where its remark is not to be seen yet by who has to give their own opinion first.
    """
    row = session.get(Disagreement, disagreement_id)
    if row is None:
        raise Refused("not_found")
    section = session.get_one(Section, row.section_id)
    relations = relations_to_disagreement(session, actor, row)
    seen = select(Disagreement.id).where(Disagreement.id == row.id, _shown(session, actor, section))
    sees = may("disagreements.read", actor, relations)
    if sees and session.exec(seen).first() is None:
        raise Refused("not_found")
    permit(operation, actor, relations, refusal="not_allowed" if sees else "not_found")
    return row


def relations_to_disagreement(session: Session, actor: Actor, row: Disagreement) -> set[Relation]:
    """How the actor stands to a disagreement: as to its section, its author besides as to what is their own.

    Who stands in for who decides it is as they are.
    """
    section = session.get_one(Section, row.section_id)
    document = session.get_one(Document, section.document_id)
    relations = relations_to_document(session, actor, document) | relations_to_section(session, actor, section)
    remark = session.get_one(Comment, row.comment_id)
    if Relation.PARTICIPANT in relations and speaks_for(session, actor, document.id, remark):
        relations.add(Relation.SELF)
    if row.outcome is None and row.id in _deciding_for(_state(session, section.id), actor.id):
        relations |= {Relation.LEADER, Relation.PARTICIPANT}
    return relations


def _shown(session: Session, actor: Actor, section: Section) -> ColumnElement[bool]:
    """The disagreements of a section over remarks that the actor sees, and those that they are to decide."""
    opinions = opinions_in(session, actor, section)
    visible = select(Comment.id).where(Comment.section_id == section.id, opinions.shown)
    here = col(Disagreement.section_id) == section.id
    mine = or_(
        col(Disagreement.decider_id) == actor.id,
        col(Disagreement.id).in_(_deciding_for(opinions.state, actor.id)),
    )
    return here & or_(col(Disagreement.comment_id).in_(visible), mine)


def _deciding_for(state: SectionState, person_id: str) -> list[str]:
    """The disagreements that somebody decides in the place of another, or did."""
    return [one.id for one in state.disagreements if one.deputy_id == person_id]


def _page(
    house: House, session: Session, page: Page, shown: Sequence[ColumnElement[bool]], *, is_open: bool
) -> Slice[DisagreementView]:
    query = select(Disagreement).where(or_(False, *shown))
    if is_open:
        query = query.where(col(Disagreement.outcome).is_(None))
    rows = page_of(session, query, col(Disagreement.id), lambda row: row.id, page)
    return Slice(items=_views(house, session, rows.items), next_after=rows.next_after)


def _views(house: House, session: Session, rows: Sequence[Disagreement]) -> list[DisagreementView]:
    comments = _by_id(session, Comment, (row.comment_id for row in rows))
    sections = _by_id(session, Section, (row.section_id for row in rows))
    meetings: dict[str, list[Meeting]] = {row.id: [] for row in rows}
    asked = select(Meeting).where(col(Meeting.disagreement_id).in_(meetings)).order_by(col(Meeting.id))
    for meeting in session.exec(asked):
        meetings[meeting.disagreement_id].append(meeting)
    notes = _notes(session, rows, [one for held in meetings.values() for one in held])
    answers = answers_of(session, list(comments))
    states = {id_: _state(session, id_) for id_ in sections}
    texts = _Texts(house, session)
    views = []
    for row in rows:
        comment, state = comments[row.comment_id], states[row.section_id]
        known = found(state, row.id)
        assert known is not None
        said = {name: notes.get(getattr(row, f"{name}_id") or "", "") for name in ("reason", "wording", "grounds")}
        more = {
            **said,
            "state": _where(row, meetings[row.id]),
            "quote": comment.quote,
            "standing": texts.standing(comment, sections[row.section_id]),
            "proposed": notes.get(row.proposed_id or "", "") or comment.replacement or comment.text,
            "answer": answers[comment.id][-1] if comment.id in answers else None,
            "meetings": [_meeting(one, notes) for one in meetings[row.id]],
            "settlement": _settlement(known, notes),
            "deputy_id": known.deputy_id,
            "waits_for": list(due_from(state, known)),
        }
        view = DisagreementView.model_validate(row.model_dump() | more)
        views.append(view.model_copy(update={"in_text": texts.has(wording_of(view), sections[row.section_id])}))
    return views


def wording_of(view: DisagreementView) -> str:
    """The words that are to stand in the text after a disagreement; empty where the text stays as it is."""
    if view.closed_at is None or not view.changes:
        return ""
    return view.proposed if view.decision == "proposed" else view.wording


def not_in_text(house: House, session: Session, section_id: str, cycle: int) -> list[DisagreementView]:
    """The disagreements of a section's cycle whose agreed or decided words do not stand in its latest revision."""
    ended = (Disagreement.section_id == section_id, Disagreement.cycle == cycle, col(Disagreement.changes))
    rows = session.exec(select(Disagreement).where(*ended).order_by(col(Disagreement.id))).all()
    return [view for view in _views(house, session, rows) if view.in_text is False]


def _where(row: Disagreement, meetings: Sequence[Meeting]) -> State:
    if row.outcome is not None:
        return row.outcome  # type: ignore[return-value]
    return "leadership" if row.decider_id else "meeting" if meetings else "open"


def _meeting(row: Meeting, notes: dict[str, str]) -> MeetingView:
    minutes = notes.get(row.minutes_id, "") if row.minutes_id else None
    place = notes.get(row.place_id, "")
    return MeetingView(id=row.id, at=row.at, place=place, participants=row.participants, minutes=minutes)


def _settlement(known: Known, notes: dict[str, str]) -> SettlementView | None:
    one = known.settlement
    if one is None:
        return None
    text = notes.get(one.wording.id, "")
    return SettlementView(id=one.wording.id, text=text, changes=one.changes, accepted=list(one.accepted))


def _notes(session: Session, rows: Iterable[Disagreement], meetings: Iterable[Meeting]) -> dict[str, str]:
    ids = [id_ for row in rows for id_ in (row.reason_id, row.proposed_id, row.settlement_id, row.wording_id)]
    ids += [row.grounds_id for row in rows] + [id_ for one in meetings for id_ in (one.place_id, one.minutes_id)]
    return dict(session.exec(select(Note.id, Note.text).where(col(Note.id).in_([one for one in ids if one]))).all())


def _state(session: Session, section_id: str) -> SectionState:
    return SectionState.model_validate(session.get_one(Stream, f"section/{section_id}").state)


def _by_id(session: Session, table: type[Row], ids: Iterable[str]) -> dict[str, Row]:
    return {one: session.get_one(table, one) for one in dict.fromkeys(ids)}


class _Texts:
    """The present words of remarks, each text read once."""

    def __init__(self, house: House, session: Session) -> None:
        self._house, self._session = house, session
        self._lines: dict[str, list[str]] = {}

    def has(self, wording: str, section: Section) -> bool | None:
        """Whether these words stand in the latest revision; None where none have to, or there is no revision."""
        if not wording or section.text_hash is None:
            return None
        return stands_in(wording, document_text(self._house.texts.ast(section.text_hash)))

    def standing(self, comment: Comment, section: Section) -> str:
        """The words that stand in the latest revision where the remark was made; empty where there are none."""
        if section.head_id is None or section.text_hash is None or not comment.quote:
            return ""
        place = self._session.get(Placement, (comment.id, section.head_id))
        if place is None or place.block is None or place.start is None:
            return ""
        if section.text_hash not in self._lines:
            self._lines[section.text_hash] = read_lines(self._house.texts.lines(section.text_hash))
        return plain_line(self._lines[section.text_hash][place.block])[place.start : place.end]
