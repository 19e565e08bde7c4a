"""Routes by which a person shows that they are there themselves, before they sign."""

from fastapi import APIRouter, Response

from api.act import ThisAct
from edge.actor import Acting, AtHouse
from schemas.views.confirmations import Confirmation, ConfirmationForm
from schemas.views.invitations import LinkToken
from services.identity import confirmations

router = APIRouter(prefix="/confirmations", tags=["sessions"])


@router.post("", operation_id="confirmations.add", status_code=201)
def confirm(response: Response, house: AtHouse, actor: Acting, act: ThisAct, form: ConfirmationForm) -> Confirmation:
    """Type one's password again; what it gives confirms signatures for five minutes."""
    response.headers["Cache-Control"] = "no-store"
    return confirmations.confirm_by_password(house, actor=actor, act=act, form=form)


@router.post("/letters", operation_id="confirmations.ask_link", status_code=204)
def ask_link(house: AtHouse, actor: Acting, act: ThisAct) -> None:
    """Have a letter with a link sent to one's own address, for who has no password or forgot it."""
    confirmations.ask_for_letter(house, actor=actor, act=act)


@router.post("/by-link", operation_id="confirmations.by_link", status_code=201)
def confirm_by_link(response: Response, house: AtHouse, actor: Acting, act: ThisAct, form: LinkToken) -> Confirmation:
    """Use the link that the letter brought; what it gives confirms signatures for five minutes."""
    response.headers["Cache-Control"] = "no-store"
    return confirmations.confirm_by_link(house, actor=actor, act=act, form=form)
