"""Outside experts: until when their links are good; each new round asks those who vote by a link of its own."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from activities.recording.kind import Moment
from schemas.disagreement_commands import UpholdComment
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.remark_commands import ResolveComment
from schemas.section import Part, Phase, SectionState
from schemas.section_commands import GiveVerdict, SectionCommand
from schemas.section_events import Reassigned, RoundOpened, SectionEvent
from storage.prepared import rows_in
from storage.tables import Document, Guest, Link, Person

LASTS: Final = timedelta(days=30)
"""How long a link is good where nobody ever said; never less than the round."""

_GUESTS = (
    select(Person.id)
    .where(col(Person.id).in_(bindparam("ids", expanding=True)), col(Person.guest), col(Person.active))
    .order_by(col(Person.id))
)


def require_good(guest: Guest, now: datetime) -> None:
    """Raises Refused: guest_link_revoked, guest_link_expired."""
    if guest.revoked_at is not None:
        raise Refused("guest_link_revoked")
    if guest.expires_at <= now:
        raise Refused("guest_link_expired")


def require_still_good(session: Session, guest_id: str, now: datetime) -> Guest:
    """The guest as this transaction finds them, kept so until it ends; raises as `require_good` does."""
    guest = session.get_one(Guest, guest_id, with_for_update=True, populate_existing=True)
    require_good(guest, now)
    return guest


def require_link(moment: Moment, command: SectionCommand) -> None:
    """What a guest decides counts only while their link is good; raises as `require_good` does."""
    if not isinstance(command, GiveVerdict | ResolveComment | UpholdComment):
        return
    if command.guest_id is not None:
        require_still_good(moment.journal.session, command.guest_id, moment.journal.now)


def ask_guests(moment: Moment, state: SectionState, event: SectionEvent) -> None:
    """Give every outside expert who votes in the round a link to its revision; its letter leaves by itself.

    Whoever's last link was revoked, and whoever has one to this round, gets none. What is recorded of it is the
    round with its voters: no event of its own.
    """
    if state.phase != Phase.REVIEW or state.head is None:
        return
    if isinstance(event, RoundOpened):
        asked = state.voters
    elif isinstance(event, Reassigned) and event.part == Part.REVIEWER:
        asked = (event.joins,)
    else:
        return
    session = moment.journal.session
    for guest in rows_in(session, _GUESTS, ids=sorted(asked)):
        _ask(moment, state, guest.id)


def _ask(moment: Moment, state: SectionState, person_id: str) -> None:
    session, now = moment.journal.session, moment.journal.now
    assert state.head is not None
    before = _last(session, state.id, person_id)
    here = (state.cycle, state.round, state.head.revision_id)
    if before is not None and (before.revoked_at or (before.cycle, before.round, before.revision_id) == here):
        return
    lasts = before.expires_at - before.made_at if before is not None else LASTS
    deadline = state.deadline.at if state.deadline is not None else now
    guest = Guest(
        id=new_id(),
        section_id=state.id,
        person_id=person_id,
        revision_id=state.head.revision_id,
        cycle=state.cycle,
        round=state.round,
        invited_by=before.invited_by if before is not None else _coordinator(session, state),
        made_at=now,
        expires_at=max(now + lasts, deadline),
    )
    session.add(guest)
    session.flush()
    session.add(
        Link(
            id=new_id(),
            kind="guest",
            person_id=person_id,
            guest_id=guest.id,
            made_at=now,
            expires_at=guest.expires_at,
            next_try_at=now,
        )
    )


def has_link(session: Session, section_id: str, person_id: str, now: datetime) -> bool:
    """Whether an outside expert still comes to the section by a link."""
    theirs = (Guest.section_id == section_id, Guest.person_id == person_id)
    good = (col(Guest.revoked_at).is_(None), Guest.expires_at > now)
    return session.exec(select(Guest.id).where(*theirs, *good).limit(1)).first() is not None


def _last(session: Session, section_id: str, person_id: str) -> Guest | None:
    theirs = (Guest.section_id == section_id, Guest.person_id == person_id)
    return session.exec(select(Guest).where(*theirs).order_by(col(Guest.id).desc()).limit(1)).first()


def _coordinator(session: Session, state: SectionState) -> str:
    return session.get_one(Document, state.document_id).coordinator_id
