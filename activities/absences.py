"""`absences_due`: absences take effect when their first day comes, and when their last one is over."""

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel
from sqlmodel import Session, and_, col, func, or_, select

from activities.calendar_turns import Turn
from activities.recording.duties import stand_in_for
from activities.recording.kind import Moment
from schemas.installation_events import AbsenceTurned
from storage.tables import Absence


def absences_due(session: Session, day: date, most: int) -> list[Turn]:
    """The absences that begin by that day or are over: open duties pass on, and back."""
    began = and_(col(Absence.began_at).is_(None), col(Absence.since) <= day, col(Absence.until) >= day)
    over = and_(col(Absence.over_at).is_(None), col(Absence.until) < day)
    query = select(Absence).where(col(Absence.ended_at).is_(None), or_(began, over))
    rows = session.exec(query.order_by(func.random()).limit(most)).all()
    return [_turn(*one) for one in sorted((row.id, "over" if row.until < day else "began") for row in rows)]


def _turn(absence_id: str, turn: str) -> Turn:
    def happens(moment: Moment) -> Sequence[BaseModel]:
        absence = moment.journal.session.get_one(Absence, absence_id, populate_existing=True)
        if absence.ended_at is not None:  # by a person, meanwhile
            return []
        if turn == "began":
            absence.began_at = moment.journal.now
        else:
            absence.over_at = moment.journal.now
        stand_in_for(moment, absence.person_id)
        told = {"absence_id": absence_id, "person_id": absence.person_id, "turn": turn}
        return [AbsenceTurned.model_validate(told)]

    return Turn(act_id=f"absence/{absence_id}/{turn}", named={"absence": absence_id}, happens=happens)
