"""The queue of deliveries: which are due, taken by one dispatcher at a time, and what became of each."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain, product
from typing import Any

from sqlalchemy import BindParameter, Executable, Row, bindparam, union_all
from sqlalchemy import select as columns
from sqlmodel import Session, and_, col, exists, or_, select, update

from activities.notices.errand import Addressee, Errand, Part, Proof, Told
from activities.notices.routing import BATCH, Choice, channels_of, hours_of, still_chosen
from activities.notices.settling import give_up, lock_alarms, lock_notices, settle
from domain.rhythm import after_quiet
from schemas.ids import new_id
from storage.tables import ChannelProof, ChannelSettings, Delivery, Guest, Note, Notice, Person

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


def anything_due(session: Session, now: datetime, channels: Collection[str], *, planned: bool = True) -> bool:
    """Whether there is something to send by these channels, or something `planned` to route; one query."""
    asked = _PLANNED_OR_WAITING if planned else _WAITING
    given = {"now": now, "channels": sorted(channels)}
    return session.connection().execute(asked, given).first() is not None


def claim(session: Session, now: datetime, channels: Collection[str], open_channels: Collection[str]) -> list[Errand]:
    """Take about BATCH deliveries that are due by these channels, and of those that failed before: the longest waiting.

    Nobody else gets them until CLAIM is over. What its person wants by another channel now is handed on. What falls
    into its person's quiet hours waits for their end, but for a code, which was asked for a minute ago.
    """
    session.flush()
    due = [*_single(session, now, channels), *_digested(session, now, channels)]
    if not due:
        return []
    people = {delivery.person_id for delivery in due}
    choices, hours = channels_of(session, people), hours_of(session, people)
    ready, later = list[Part](), list[dict[str, Any]]()
    for delivery in still_chosen(session, due, choices, now, open_channels):
        theirs = hours.get(delivery.person_id) if delivery.proof_id is None else None
        quiet_until = after_quiet(now, theirs) if theirs else now
        if quiet_until > now:
            later.append({"delivery": delivery.id, "quiet_until": quiet_until})
        else:
            ready.append(delivery)
    run = session.connection().execute
    if later:
        run(_POSTPONED, later)
    if ready:
        run(_CLAIMED, {"ids": [delivery.id for delivery in ready], "until": now + CLAIM})
    return _errands(session, ready, choices, now + CLAIM)


def release(session: Session, errands: Iterable[Errand]) -> None:
    """Give taken deliveries back untried, but for those that somebody else took since the claim was over."""
    for errand in errands:
        ids = [delivery.id for delivery in errand.deliveries]
        theirs = update(Delivery).where(col(Delivery.id).in_(ids))
        still_ours = col(Delivery.claimed_until) == errand.claimed_until
        session.exec(theirs.where(still_ours).values(claimed_until=None))


def record_sent(session: Session, errands: Sequence[Errand], now: datetime) -> None:
    """These messages left, or there was nobody to send them to."""
    settle(session, {notice.id: notice.alarm_row_id for errand in errands for notice in errand.notices}, now)
    run = session.connection().execute
    outward = {delivery.id: errand.outward for errand in errands for delivery in errand.deliveries}
    run(_HELD, {"ids": sorted(outward)}).all()
    if sent := [delivery for delivery, left in outward.items() if left]:
        run(_SENT, {"ids": sent, "now": now})
    if dropped := [delivery for delivery, left in outward.items() if not left]:
        run(_DROPPED, {"ids": dropped})


def record_failure(session: Session, errand: Errand, code: str, now: datetime) -> None:
    """The message did not leave: plan the next attempt, or give up after the last.

    Nothing is done if the claim ran out meanwhile and somebody else took it.
    """
    alarms = lock_alarms(session, [notice.alarm_row_id for notice in errand.notices])
    notices = lock_notices(session, [notice.id for notice in errand.notices])
    for delivery in _locked(session, [delivery.id for delivery in errand.deliveries]):
        if delivery.state == "sent" or delivery.claimed_until != errand.claimed_until:
            return
        delivery.attempts += 1
        delivery.error, delivery.claimed_until = code, None
        again = now + DELAYS[delivery.attempts - 1] if delivery.attempts <= len(DELAYS) else None
        if again is None or (errand.proof is not None and again >= errand.proof.expires_at):
            delivery.state = "given_up"
        else:
            delivery.state, delivery.next_try_at = "failed", again
    give_up(session, alarms, notices)


_NOW: BindParameter[datetime] = bindparam("now")
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_OPEN = ("planned", "failed")
_ITS_TURN = and_(
    col(Delivery.next_try_at) <= _NOW,
    or_(col(Delivery.claimed_until).is_(None), col(Delivery.claimed_until) <= _NOW),
)
_DUE = and_(col(Delivery.channel).in_(bindparam("channels", expanding=True)), col(Delivery.state).in_(_OPEN), _ITS_TURN)
_PART = [col(getattr(Delivery, name)) for name in Part._fields]

# Asked twice a second by each dispatcher, or for every batch, so they are built once.
_WAITING = select(Delivery.id).where(_DUE).limit(1)
_PLANNED_OR_WAITING = union_all(
    select(Notice.id).where(Notice.state == "planned", col(Notice.next_try_at) <= _NOW),
    select(Delivery.id).where(_DUE),
).limit(1)
# One channel and one state at a time: so an index gives them in their order, and thousands that are due are not sorted
# for each batch of them.
_SINGLE = (
    columns(*_PART)
    .where(
        col(Delivery.channel) == bindparam("channel"),
        col(Delivery.state) == bindparam("state"),
        _ITS_TURN,
        col(Delivery.rhythm) == "at_once",
    )
    .order_by(col(Delivery.next_try_at))
    .limit(BATCH)
    .with_for_update(skip_locked=True)
)
_OF_DIGESTS = and_(_DUE, col(Delivery.rhythm) != "at_once")
_READERS = (
    select(ChannelSettings.person_id)
    .where(exists().where(col(Delivery.person_id) == col(ChannelSettings.person_id), _OF_DIGESTS))
    .order_by(ChannelSettings.person_id)
    .limit(BATCH)
    .with_for_update(skip_locked=True)
)
_DIGESTED = (
    columns(*_PART)
    .where(_OF_DIGESTS, col(Delivery.person_id).in_(bindparam("people", expanding=True)))
    .order_by(Delivery.id)
    .with_for_update()
)
_HELD = select(Delivery.id).where(col(Delivery.id).in_(_IDS)).order_by(Delivery.id).with_for_update()

_ONE = update(Delivery).where(col(Delivery.id) == bindparam("delivery"))
_NAMED = _ONE.values(letter_id=bindparam("digest"))
_POSTPONED = _ONE.values(next_try_at=bindparam("quiet_until"))

_THESE = update(Delivery).where(col(Delivery.id).in_(_IDS))
_CLAIMED = _THESE.values(claimed_until=bindparam("until"))
_ENDED = _THESE.values(error=None, claimed_until=None)
_SENT = _ENDED.values(state="sent", sent_at=_NOW, attempts=col(Delivery.attempts) + 1)
_DROPPED = _ENDED.values(state="dropped", sent_at=None)


def _single(session: Session, now: datetime, channels: Collection[str]) -> list[Part]:
    run, asked = session.connection().execute, product(sorted(channels), _OPEN)
    found = (run(_SINGLE, {"now": now, "channel": channel, "state": state}) for channel, state in asked)
    return [Part._make(row) for row in chain.from_iterable(found)]


def _digested(session: Session, now: datetime, channels: Collection[str]) -> list[Part]:
    """All that is due of some people's digests; their settings are locked, so that nobody else takes a part of it."""
    run, given = session.connection().execute, {"now": now, "channels": sorted(channels)}
    people = run(_READERS, given).scalars().all()
    if not people:
        return []
    taken = [Part._make(row) for row in run(_DIGESTED, given | {"people": people})]
    new: dict[tuple[str, str, str], str] = {}
    for part in taken:
        if part.letter_id is None:
            new.setdefault((part.person_id, part.channel, part.rhythm), new_id())
    named = [
        part._replace(letter_id=part.letter_id or new[part.person_id, part.channel, part.rhythm]) for part in taken
    ]
    if new:
        run(_NAMED, [{"delivery": part.id, "digest": part.letter_id} for part in named])
    return named


