"""What waits for a person: everything that is awaited from them, the most urgent first."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import literal
from sqlmodel import Session, col, exists, func, select

from domain.document.signing import principal_of as principal_in_signing
from domain.explanation import waits_for
from domain.section.deputies import principal_of
from domain.section.disputed import due_from, is_held, open_in
from domain.section.electorate import progress
from schemas.actor import Actor
from schemas.deadline import Deadline
from schemas.document import DocumentPhase, DocumentState
from schemas.section import Disagreement as Known
from schemas.section import Phase, SectionState
from schemas.views.waiting import WaitingView, What, When
from services.deadlines.duties import Awaited, duties_of, obligations_of
from services.house import House
from services.rights import permit
from storage.tables import Answer, Comment, Disagreement, Document, Event, Notice, Person, Revision, Section, Stream
from storage.unanswered import unanswered_of

_WHY = {
    "drafting": "editor",
    "review": "reviewer",
    "answers": "editor",
    "sign_off": "approver",
    "signing": "leader",
    "proposal": "voter",
}
_WEEK = timedelta(days=7)
WITH_DEADLINE = (Phase.DRAFTING, Phase.REVIEW, Phase.SIGN_OFF)


def list_waiting(house: House, *, actor: Actor) -> list[WaitingView]:
    """All that waits for the actor, whatever has no deadline last."""
    permit("notices.list", actor)
    now = house.clock()
    with house.database.read() as session:
        found = [_view(session, one, actor.id, now) for one in duties_of(session, actor.id)]
        found += _obligations(session, actor.id, now)
        found += _disputed(session, actor.id, now)
        found += _answered(session, actor.id, now)
        found += [*_undecided(session, actor.id), *_documents(session, actor.id), *_declined(session, actor.id)]
    return sorted(found, key=lambda one: (one.deadline is None, one.deadline.at if one.deadline else now, one.document))


def soon(deadline: Deadline, now: datetime) -> When:
    """How soon a deadline is, by the days of its own zone."""
    if deadline.at <= now:
        return "overdue"
    left = deadline.last_day - now.astimezone(ZoneInfo(deadline.zone)).date()
    return "today" if not left else "this_week" if left < _WEEK else "later"


def _view(session: Session, awaited: Awaited, person_id: str, now: datetime) -> WaitingView:
    state, duty = awaited.state, awaited.duty
    document = session.get_one(Document, awaited.document_id)
    return WaitingView.model_validate(
        {
            "what": duty.phase,
            "when": soon(duty.deadline, now),
            "deadline": duty.deadline,
            "since": state.opened_at,
            "why": _WHY[duty.phase],
            "instead_of": _principal(session, state, person_id),
            "document_id": document.id,
            "document": document.title,
            "asked_by": _asked_by(session, document, person_id),
            **(_section(session, state.id) if isinstance(state, SectionState) else {}),
            **(_held(session, state) if isinstance(state, SectionState) and state.held_by else {}),
            **(_to_read(session, state) if isinstance(state, SectionState) else {}),
        }
    )


def _asked_by(session: Session, document: Document, person_id: str) -> str:
    if document.coordinator_id == person_id:
        return ""
    return session.get_one(Person, document.coordinator_id).name


def _to_read(session: Session, state: SectionState) -> dict[str, Any]:
    """How far the others are, and how long the text is, of a section whose text is to be judged or signed."""
    if state.head is None or state.held_by or state.phase not in (Phase.REVIEW, Phase.SIGN_OFF):
        return {}
    done, asked = progress(state)
    head = session.get(Revision, state.head.revision_id)
    return {"done": done, "asked": asked, "words": head.words if head else 0}


def _held(session: Session, state: SectionState) -> dict[str, Any]:
    """Of a round that waits for answers: how many remarks have none, and since when nothing else is awaited."""
    awaited = (Event.stream_id == f"section/{state.id}", Event.type == "answers_awaited")
    since = session.exec(select(Event.at).where(*awaited).order_by(col(Event.seq).desc()).limit(1)).first()
    return {"remarks": len(unanswered_of(session, state.id, state.cycle)), "since": since}


def _principal(session: Session, state: Any, person_id: str) -> str | None:
    principal = None
    if isinstance(state, SectionState):
        principal = principal_of(state, person_id)
    elif isinstance(state, DocumentState):
        principal = principal_in_signing(state, person_id)
    return session.get_one(Person, principal).name if principal else None


def _section(session: Session, section_id: str) -> dict[str, Any]:
    section = session.get_one(Section, section_id)
    return {"section_id": section.id, "section": section.title, "position": section.position}


def _obligations(session: Session, person_id: str, now: datetime) -> list[WaitingView]:
    found = []
    for obligation, document, stream in obligations_of(session, person_id):
        deadline = Deadline.model_validate(obligation.deadline) if obligation.deadline else None
        since = stream.state.get("opened_at")
        found.append(
            WaitingView(
                what="obligation",
                when=soon(deadline, now) if deadline else "later",
                deadline=deadline,
                since=datetime.fromisoformat(since) if since else None,
                why="owner",
                instead_of=None,
                document_id=document.id,
                document=document.title,
                milestone_id=obligation.id,
                milestone=obligation.title,
            )
        )
    return found


def _disputed(session: Session, person_id: str, now: datetime) -> list[WaitingView]:
    """The open disagreements whose next step is the person's; due when the section is, where it waits for nothing else.

    Whoever is a party to one, or is to decide it, was told of it, so notices lead to every section that has some.
    """
    told = select(Notice.stream_id).where(Notice.person_id == person_id)
    sections = select(Disagreement.section_id).where(col(Disagreement.outcome).is_(None))
    rows = session.exec(
        select(Section, Document, Stream)
        .join(Document, col(Document.id) == col(Section.document_id))
        .join(Stream, col(Stream.id) == literal("section/") + col(Section.id))
        .where(col(Section.id).in_(sections), col(Stream.id).in_(told))
        .order_by(Section.id)
    )
    found = []
    for section, document, stream in rows:
        state = SectionState.model_validate(stream.state)
        deadline = state.deadline if is_held(state) else None
        for one in open_in(state):
            if person_id in due_from(state, one):
                view = WaitingView(
                    what="ruling" if one.decider_id else "settlement" if one.settlement else "disagreement",
                    when=soon(deadline, now) if deadline else "later",
                    deadline=deadline,
                    since=session.get_one(Disagreement, one.id).opened_at,
                    why="leader" if one.decider_id else "party",
                    instead_of=_decides_for(session, one, person_id),
                    document_id=document.id,
                    document=document.title,
                    disagreement_id=one.id,
                )
                found.append(view.model_copy(update=_section(session, section.id)))
    return found


def _answered(session: Session, person_id: str, now: datetime) -> list[WaitingView]:
    """The sections in which the person's remarks got answers that they may still uphold them against."""
    query = (
        select(Section, Document, Answer)
        .join(Comment, col(Comment.id) == col(Answer.comment_id))
        .join(Section, col(Section.id) == col(Comment.section_id))
        .join(Document, col(Document.id) == col(Section.document_id))
        .where(
            func.coalesce(Comment.voice_id, Comment.person_id) == person_id,
            Comment.state == Answer.kind,
            col(Section.phase).in_(WITH_DEADLINE),
            col(Answer.uphold_until).is_not(None),
        )
        .order_by(col(Section.id), col(Answer.at))
    )
    last = {answer.comment_id: (section, document, answer) for section, document, answer in session.exec(query)}
    found: dict[str, list[tuple[Section, Document, Answer, Deadline]]] = {}
    for section, document, answer in last.values():
        deadline = Deadline.model_validate(answer.uphold_until)
        if deadline.at > now:
            found.setdefault(section.id, []).append((section, document, answer, deadline))
    return [_to_content(rows, now) for rows in found.values()]


