"""The queue of deliveries: which are due, taken by one dispatcher at a time, and what became of each."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, union_all
from sqlmodel import Session, and_, col, exists, or_, select, update

from activities.notices.routing import BATCH, hours_of, still_chosen
from activities.notices.settling import give_up, lock_alarms, lock_notices, settle
from domain.rhythm import after_quiet
from schemas.ids import new_id
from storage.tables import Channel, ChannelProof, ChannelSettings, Delivery, Note, Notice, Person

CLAIM = timedelta(minutes=2)
"""How long taken deliveries are left alone; after a crash they are sent again when this is over."""

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
    """One message to one person by one channel: a notice, those of a digest, or the code that proves an address.

    `id` is the same for every attempt. `notes` are the reasons that somebody typed, by the id that facts name.
    """

    id: str
    channel: str
    person: Person
    address: str = field(repr=False)
    deliveries: tuple[Delivery, ...]
    notices: tuple[Notice, ...] = ()
    notes: dict[str, str] = field(default_factory=dict, repr=False)
    proof: ChannelProof | None = None
    key_number: int = 0

    @property
    def outward(self) -> bool:
        """Whether it is to leave; to those who were deactivated meanwhile the inbox is all there is."""
        return self.person.active


def anything_due(session: Session, now: datetime, channels: Collection[str], *, planned: bool = True) -> bool:
    """Whether there is something to send by these channels, or something `planned` to route; one query."""
    asked = _PLANNED_OR_WAITING if planned else _WAITING
    given = {"now": now, "channels": sorted(channels)}
    return session.connection().execute(asked, given).first() is not None


def claim(session: Session, now: datetime, channels: Collection[str], open_channels: Collection[str]) -> list[Errand]:
    """Take about BATCH deliveries that are due by these channels, the longest waiting first.

    Nobody else gets them until CLAIM is over. What its person wants by another channel now is handed on. What falls
    into its person's quiet hours waits for their end, but for a code, which was asked for a minute ago.
    """
    session.flush()
    due = [*_single(session, now, channels), *_digested(session, now, channels)]
    taken = still_chosen(session, due, now, open_channels)
    hours = hours_of(session, {delivery.person_id for delivery in taken})
    ready = []
    for delivery in taken:
        theirs = hours.get(delivery.person_id) if delivery.proof_id is None else None
        quiet_until = after_quiet(now, theirs) if theirs else now
        if quiet_until > now:
            delivery.next_try_at = quiet_until
        else:
            delivery.claimed_until = now + CLAIM
            ready.append(delivery)
    return _errands(session, ready)


def release(session: Session, errands: Iterable[Errand]) -> None:
    """Give taken deliveries back untried, but for those that somebody else took since the claim was over."""
    for errand in errands:
        ids = [delivery.id for delivery in errand.deliveries]
        theirs = update(Delivery).where(col(Delivery.id).in_(ids))
        still_ours = col(Delivery.claimed_until) == errand.deliveries[0].claimed_until
        session.exec(theirs.where(still_ours).values(claimed_until=None))


def record_sent(session: Session, errands: Sequence[Errand], now: datetime) -> None:
    """These messages left, or there was nobody to send them to."""
    notices = [notice for errand in errands for notice in errand.notices]
    outward = {delivery.id: errand.outward for errand in errands for delivery in errand.deliveries}
    alarms = lock_alarms(session, notices)
    for notice in lock_notices(session, notices):
        notice.state, notice.sent_at = "sent", notice.sent_at or now
    for delivery in _locked(session, outward):
        left = outward[delivery.id]
        delivery.state = "sent" if left else "dropped"
        delivery.sent_at = now if left else None
        delivery.attempts += int(left)
        delivery.error, delivery.claimed_until = None, None
    settle(session, alarms, now)


def record_failure(session: Session, errand: Errand, code: str, now: datetime) -> None:
    """The message did not leave: plan the next attempt, or give up after the last.

    Nothing is done if the claim ran out meanwhile and somebody else took it.
    """
    alarms = lock_alarms(session, errand.notices)
    notices = lock_notices(session, errand.notices)
    claimed_until = errand.deliveries[0].claimed_until
    for delivery in _locked(session, [delivery.id for delivery in errand.deliveries]):
        if delivery.state == "sent" or delivery.claimed_until != claimed_until:
            return
        delivery.attempts += 1
        delivery.error, delivery.claimed_until = code, None
        again = now + DELAYS[delivery.attempts - 1] if delivery.attempts <= len(DELAYS) else None
        if again is None or (errand.proof is not None and again >= errand.proof.expires_at):
            delivery.state = "given_up"
        else:
            delivery.state, delivery.next_try_at = "failed", again
    give_up(session, alarms, notices)


def _due(
    now: datetime | BindParameter[datetime], channels: Collection[str] | BindParameter[str]
) -> ColumnElement[bool]:
    return and_(
        col(Delivery.channel).in_(channels),
        col(Delivery.state).in_(("planned", "failed")),
        col(Delivery.next_try_at) <= now,
        or_(col(Delivery.claimed_until).is_(None), col(Delivery.claimed_until) <= now),
    )


# Asked twice a second by each dispatcher, so they are built once.
_WAITING = select(Delivery.id).where(_due(bindparam("now"), bindparam("channels", expanding=True))).limit(1)
_PLANNED_OR_WAITING = union_all(
    select(Notice.id).where(Notice.state == "planned", col(Notice.next_try_at) <= bindparam("now")),
    select(Delivery.id).where(_due(bindparam("now"), bindparam("channels", expanding=True))),
).limit(1)


def _single(session: Session, now: datetime, channels: Collection[str]) -> Sequence[Delivery]:
    return session.exec(
        select(Delivery)
        .where(_due(now, channels), Delivery.rhythm == "at_once")
        .order_by(col(Delivery.next_try_at), col(Delivery.id))
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()


def _digested(session: Session, now: datetime, channels: Collection[str]) -> Sequence[Delivery]:
    """All that is due of some people's digests; their settings are locked, so that nobody else takes a part of it."""
    due = and_(_due(now, channels), col(Delivery.rhythm) != "at_once")
    people = session.exec(
        select(ChannelSettings)
        .where(exists().where(col(Delivery.person_id) == col(ChannelSettings.person_id), due))
        .order_by(ChannelSettings.person_id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    if not people:
        return []
    theirs = col(Delivery.person_id).in_([person.person_id for person in people])
    taken = session.exec(select(Delivery).where(due, theirs).order_by(Delivery.id).with_for_update()).all()
    new: dict[tuple[str, str, str], str] = {}
    for delivery in taken:
        if delivery.letter_id is None:
            digest = (delivery.person_id, delivery.channel, delivery.rhythm)
            delivery.letter_id = new.setdefault(digest, new_id())
    return taken


def _errands(session: Session, deliveries: Sequence[Delivery]) -> list[Errand]:
    people = _by_id(session, Person, {delivery.person_id for delivery in deliveries})
    notices = _by_id(session, Notice, {delivery.notice_id for delivery in deliveries})
    proofs = _by_id(session, ChannelProof, {delivery.proof_id for delivery in deliveries})
    notes = {note: row.text for note, row in _by_id(session, Note, _noted(notices.values())).items()}
    channels = {
        (channel.person_id, channel.kind): channel
        for channel in session.exec(select(Channel).where(col(Channel.person_id).in_(sorted(people))))
    }
    messages: dict[tuple[str, str], list[Delivery]] = {}
    for delivery in deliveries:
        messages.setdefault((delivery.channel, delivery.letter_id or delivery.id), []).append(delivery)
    errands = []
    for (kind, letter_id), parts in messages.items():
        person = people[parts[0].person_id]
        channel = channels.get((person.id, kind)) or Channel(person_id=person.id, kind=kind)
        proof = proofs.get(parts[0].proof_id or "")
        errands.append(
            Errand(
                id=letter_id,
                channel=kind,
                person=person,
                address=proof.address if proof else channel.address or person.email,
                deliveries=tuple(parts),
                notices=tuple(notices[part.notice_id] for part in parts if part.notice_id),
                notes=notes,
                proof=proof,
                key_number=channel.key_number,
            )
        )
    return errands


def _noted(notices: Iterable[Notice]) -> set[str]:
    return {notice.facts["note_id"] for notice in notices if "note_id" in notice.facts}


def _by_id(session: Session, table: Any, ids: Collection[str | None]) -> dict[str, Any]:
    wanted = sorted(id_ for id_ in ids if id_)
    return {row.id: row for row in session.exec(select(table).where(table.id.in_(wanted)))} if wanted else {}


def _locked(session: Session, ids: Iterable[str]) -> Sequence[Delivery]:
    query = select(Delivery).where(col(Delivery.id).in_(ids)).order_by(Delivery.id)
    return session.exec(query.with_for_update().execution_options(populate_existing=True)).all()