def _by_id(table: Any, names: Iterable[str]) -> Executable:
    return columns(*(getattr(table, name) for name in names)).where(table.id.in_(_IDS))


_PEOPLE = _by_id(Person, Addressee._fields)
_NOTICES = _by_id(Notice, Told._fields)
_PROOFS = _by_id(ChannelProof, Proof._fields)
_NOTES = _by_id(Note, ("id", "text"))


def _errands(
    session: Session, deliveries: Sequence[Part], choices: Mapping[str, Sequence[Choice]], claimed_until: datetime
) -> list[Errand]:
    people = {row.id: Addressee._make(row) for row in _rows(session, _PEOPLE, {one.person_id for one in deliveries})}
    notices = {row.id: Told._make(row) for row in _rows(session, _NOTICES, {one.notice_id for one in deliveries})}
    proofs = {row.id: Proof._make(row) for row in _rows(session, _PROOFS, {one.proof_id for one in deliveries})}
    notes = {row.id: row.text for row in _rows(session, _NOTES, _noted(notices.values()))}
    pages = _guest_pages(session, {person.id for person in people.values() if person.guest})
    messages: dict[tuple[str, str], list[Part]] = {}
    for delivery in deliveries:
        messages.setdefault((delivery.channel, delivery.letter_id or delivery.id), []).append(delivery)
    errands = []
    for (kind, letter_id), parts in messages.items():
        person = people[parts[0].person_id]
        channel = next((one for one in choices.get(person.id, ()) if one.kind == kind), Choice(kind))
        proof = proofs.get(parts[0].proof_id or "")
        errands.append(
            Errand(
                id=letter_id,
                channel=kind,
                person=person,
                address=proof.address if proof else channel.address or person.email,
                deliveries=tuple(parts),
                claimed_until=claimed_until,
                notices=tuple(_for(person, notices[part.notice_id], pages) for part in parts if part.notice_id),
                notes=notes,
                proof=proof,
                key_number=channel.key_number,
            )
        )
    return errands


