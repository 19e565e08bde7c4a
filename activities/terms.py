"""`terms_due`: whoever's term in a body is over leaves the open rounds they were in through it."""

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel
from sqlmodel import Session, col, func, select

from activities.calendar_turns import Turn
from activities.recording.duties import leave_rounds
from activities.recording.kind import Moment
from activities.recording.people import day_of
from domain.terms import covers
from schemas.ids import new_id
from schemas.installation_events import TermOver
from storage.tables import BodyMember


def terms_due(session: Session, day: date, most: int) -> list[Turn]:
    """The terms that are over by that day: who is a member no more by the calendar is recused."""
    over = select(BodyMember).where(col(BodyMember.over_at).is_(None), col(BodyMember.until) < day)
    rows = session.exec(over.order_by(func.random()).limit(most)).all()
    return [_turn(*one) for one in sorted((row.body_id, row.person_id, row.term) for row in rows)]


def _turn(body_id: str, person_id: str, term: int) -> Turn:
    def happens(moment: Moment) -> Sequence[BaseModel]:
        row = moment.journal.session.get(BodyMember, (body_id, person_id, term), populate_existing=True)
        if row is None or row.over_at is not None or covers(None, row.until, day_of(moment)):  # changed meanwhile
            return []
        row.over_at = moment.journal.now
        leave_rounds(moment, person_id, "left_body")
        return [TermOver(body_id=body_id, person_id=person_id, term=term)]

    return Turn(act_id=new_id(), named={"body": body_id, "person": person_id}, happens=happens)
