"""Routes of absences."""

from fastapi import APIRouter, Request, Response

from api.act import ThisAct
from api.paging import paged
from edge.actor import Acting, AtHouse
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.absences import AbsenceView, NewAbsence
from schemas.views.page import Items
from services.people import absences

router = APIRouter(prefix="/absences", tags=["people"])


@router.get("", operation_id="absences.list")
def list_absences(
    request: Request,
    response: Response,
    house: AtHouse,
    actor: Acting,
    page: AskedPage,
    person_id: str | None = None,
) -> Items[AbsenceView]:
    """One's own absences, or somebody's."""
    return paged(request, response, absences.list_absences(house, actor=actor, page=page, person_id=person_id))


@router.post("", operation_id="absences.add", status_code=201)
def add_absence(house: AtHouse, actor: Acting, act: ThisAct, form: NewAbsence) -> AbsenceView:
    """Record that one is away, or that somebody is."""
    return absences.add_absence(house, actor=actor, act=act, form=form)


@router.post("/{absence_id}/end", operation_id="absences.end")
def end_absence(house: AtHouse, actor: Acting, act: ThisAct, absence_id: Id) -> AbsenceView:
    """End an absence early, or call it off."""
    return absences.end_absence(house, actor=actor, act=act, absence_id=absence_id)