def _guest_pages(session: Session, people: Collection[str]) -> dict[tuple[str, str | None], str]:
    """The last page of every outside expert by section, and without a section the last of all."""
    if not people:
        return {}
    query = select(Guest.person_id, Guest.section_id, Guest.id).where(col(Guest.person_id).in_(sorted(people)))
    pages: dict[tuple[str, str | None], str] = {}
    for person_id, section_id, guest_id in session.connection().execute(query.order_by(col(Guest.id))):
        pages[person_id, section_id] = pages[person_id, None] = guest_id
    return pages


def _for(person: Addressee, notice: Told, pages: Mapping[tuple[str, str | None], str]) -> Told:
    """A notice to an outside expert names the page that they can open: no other opens to them."""
    page = pages.get((person.id, notice.facts.get("section_id"))) or pages.get((person.id, None))
    return notice._replace(facts=notice.facts | {"guest_id": page}) if page else notice


def _noted(notices: Iterable[Told]) -> set[str | None]:
    return {notice.facts["note_id"] for notice in notices if "note_id" in notice.facts}


def _rows(session: Session, statement: Executable, ids: Collection[str | None]) -> Sequence[Row[Any]]:
    wanted = sorted(id_ for id_ in ids if id_)
    return session.connection().execute(statement, {"ids": wanted}).all() if wanted else []


def _locked(session: Session, ids: Iterable[str]) -> Sequence[Delivery]:
    query = select(Delivery).where(col(Delivery.id).in_(ids)).order_by(Delivery.id)
    return session.exec(query.with_for_update().execution_options(populate_existing=True)).all()
