"""Which channels a notice is handed to: deliveries are planned by what its person chose, and anew when that changes."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import cast

from sqlmodel import Session, col, delete, exists, select

from activities.notices.settling import lock_alarms, settle
from domain.rhythm import Hours, leaves_at, rhythm_for
from schemas.channels import Rhythm
from schemas.ids import new_id
from storage.tables import Channel, ChannelSettings, Delivery, Notice, Person

BATCH = 50


def route(session: Session, now: datetime, open_channels: Collection[str]) -> int:
    """Plan the deliveries of up to BATCH planned notices, and settle those whose inbox is all there is; how many."""
    rows = session.exec(
        select(Notice, Person)
        .join(Person, col(Person.id) == col(Notice.person_id))
        .where(Notice.state == "planned", Notice.next_try_at <= now)
        .order_by(col(Notice.next_try_at), col(Notice.id))
        .limit(BATCH)
        .with_for_update(of=Notice, skip_locked=True)
    ).all()
    people = {person.id for _, person in rows}
    hours, channels = hours_of(session, people), _channels_of(session, people)
    kept = []
    for notice, person in rows:
        chosen = _chosen(person, channels[person.id], open_channels)
        for channel in chosen:
            session.add(_delivery(notice, channel, now, hours.get(person.id)))
        notice.state = "waiting"
        if not chosen:
            kept.append(notice)
    _keep_in_inbox(session, kept, now)
    return len(rows)


def reroute(session: Session, person_id: str, now: datetime) -> None:
    """Make what is planned and not on its way follow the person's new settings.

    What a channel that was turned off still had to carry is handed to the others, if no other had it already.
    """
    session.flush()
    hours = hours_of(session, {person_id}).get(person_id)
    channels = {channel.kind: channel for channel in _channels_of(session, {person_id})[person_id]}
    waiting = session.exec(
        select(Delivery, Notice)
        .join(Notice, col(Notice.id) == col(Delivery.notice_id))
        .where(
            Delivery.person_id == person_id,
            col(Delivery.state).in_(("planned", "failed")),
            col(Delivery.claimed_until).is_(None),
        )
        .with_for_update(of=Delivery, skip_locked=True)
    ).all()
    for delivery, notice in waiting:
        channel = channels.get(delivery.channel, Channel(person_id=person_id, kind="email"))
        if not channel.enabled:
            session.delete(delivery)
        elif delivery.state == "planned":
            _plan(delivery, notice, channel, now, hours)
    _hand_on(session, person_id, now)


def still_chosen(
    session: Session, deliveries: Sequence[Delivery], now: datetime, open_channels: Collection[str]
) -> list[Delivery]:
    """Those whose channel was not turned off while they were on their way, or their sender crashed.

    The others are handed to the channels that are chosen now, if none of those had them already.
    """
    channels = _channels_of(session, {delivery.person_id for delivery in deliveries})
    off = {(one.person_id, one.kind) for of_one in channels.values() for one in of_one if not one.enabled}
    kept, left = [], set()
    for delivery in deliveries:
        if delivery.proof_id is None and (delivery.person_id, delivery.channel) in off:
            person = session.get_one(Person, delivery.person_id)
            chosen = _chosen(person, channels[person.id], open_channels)
            if person.active and delivery.channel not in {channel.kind for channel in chosen}:
                session.delete(delivery)
                left.add(person.id)
                continue
        kept.append(delivery)
    for person_id in sorted(left):
        _hand_on(session, person_id, now)
    return kept


def _hand_on(session: Session, person_id: str, now: datetime) -> None:
    """Have a person's notices that no channel carries any more planned anew."""
    session.flush()
    stranded = select(Notice).where(
        Notice.person_id == person_id,
        Notice.state == "waiting",
        ~exists().where(col(Delivery.notice_id) == col(Notice.id)),
    )
    for notice in session.exec(stranded.with_for_update(skip_locked=True)):
        notice.state, notice.next_try_at = "planned", now


def hours_of(session: Session, people: Collection[str]) -> dict[str, Hours]:
    """The hours of those people who have set any."""
    rows = session.exec(select(ChannelSettings).where(col(ChannelSettings.person_id).in_(sorted(people))))
    return {row.person_id: hours_in(row) for row in rows}


def hours_in(row: ChannelSettings) -> Hours:
    """The hours that a row of settings says."""
    quiet = None
    if row.quiet_since is not None and row.quiet_until is not None:
        quiet = (row.quiet_since, row.quiet_until)
    return Hours(row.zone, row.digest_at, quiet)


def forget_deliveries(session: Session, proof_ids: Collection[str]) -> None:
    """Take back the messages with codes that are not wanted any more."""
    session.exec(delete(Delivery).where(col(Delivery.proof_id).in_(sorted(proof_ids)), col(Delivery.state) != "sent"))


def _channels_of(session: Session, people: Collection[str]) -> dict[str, list[Channel]]:
    found: dict[str, list[Channel]] = defaultdict(list)
    for channel in session.exec(
        select(Channel).where(col(Channel.person_id).in_(sorted(people))).order_by(Channel.kind)
    ):
        found[channel.person_id].append(channel)
    return found


def _chosen(person: Person, channels: Sequence[Channel], open_channels: Collection[str]) -> list[Channel]:
    """The channels to use; letters stand in where all that somebody chose cannot be used any more."""
    letters = Channel(person_id=person.id, kind="email")
    known = [*channels] if any(channel.kind == "email" for channel in channels) else [letters, *channels]
    wanted = [channel for channel in known if channel.enabled]
    usable = [channel for channel in wanted if _usable(channel, person, open_channels)]
    if wanted and not usable and _usable(letters, person, open_channels):
        return [letters]
    return usable


def _usable(channel: Channel, person: Person, open_channels: Collection[str]) -> bool:
    address = channel.address or (person.email.strip() if channel.kind == "email" else "")
    return person.active and bool(address) and channel.kind in open_channels


def _delivery(notice: Notice, channel: Channel, now: datetime, hours: Hours | None) -> Delivery:
    delivery = Delivery(
        id=new_id(), person_id=notice.person_id, notice_id=notice.id, channel=channel.kind, due_at=now, next_try_at=now
    )
    _plan(delivery, notice, channel, now, hours)
    return delivery


def _plan(delivery: Delivery, notice: Notice, channel: Channel, now: datetime, hours: Hours | None) -> None:
    chosen = cast(Rhythm, channel.rhythm)
    rhythm = rhythm_for(notice.kind, chosen, urgent_at_once=channel.urgent_at_once)
    delivery.rhythm, delivery.letter_id = rhythm, notice.id if rhythm == "at_once" else None
    delivery.due_at = delivery.next_try_at = leaves_at(rhythm, now, hours) if hours else now


def _keep_in_inbox(session: Session, notices: Sequence[Notice], now: datetime) -> None:
    alarms = lock_alarms(session, notices)
    for notice in notices:
        notice.state, notice.sent_at = "sent", now
    settle(session, alarms, now)
