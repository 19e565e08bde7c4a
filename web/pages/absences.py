"""Absences: one's own, and those that coordinators and administrators note for others."""

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.views.absences import NewAbsence
from services.people import absences
from web.sending import Sending
from web.visit import Visiting

router = APIRouter(prefix="/people/{person_id}/absences")


@router.post("", operation_id="absences.add")
def add_absence(visit: Visiting, sent: Sending, person_id: Id) -> Response:
    """Note that somebody is away."""
    absences.add_absence(
        visit.house, actor=visit.actor, act=visit.act(sent), form=sent.read(NewAbsence, person_id=person_id)
    )
    return visit.go(f"/people/{person_id}#absences", said="people.absence_noted")


@router.post("/{absence_id}/end", operation_id="absences.end")
def end_absence(visit: Visiting, sent: Sending, person_id: Id, absence_id: Id) -> Response:
    """End an absence early, or call it off."""
    absences.end_absence(visit.house, actor=visit.actor, act=visit.act(sent), absence_id=absence_id)
    return visit.go(f"/people/{person_id}#absences", said="people.absence_ended")
