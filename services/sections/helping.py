"""Asking the coordinator for more time or for somebody else, and reminding who is awaited: nothing moves by either."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlmodel import Session, col, select

from activities.recording.kind import Moment
from activities.recording.notices import add_notices, section_facts
from domain.notices import Told, reminder_to
from domain.section.alarms import asked
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.problems import Refused
from schemas.section import SectionState
from schemas.setup_events import HelpAsked, Reminded
from schemas.views.helping import AskedView, HelpForm, RemindForm
from services.house import House
from services.notes import keep_note
from services.people.names import names_in
from services.relations import section_for
from services.sections.opinions import opinions_in
from services.sections.uncounted import without_count
from storage.journal import Journal, carry_out, known_receipt
from storage.tables import Event, Note, Stream

_TOLD = {"more_time": "time_asked", "not_mine": "relief_asked"}


def ask_help(house: House, *, actor: Actor, act: Act, section_id: str, form: HelpForm) -> Receipt:
    """Tell the coordinator that one needs more time for what one owes here, or that it is not one's own.

    Raises Refused: nothing_awaited; asked_today where the same was asked about the same duty on the same day.
    """
    known = known_receipt(house.database, act)
    if known is not None:
        return without_count(house, actor, section_id, known)
    with house.database.read() as session:
        section = section_for(session, "sections.ask_help", actor, section_id)
        _duty(opinions_in(session, actor, section).state, actor.id)
    note = keep_note(house, act, form.reason)

    def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        state = SectionState.model_validate(stream.state)
        duty = _duty(state, actor.id)
        if any(one.actor_id == actor.id for one in _today(journal, state, "help_asked")):
            raise Refused("asked_today")
        event = HelpAsked(asks=form.asks, duty=duty, note=note)
        to = (state.coordinator_id,) if state.coordinator_id != actor.id else ()
        _tell(house, journal, stream, act, state, (_TOLD[form.asks], to), event)
        return {}, [event]

    receipt = carry_out(house.database, house.clock, act, _stream(section_id), effect)
    return without_count(house, actor, section_id, receipt)


def remind(house: House, *, actor: Actor, act: Act, section_id: str, form: RemindForm) -> Receipt:
    """Remind somebody at once of what is awaited of them here, as far as the actor may know that it is.

    Raises Refused: nothing_awaited; reminded_today where they were reminded of the same duty on the same day.
    """
    known = known_receipt(house.database, act)
    if known is not None:
        return known
    with house.database.read() as session:
        section = section_for(session, "sections.remind", actor, section_id)
        seen = opinions_in(session, actor, section)
        if form.person_id not in seen.known_of(asked(seen.state)):
            raise Refused("nothing_awaited")

    def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        state = SectionState.model_validate(stream.state)
        duty = _duty(state, form.person_id)
        if any(one.data["person_id"] == form.person_id for one in _today(journal, state, "reminded")):
            raise Refused("reminded_today")
        event = Reminded(person_id=form.person_id, duty=duty)
        _tell(house, journal, stream, act, state, (reminder_to(state, form.person_id), (form.person_id,)), event)
        return {}, [event]

    receipt = carry_out(house.database, house.clock, act, _stream(section_id), effect)
    return without_count(house, actor, section_id, receipt)


def owes_here(house: House, *, actor: Actor, section_id: str) -> bool:
    """Whether the open phase waits for the actor, or seems to."""
    with house.database.read() as session:
        section = section_for(session, "sections.read", actor, section_id)
        return actor.id in asked(opinions_in(session, actor, section).state)


def list_asked(house: House, *, actor: Actor, section_id: str) -> list[AskedView]:
    """What those who are still awaited asked of the coordinator in the open phase, the latest first."""
    with house.database.read() as session:
        section = section_for(session, "sections.remind", actor, section_id)
        seen = opinions_in(session, actor, section)
        awaited = set(seen.known_of(asked(seen.state)))
        rows = [one for one in _of_duty(session, seen.state, "help_asked") if one.actor_id in awaited]
        names = names_in(session, (one.actor_id for one in rows if one.actor_id))
        notes = [one.data["note"]["id"] for one in rows]
        reasons = dict(session.exec(select(Note.id, Note.text).where(col(Note.id).in_(notes))).all())
    return [
        AskedView(
            at=one.at,
            person_id=one.actor_id or "",
            name=names.get(one.actor_id or "", ""),
            asks=one.data["asks"],
            reason=reasons.get(one.data["note"]["id"]) or None,
        )
        for one in rows
    ]


def reminded_today(house: House, *, section_ids: Collection[str]) -> frozenset[tuple[str, str]]:
    """Sections, and who was reminded today of what their open phases wait for; for who may see of whom that is.

    An empty collection asks nothing.
    """
    if not section_ids:
        return frozenset()
    now, found = house.clock(), set[tuple[str, str]]()
    lately = (col(Event.type) == "reminded", col(Event.at) > now - timedelta(days=1))
    with house.database.read() as session:
        streams = select(Event.stream_id).where(
            *lately, col(Event.stream_id).in_([_stream(one) for one in section_ids])
        )
        for stream in session.exec(select(Stream).where(col(Stream.id).in_(streams))):
            state = SectionState.model_validate(stream.state)
            rows = _on(_of_duty(session, state, "reminded"), now, state.policy.zone)
            found |= {(state.id, one.data["person_id"]) for one in rows}
    return frozenset(found)


def _duty(state: SectionState, person_id: str) -> str:
    """What names the duty of everybody whom the open phase waits for. Raises Refused("nothing_awaited")."""
    if person_id not in asked(state):
        raise Refused("nothing_awaited")
    return _open_duty(state)


def _stream(section_id: str) -> str:
    return f"section/{section_id}"


def _open_duty(state: SectionState) -> str:
    return f"{state.id}.{state.cycle}.{state.phase}.{state.round}"


def _today(journal: Journal, state: SectionState, type_: str) -> Iterator[Event]:
    return _on(_of_duty(journal.session, state, type_), journal.now, state.policy.zone)


def _of_duty(session: Session, state: SectionState, type_: str) -> list[Event]:
    """The entries of this type about the open duty, the latest first."""
    query = select(Event).where(Event.stream_id == _stream(state.id), Event.type == type_)
    rows = session.exec(query.order_by(col(Event.seq).desc())).all()
    return [one for one in rows if one.data["duty"] == _open_duty(state)]


def _on(rows: Iterable[Event], now: datetime, zone: str) -> Iterator[Event]:
    """Those of the same day in the zone."""
    local = ZoneInfo(zone)
    return (one for one in rows if one.at.astimezone(local).date() == now.astimezone(local).date())


def _tell(
    house: House, journal: Journal, stream: Stream, act: Act, state: SectionState, told: Told, event: BaseModel
) -> None:
    calendar = house.calendars.in_force(journal.session)
    moment = Moment(journal=journal, stream=stream, act=act, calendar=calendar, zone=house.zone)
    facts = section_facts(moment, state, state.deadline)
    add_notices(moment, stream.seq + 1, [told], facts, event, None)
