"""The queue of notices: which are due, taken by one dispatcher at a time, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select, update

from storage.tables import Alarm, Note, Notice, Person

BATCH = 50
CLAIM = timedelta(minutes=2)
"""How long a taken notice is left alone; after a crash it is sent again when this is over."""

DELAYS = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    *[timedelta(hours=6)] * 12,
)
"""The pauses between attempts, three days in all; counted in attempts, so that no outage of ours uses them up."""


@dataclass(frozen=True)
class Errand:
    """A taken notice, the person it goes to, and the typed reason if there is one."""

    notice: Notice
    person: Person
    note: str | None

    @property
    def by_letter(self) -> bool:
        """Whether a letter is written; to others the inbox is all there is."""
        return self.person.active and bool(self.person.email.strip())


def anything_due(session: Session, now: datetime) -> bool:
    """Whether there is something to send; one query."""
    return session.exec(select(Notice.id).where(_due(now)).limit(1)).first() is not None


def claim(session: Session, now: datetime) -> list[Errand]:
    """Take up to BATCH notices that are due, the longest waiting first; nobody else gets them until CLAIM is over."""
    taken = session.exec(
        select(Notice, Person)
        .join(Person, col(Person.id) == col(Notice.person_id))
        .where(_due(now))
        .order_by(col(Notice.next_try_at), col(Notice.id))
        .limit(BATCH)
        .with_for_update(of=Notice, skip_locked=True)
    ).all()
    for notice, _ in taken:
        notice.claimed_until = now + CLAIM
    notes = _notes(session, [notice for notice, _ in taken])
    return [Errand(notice, person, notes.get(notice.facts.get("note_id", ""))) for notice, person in taken]


def release(session: Session, errands: Sequence[Errand]) -> None:
    """Give taken notices back untried."""
    session.exec(
        update(Notice).where(col(Notice.id).in_([errand.notice.id for errand in errands])).values(claimed_until=None)
    )


def record_sent(session: Session, errand: Errand, now: datetime) -> None:
    """The letter left, or there is none to write."""
    alarm = _locked_alarm(session, errand)
    notice = _locked(session, errand)
    notice.state, notice.sent_at, notice.error, notice.claimed_until = "sent", now, None, None
    notice.attempts += int(errand.by_letter)
    session.flush()
    if alarm is not None and not _waiting(session, alarm):
        alarm.sent_at = now


def record_failure(session: Session, errand: Errand, code: str, now: datetime) -> None:
    """The letter did not leave: plan the next attempt, or give up after the last.

    Nothing is done if the claim ran out meanwhile and somebody else took the notice.
    """
    alarm = _locked_alarm(session, errand)
    notice = _locked(session, errand)
    if notice.state == "sent" or notice.claimed_until != errand.notice.claimed_until:
        return
    notice.attempts += 1
    notice.error, notice.claimed_until = code, None
    if notice.attempts <= len(DELAYS):
        notice.state, notice.next_try_at = "failed", now + DELAYS[notice.attempts - 1]
        return
    notice.state = "given_up"
    if alarm is not None:
        alarm.reason = "not_delivered"


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(
        col(Notice.state).in_(("planned", "failed")),
        col(Notice.next_try_at) <= now,
        or_(col(Notice.claimed_until).is_(None), col(Notice.claimed_until) <= now),
    )


def _notes(session: Session, notices: Sequence[Notice]) -> dict[str, str]:
    ids = {notice.facts["note_id"] for notice in notices if "note_id" in notice.facts}
    if not ids:
        return {}
    return {note.id: note.text for note in session.exec(select(Note).where(col(Note.id).in_(sorted(ids))))}


def _locked_alarm(session: Session, errand: Errand) -> Alarm | None:
    """The alarm's row, taken before the notice's: who settles the last of its notices has to see all others."""
    if errand.notice.alarm_row_id is None:
        return None
    return session.get_one(Alarm, errand.notice.alarm_row_id, with_for_update=True)


def _locked(session: Session, errand: Errand) -> Notice:
    return session.get_one(Notice, errand.notice.id, with_for_update=True)


def _waiting(session: Session, alarm: Alarm) -> bool:
    """Whether any of the alarm's notices has not been sent."""
    query = select(Notice.id).where(Notice.alarm_row_id == alarm.id, Notice.state != "sent").limit(1)
    return session.exec(query).first() is not None
