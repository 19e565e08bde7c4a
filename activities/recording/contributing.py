"""Whom a round calls on inside bodies that have one voice: their members, who contribute before the head speaks."""

from typing import Any

from sqlalchemy import Date, bindparam
from sqlmodel import col, select

from activities.recording.kind import Moment
from activities.recording.people import current, day_of
from domain.notices import Told
from domain.section.deputies import acting
from domain.section.electorate import waiting
from schemas.section import Phase, SectionState
from schemas.section_events import AlarmRang, RoundOpened
from storage.prepared import rows_in
from storage.tables import BodyMember, Person

_MEMBERS = (
    select(BodyMember.person_id)
    .join(Person, col(Person.id) == col(BodyMember.person_id))
    .where(
        col(BodyMember.body_id).in_(bindparam("bodies", expanding=True)),
        col(Person.active),
        *current(bindparam("day", type_=Date)),
    )
    .order_by(col(BodyMember.person_id))
    .distinct()
)


def contributing(moment: Moment, event: Any, state: SectionState) -> list[Told]:
    """Members are told that their body is asked, and reminded as long as its head has not spoken.

    `state` is the one that the whole command led to. Whether anything was said inside changes nothing of it. Who is
    asked for an own verdict is told of that alone.
    """
    match event:
        case RoundOpened():
            kind, heads = "contribution_invited", state.voters
        case AlarmRang() if event.alarm.what == "reminder" and state.phase == Phase.REVIEW:
            kind, heads = "contribution_reminder", waiting(state)
        case _:
            return []
    bodies = sorted(one.speaks_for for one in state.electors if one.speaks_for and one.person_id in heads)
    if not bodies:
        return []
    asked = {*state.voters, *acting(state, state.voters)}
    members = rows_in(moment.journal.session, _MEMBERS, bodies=bodies, day=day_of(moment))
    return [(kind, tuple(row.person_id for row in members if row.person_id not in asked))]
