"""People who leave or are away: what that does to the open phases they have a duty in, in another act's transaction.

The streams that are moved here are followed by their workflows when the sweeper next looks.
"""

from sqlalchemy import String, cast
from sqlmodel import col, or_, select

from activities.recording.documents import DocumentKind
from activities.recording.kind import Moment
from activities.recording.obligations import ObligationKind
from activities.recording.people import administrators, current, day_of, known_people, under_way
from activities.recording.proposals import ProposalKind
from activities.recording.sections import SectionKind
from domain.section.disputed import deciding
from domain.section.electorate import ACTING, seated
from schemas.document_commands import LeaveDocument, StandInForLeader
from schemas.obligation import LeaveObligation, StandInForOwing
from schemas.proposal import LeaveProposal
from schemas.section import SectionState
from schemas.section_commands import Leave, StandIn
from storage.tables import Absence, BodyMember, Stream


def leave_everything(moment: Moment, person_id: str) -> None:
    """Somebody's account was closed: they leave every open phase, signing and vote, and owe nothing by a plan.

    As coordinator they are missed.

    Call it after the change itself, inside its transaction; `moment` may be at any stream.
    """
    session = moment.journal.session
    session.flush()
    leave = LeaveDocument(person_id=person_id, administrators=administrators(session))
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
    leave = LeaveProposal.model_validate(leaves | {"administrators": administrators(session)})
    for there in _open_with(moment, "proposal", person_id):
        ProposalKind().apply(there, leave)


def stand_in_for(moment: Moment, person_id: str) -> None:
    """Somebody's absence has begun or ended: what they owe, and what they stand in for, passes on or comes back.

    Call it after the absence was written, inside its transaction; how it stands today is read from the tables. Those
    whom nobody could stand in for, since this person was away, are looked at too. Raises as `apply` does.
    """
    moment.journal.session.flush()
    people = (person_id, *_left_alone(moment, person_id))
    for there in _documents_of(moment, *people):
        DocumentKind(SectionKind()).apply(there, StandInForLeader(person_id=person_id))
    for there in _with_duty(moment, *people):
        SectionKind().apply(there, StandIn(person_id=person_id))
    for there in _open_with(moment, "obligation", *people):
        ObligationKind().apply(there, StandInForOwing(person_id=person_id))


def _left_alone(moment: Moment, deputy_id: str) -> list[str]:
    """Whom somebody stands in for as a standing deputy, if they are there today."""
    session, day = moment.journal.session, day_of(moment)
    if deputy_id in known_people(session, [deputy_id], day).absent:
        return []
    named = select(Absence.person_id).where(Absence.deputy_id == deputy_id, *under_way(day))
    seats = select(BodyMember.person_id).where(BodyMember.deputy_id == deputy_id, *current(day))
    return sorted({*session.exec(named), *session.exec(seats)})


def _documents_of(moment: Moment, *people: str) -> list[Moment]:
    """The documents that somebody coordinates or leads, or in whose signing they stand in for a leader; locked."""
    return _naming(moment, "document", *people)


def _with_duty(moment: Moment, *people: str) -> list[Moment]:
    """The sections in whose open phase somebody has a seat, decides, or stands in for another; locked by their ids."""
    found = []
    for there in _naming(moment, "section", *people):
        state = SectionState.model_validate(there.stream.state)
        acting = deciding(state).union(seated(state), (one.deputy_id for one in state.passes))
        takes_part = not acting.isdisjoint(people)
        if state.phase in ACTING and takes_part:
            found.append(there)
    return found


def _open_with(moment: Moment, kind: str, *people: str) -> list[Moment]:
    """The obligations or proposals that are open and whose state names somebody; locked in the order of ids."""
    return [there for there in _naming(moment, kind, *people) if there.stream.state["phase"] == "open"]


def _naming(moment: Moment, kind: str, *people: str) -> list[Moment]:
    """The streams of a kind that have not ended and whose state names somebody of these; locked in the order of ids."""
    named = [cast(col(Stream.state), String).contains(f'"{person}"', autoescape=True) for person in people]
    query = select(Stream.id).where(Stream.kind == kind, col(Stream.closed).is_(False), or_(*named))
    return [moment.at(stream_id) for stream_id in moment.journal.session.exec(query.order_by(Stream.id)).all()]
