"""People who leave or are away: what that does to the open phases they have a duty in, in another act's transaction.

The streams that are moved here are followed by their workflows when the sweeper next looks.
"""

from sqlalchemy import String, cast
from sqlmodel import col, select

from activities.recording.documents import DocumentKind
from activities.recording.kind import Moment
from activities.recording.obligations import ObligationKind
from activities.recording.people import day_of, known_people
from activities.recording.proposals import ProposalKind
from activities.recording.sections import SectionKind
from domain.section.deputies import principal_of
from domain.section.electorate import ACTING, seated
from schemas.document_commands import LeaveDocument, StandInForLeader
from schemas.obligation import LeaveObligation
from schemas.proposal import LeaveProposal
from schemas.section import SectionState
from schemas.section_commands import Leave, StandIn
from storage.tables import Person, Stream


def leave_everything(moment: Moment, person_id: str) -> None:
    """Somebody's account was closed: they leave every open phase, signing and vote, and owe nothing by a plan.

    As coordinator they are missed.

    Call it after the change itself, inside its transaction; `moment` may be at any stream.
    """
    session = moment.journal.session
    session.flush()
    leave = LeaveDocument(person_id=person_id, administrators=_administrators(moment))
    for there in _documents_of(moment, person_id):
        DocumentKind(SectionKind()).apply(there, leave)
    leave_rounds(moment, person_id, "deactivated")
    for there in _open_with(moment, "obligation", person_id):
        ObligationKind().apply(there, LeaveObligation(person_id=person_id))


def leave_rounds(moment: Moment, person_id: str, reason: str) -> None:
    """Somebody was deactivated, or left_body: they leave every open phase and vote that this takes them out of.

    Call it after the change itself, inside its transaction; `moment` may be at any stream.
    """
    session = moment.journal.session
    session.flush()
    known = known_people(session, [person_id], day_of(moment)).known
    bodies = known[person_id].bodies if person_id in known else ()
    leaves = {"person_id": person_id, "reason": reason, "bodies": bodies}
    for there in _with_duty(moment, person_id):
        SectionKind().apply(there, Leave.model_validate(leaves))
    leave = LeaveProposal.model_validate(leaves | {"administrators": _administrators(moment)})
    for there in _open_with(moment, "proposal", person_id):
        ProposalKind().apply(there, leave)


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


def _administrators(moment: Moment) -> tuple[str, ...]:
    governing = select(Person.id).where(Person.role == "administrator", col(Person.active)).order_by(Person.id)
    return tuple(moment.journal.session.exec(governing))


def _documents_of(moment: Moment, person_id: str) -> list[Moment]:
    """The documents that somebody coordinates or leads, or in whose signing they stand in for a leader; locked."""
    return _naming(moment, "document", person_id)


def _with_duty(moment: Moment, person_id: str) -> list[Moment]:
    """The sections in whose open phase somebody has a seat, or stands in for another; locked in the order of ids."""
    found = []
    for there in _naming(moment, "section", person_id):
        state = SectionState.model_validate(there.stream.state)
        takes_part = person_id in seated(state) or principal_of(state, person_id) is not None
        if state.phase in ACTING and takes_part:
            found.append(there)
    return found


def _open_with(moment: Moment, kind: str, person_id: str) -> list[Moment]:
    """The obligations or proposals that are open and whose state names somebody; locked in the order of ids."""
    return [there for there in _naming(moment, kind, person_id) if there.stream.state["phase"] == "open"]


def _naming(moment: Moment, kind: str, person_id: str) -> list[Moment]:
    """The streams of a kind that have not ended and whose state names somebody; locked in the order of ids."""
    named = cast(col(Stream.state), String).contains(f'"{person_id}"', autoescape=True)
    query = select(Stream.id).where(Stream.kind == kind, col(Stream.closed).is_(False), named)
    return [moment.at(stream_id) for stream_id in moment.journal.session.exec(query.order_by(Stream.id)).all()]