def _to_content(rows: list[tuple[Section, Document, Answer, Deadline]], now: datetime) -> WaitingView:
    """One entry for the answers of a section, due when the first of their terms ends."""
    section, document, first, _ = rows[0]
    deadline = min((deadline for *_, deadline in rows), key=lambda one: one.at)
    return WaitingView(
        what="contentment",
        when=soon(deadline, now),
        deadline=deadline,
        since=first.at,
        why="author",
        instead_of=None,
        document_id=document.id,
        document=document.title,
        section_id=section.id,
        section=section.title,
        position=section.position,
        remarks=len(rows),
    )


def _decides_for(session: Session, one: Known, person_id: str) -> str | None:
    """The name of who decides a disagreement, for who stands in for them."""
    if one.decider_id is None or one.deputy_id != person_id:
        return None
    return session.get_one(Person, one.decider_id).name


def _undecided(session: Session, person_id: str) -> list[WaitingView]:
    """The sections whose round only their coordinator can end."""
    rows = session.exec(
        select(Section, Document)
        .join(Document, col(Document.id) == col(Section.document_id))
        .where(Document.coordinator_id == person_id, Section.phase == str(Phase.REVIEW), col(Section.overdue))
        .order_by(Section.id)
    )
    found = []
    for section, document in rows:
        state = SectionState.model_validate(session.get_one(Stream, f"section/{section.id}").state)
        if waits_for(state) in ("decision", "return"):
            view = _of_coordinator("undecided", document, state.deadline, state.opened_at)
            found.append(view.model_copy(update={"when": "overdue", **_section(session, section.id)}))
    return found


def _documents(session: Session, person_id: str) -> list[WaitingView]:
    """The documents that only their coordinator can move on."""
    mine = (Document.coordinator_id == person_id, col(Document.phase).in_(("setup", "approved")))
    rows = session.exec(select(Document).where(*mine).order_by(Document.id))
    return [_of_coordinator("setup" if one.phase == "setup" else "approved", one, None, None) for one in rows]


def _declined(session: Session, person_id: str) -> list[WaitingView]:
    """The documents whose whole was declined and that stand still: nobody but their coordinator can move them on."""
    at_rest = (Phase.APPROVED, Phase.PUBLISHED, Phase.WITHDRAWN)
    at_work = exists().where(col(Section.document_id) == col(Document.id), col(Section.phase).not_in(at_rest))
    mine = (Document.coordinator_id == person_id, Document.phase == str(DocumentPhase.IN_WORK), ~at_work)
    rows = session.exec(select(Document).where(*mine).order_by(Document.id)).all()
    states = [DocumentState.model_validate(session.get_one(Stream, f"document/{one.id}").state) for one in rows]
    return [
        _of_coordinator("declined", one, None, None)
        for one, state in zip(rows, states, strict=True)
        if state.declined_hash is not None
    ]


def _of_coordinator(what: What, document: Document, deadline: Deadline | None, since: datetime | None) -> WaitingView:
    return WaitingView(
        what=what,
        when="later",
        deadline=deadline,
        since=since,
        why="coordinator",
        instead_of=None,
        document_id=document.id,
        document=document.title,
    )
