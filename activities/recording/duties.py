"""People who leave or are away: what that does to the open phases they have a duty in, in another act's transaction.

The streams that are moved here are followed by their workflows when the sweeper next looks.
"""

from sqlalchemy import String, cast
from sqlmodel import col, select

from activities.recording.documents import DocumentKind
from activities.recording.kind import Moment
from activities.recording.people import day_of, known_people
from activities.recording.sections import SectionKind
from domain.section.deputies import principal_of
from domain.section.electorate import ACTING, seated
from schemas.document_commands import LeaveDocument, StandInForLeader
from schemas.section import SectionState
from schemas.section_commands import Leave, StandIn
from storage.tables import Person, Stream


def leave_everything(moment: Moment, person_id: str) -> None:
    """Somebody's account was closed: they leave every open phase and signing, and are missed as coordinator.

    Call it after the change itself, inside its transaction; `moment` may be at any stream.
    """
    session = moment.journal.session
    session.flush()
    governing = select(Person.id).where(Person.role == "administrator", col(Person.active)).order_by(Person.id)
    leave = LeaveDocument(person_id=person_id, administrators=tuple(session.exec(governing)))
    for there in _documents_of(moment, person_id):
        DocumentKind(SectionKind()).apply(there, leave)
    leave_sections(moment, person_id, "deactivated")


def leave_sections(moment: Moment, person_id: str, reason: str) -> None:
    """Somebody was deactivated, or left_body: they leave every open phase that this takes them out of.

    Call it after the change itself, inside its transaction; `moment` may be at any stream.
    """
    session = moment.journal.session
    session.flush()
    known = known_people(session, [person_id], day_of(moment)).known
    bodies = known[person_id].bodies if person_id in known else ()
    leave = Leave.model_validate({"person_id": person_id, "reason": reason, "bodies": bodies})
    for there in _with_duty(moment, person_id):
        SectionKind().apply(there, leave)


def stand_in_for(moment: Moment, person_id: str) -> None:
    """Somebody is away today: what they owe passes to their deputy in every open phase; raises as `apply` does.

    Call it after the absence was written, inside its transaction; nothing happens if it begins on another day.
    """
    session = moment.journal.session
    session.flush()
    if known_people(session, [person_id], day_of(moment)).absent.get(person_id) is not None:
        for there in _documents_of(moment, person_id):
            DocumentKind(SectionKind()).apply(there, StandInForLeader(person_id=person_id))
        for there in _with_duty(moment, person_id):
            SectionKind().apply(there, StandIn(person_id=person_id))


def _documents_of(moment: Moment, person_id: str) -> list[Moment]:
    """The documents that somebody coordinates or leads, or in whose signing they stand in for a leader; locked."""
    named = cast(col(Stream.state), String).contains(f'"{person_id}"', autoescape=True)
    query = select(Stream.id).where(Stream.kind == "document", col(Stream.closed).is_(False), named)
    return [moment.at(stream_id) for stream_id in moment.journal.session.exec(query.order_by(Stream.id)).all()]


def _with_duty(moment: Moment, person_id: str) -> list[Moment]:
    """The sections in whose open phase somebody has a seat, or stands in for another; locked in the order of ids."""
    named = cast(col(Stream.state), String).contains(f'"{person_id}"', autoescape=True)
    query = select(Stream.id).where(Stream.kind == "section", col(Stream.closed).is_(False), named)
    found = []
    for stream_id in moment.journal.session.exec(query.order_by(Stream.id)).all():
        there = moment.at(stream_id)
        state = SectionState.model_validate(there.stream.state)
        takes_part = person_id in seated(state) or principal_of(state, person_id) is not None
        if state.phase in ACTING and takes_part:
            found.append(there)
    return found
