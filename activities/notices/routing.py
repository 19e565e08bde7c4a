"""Which channels a notice is handed to: deliveries are planned by what its person chose, and anew when that changes."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import BindParameter, bindparam, insert, update
from sqlalchemy import select as columns
from sqlmodel import Session, col, delete, exists, select

from activities.notices.errand import Part
from activities.notices.settling import settle
from domain.rhythm import Hours, leaves_at, rhythm_for
from schemas.channels import Rhythm
from schemas.ids import new_id
from storage.tables import Channel, ChannelSettings, Delivery, Notice, Person

BATCH = 50


class Choice(NamedTuple):
    """What a person chose for one channel; as it stands here for who has not chosen how to get letters."""

    kind: str = "email"
    enabled: bool = True
    rhythm: str = "at_once"
    urgent_at_once: bool = True
    address: str = ""
    key_number: int = 0


_PEOPLE: BindParameter[str] = bindparam("people", expanding=True)
_CHANNELS = (
    columns(col(Channel.person_id), *(getattr(Channel, name) for name in Choice._fields))
    .where(col(Channel.person_id).in_(_PEOPLE))
    .order_by(Channel.kind)
)
_HOURS = columns(
    col(ChannelSettings.person_id),
    col(ChannelSettings.zone),
    col(ChannelSettings.digest_at),
    col(ChannelSettings.quiet_since),
    col(ChannelSettings.quiet_until),
).where(col(ChannelSettings.person_id).in_(_PEOPLE))
_PLANNED = (
    columns(
        col(Notice.id),
        col(Notice.kind),
        col(Notice.person_id),
        col(Notice.alarm_row_id),
        col(Person.email),
        col(Person.active),
    )
    .join(Person, col(Person.id) == col(Notice.person_id))
    .where(col(Notice.state) == "planned", col(Notice.next_try_at) <= bindparam("now"))
    .order_by(col(Notice.next_try_at))  # as the index has them, so that none is sorted
    .limit(BATCH)
    .with_for_update(of=Notice, skip_locked=True)
)
_ROUTED = update(Notice).where(col(Notice.id).in_(bindparam("ids", expanding=True))).values(state="waiting")
_DELIVERIES = insert(Delivery)


def route(session: Session, now: datetime, open_channels: Collection[str]) -> int:
    """Plan the deliveries of up to BATCH planned notices, and settle those whose inbox is all there is; how many."""
    session.flush()
    run = session.connection().execute
    rows = run(_PLANNED, {"now": now}).all()
    if not rows:
        return 0
    people = {row.person_id for row in rows}
    hours, channels = hours_of(session, people), channels_of(session, people)
    deliveries, waiting, kept = list[dict[str, Any]](), list[str](), dict[str, str | None]()
    for row in rows:
        chosen = _chosen(row.email, channels[row.person_id], open_channels) if row.active else []
        for channel in chosen:
            deliveries.append(_delivery(row, channel, now, hours.get(row.person_id)))
        if chosen:
            waiting.append(row.id)
        else:
            kept[row.id] = row.alarm_row_id
    if deliveries:
        run(_DELIVERIES, deliveries)
        run(_ROUTED, {"ids": waiting})
    settle(session, kept, now)
    return len(rows)


def reroute(session: Session, person_id: str, now: datetime) -> None:
    """Make what is planned and not on its way follow the person's new settings.

    What a channel that was turned off still had to carry is handed to the others, if no other had it already.
    """
    session.flush()
    hours = hours_of(session, {person_id}).get(person_id)
    channels = {channel.kind: channel for channel in channels_of(session, {person_id})[person_id]}
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
        channel = channels.get(delivery.channel, Choice())
        if not channel.enabled:
            session.delete(delivery)
        elif delivery.state == "planned":
            delivery.sqlmodel_update(_plan(notice.id, notice.kind, channel, now, hours))
    _hand_on(session, person_id, now)


def still_chosen(
    session: Session,
    deliveries: Sequence[Part],
    channels: Mapping[str, Sequence[Choice]],
    now: datetime,
    open_channels: Collection[str],
) -> list[Part]:
    """Those whose channel was not turned off while they were on their way, or their sender crashed.

    The others are handed to the `channels` that are chosen now, if none of those had them already.
    """
    off = {(person, one.kind) for person, theirs in channels.items() for one in theirs if not one.enabled}
    kept, left = list[Part](), list[Part]()
    for delivery in deliveries:
        stays = delivery.proof_id is not None or (delivery.person_id, delivery.channel) not in off
        if not stays:
            person = session.get_one(Person, delivery.person_id)
            chosen = _chosen(person.email, channels[person.id], open_channels)
            stays = not person.active or delivery.channel in {channel.kind for channel in chosen}
        (kept if stays else left).append(delivery)
    if left:
        session.exec(delete(Delivery).where(col(Delivery.id).in_([delivery.id for delivery in left])))
    for person_id in sorted({delivery.person_id for delivery in left}):
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
    found = {}
    for row in session.connection().execute(_HOURS, {"people": sorted(people)}):
        set_both = row.quiet_since is not None and row.quiet_until is not None
        quiet = (row.quiet_since, row.quiet_until) if set_both else None
        found[row.person_id] = Hours(row.zone, row.digest_at, quiet)
    return found


def channels_of(session: Session, people: Collection[str]) -> dict[str, list[Choice]]:
    """What each of these people chose, by kind; nothing for who has chosen nothing."""
    found: dict[str, list[Choice]] = defaultdict(list)
    for person_id, *chosen in session.connection().execute(_CHANNELS, {"people": sorted(people)}):
        found[person_id].append(Choice._make(chosen))
    return found


def forget_deliveries(session: Session, proof_ids: Collection[str]) -> None:
    """Take back the messages with codes that are not wanted any more."""
    session.exec(delete(Delivery).where(col(Delivery.proof_id).in_(sorted(proof_ids)), col(Delivery.state) != "sent"))


def _chosen(email: str, channels: Sequence[Choice], open_channels: Collection[str]) -> list[Choice]:
    """The channels to use; letters stand in where all that somebody chose cannot be used any more."""
    letters = Choice()
    known = [*channels] if any(channel.kind == "email" for channel in channels) else [letters, *channels]
    wanted = [channel for channel in known if channel.enabled]
    usable = [channel for channel in wanted if _usable(channel, email, open_channels)]
    if wanted and not usable and _usable(letters, email, open_channels):
        return [letters]
    return usable


def _usable(channel: Choice, email: str, open_channels: Collection[str]) -> bool:
    address = channel.address or (email.strip() if channel.kind == "email" else "")
    return bool(address) and channel.kind in open_channels


def _delivery(notice: Any, channel: Choice, now: datetime, hours: Hours | None) -> dict[str, Any]:
    return {
        "id": new_id(),
        "person_id": notice.person_id,
        "notice_id": notice.id,
        "channel": channel.kind,
        "state": "planned",
        "attempts": 0,
        **_plan(notice.id, notice.kind, channel, now, hours),
    }


def _plan(notice_id: str, kind: str, channel: Choice, now: datetime, hours: Hours | None) -> dict[str, Any]:
    rhythm = rhythm_for(kind, cast(Rhythm, channel.rhythm), urgent_at_once=channel.urgent_at_once)
    leaves = leaves_at(rhythm, now, hours) if hours else now
    letter_id = notice_id if rhythm == "at_once" else None
    return {"rhythm": rhythm, "letter_id": letter_id, "due_at": leaves, "next_try_at": leaves}
