"""Taking back what a letter did: the link shows what it was, and only the button does it."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from services.mail import undoing
from web.sending import Sending
from web.visit import Visiting

router = APIRouter(prefix="/undo")
Token = Annotated[str, Path(max_length=100)]


@router.get("/done", operation_id="consent.read")
def done(visit: Visiting) -> Response:
    """That it is taken back."""
    return visit.page("guest/undone.html")


@router.get("/{token}", operation_id="answers.read")
def show(visit: Visiting, token: Token) -> Response:
    """What the letter did."""
    return visit.page(
        "guest/undo.html", token=token, answer=undoing.look(visit.house, token=token, address=visit.address)
    )


@router.post("/{token}", operation_id="answers.undo")
async def undo(visit: Visiting, sent: Sending, token: Token) -> Response:
    """Take it back."""
    await undoing.undo(visit.house, act=visit.act(sent), token=token, address=visit.address)
    return visit.go("/undo/done")
