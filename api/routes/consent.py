"""Routes of consent to the processing of personal data."""

from fastapi import APIRouter

from api.act import ThisAct
from edge.actor import Acting, AtHouse
from edge.path import Id
from schemas.views.consent import ConsentForm, ConsentTextView, ConsentView
from services.identity import consent

router = APIRouter(tags=["people"])


@router.get("/consent", operation_id="consent.read")
def read_text(house: AtHouse, actor: Acting) -> ConsentTextView:
    """The present text of consent, in every language."""
    return consent.read_text(house, actor=actor)


@router.post("/people/{person_id}/consent", operation_id="people.consent")
def set_consent(house: AtHouse, actor: Acting, act: ThisAct, person_id: Id, form: ConsentForm) -> ConsentView:
    """Consent to the text of a version, or withdraw that consent."""
    return consent.set_consent(house, actor=actor, act=act, person_id=person_id, form=form)
