"""What everybody said of an earlier revision, for the notice that a new round opened."""

from typing import Any

from sqlmodel import col, select

from activities.recording.kind import Moment
from schemas.section_events import RoundOpened
from storage.tables import Revision


def judged_before(moment: Moment, event: RoundOpened) -> dict[str, dict[str, Any]]:
    """By person the revision that they judged last, with its number, what changed since, and why it must be again."""
    verdicts = (*event.carried, *event.outdated)
    wanted = {one.judged_id for one in verdicts}
    if not wanted:
        return {}
    rows = moment.journal.session.exec(select(Revision.id, Revision.number).where(col(Revision.id).in_(wanted)))
    numbers = dict(rows.all())
    return {
        one.person_id: {
            "judged_id": one.judged_id,
            "judged": numbers.get(one.judged_id),
            "verdict": str(one.verdict),
            "change": one.change,
            "why": one.why,
            "revision_id": event.revision_id,
        }
        for one in verdicts
    }
