"""The page of rehearsals: when a document would be ready if its people acted so; nothing is written."""

from datetime import date, datetime, time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Response
from pydantic import BeforeValidator

from edge.path import Id
from schemas.document import DocumentPhase
from schemas.policy import LAST_YEAR, LONGEST_DAYS
from schemas.views.form import Reference
from schemas.views.rehearsals import FIRST_YEAR, BehaviourForm, PersonBehaviourForm, RehearsalForm
from services.documents import documents
from services.documents.rehearsals import rehearse_in_words
from web.visit import Visiting

router = APIRouter()
Acts = Literal["in_time", "late", "never"]
Days = Annotated[int, Query(ge=1, le=LONGEST_DAYS)]
People = Annotated[tuple[Reference, ...], Query(max_length=100)]
Start = Annotated[
    date | None,
    BeforeValidator(lambda typed: typed or None),
    Query(ge=date(FIRST_YEAR, 1, 1), le=date(LAST_YEAR, 1, 1)),
]
"""The day of a supposed launch; an empty field is none."""

_MORNING = time(9)


@router.get("/documents/{document_id}/rehearsal", operation_id="documents.rehearse")
def rehearse(
    visit: Visiting,
    document_id: Id,
    acts: Acts = "in_time",
    days: Days = 5,
    person: People = (),
    theirs: Acts = "never",
    their_days: Days = 5,
    start: Start = None,
) -> Response:
    """What would come of the timetable, with the form that says who acts how."""
    house, actor = visit.house, visit.actor
    document = documents.read_document(house, actor=actor, document_id=document_id)
    supposes_start = document.phase == DocumentPhase.SETUP
    other = _behaviour(theirs, their_days)
    form = RehearsalForm(
        starts_at=datetime.combine(start, _MORNING, ZoneInfo(house.zone)) if start and supposes_start else None,
        everybody=BehaviourForm.model_validate(_behaviour(acts, days)),
        people=tuple(PersonBehaviourForm.model_validate({"person_id": one, **other}) for one in person),
    )
    told, names = rehearse_in_words(house, actor=actor, document_id=document_id, form=form, language=visit.language)
    return visit.page(
        "documents/rehearsal.html",
        document=document,
        told=told,
        people=sorted(names.items(), key=lambda one: one[1].casefold()),
        asked={"acts": acts, "days": days, "person": person, "theirs": theirs, "their_days": their_days},
        start=start or "",
        supposes_start=supposes_start,
    )


def _behaviour(acts: Acts, days: int) -> dict[str, str | int]:
    return {"acts": acts, "working_days": days if acts == "late" else 0}
