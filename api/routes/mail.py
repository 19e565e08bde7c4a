"""Routes of answers by letter: the mail server hands letters over, and people take back what one did."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from activities.mail.incoming import MOST_BYTES
from api.act import ThisAct
from edge.actor import Acting, AtHouse
from edge.client import client_address
from schemas.views.mail import LetterTaken, UndoView
from services.mail import receiving, undoing

_EXAMPLE = """From: orlova@example.org
To: otvety+agrakwonajyttlzifdxpinfc3lg7wbzzqm7fgvs2wm@veche.example.org
Message-ID: <1@example.org>

Agree with remarks: the source is missing.
"""
router = APIRouter(tags=["mail"])
Token = Annotated[str, Path(max_length=100)]


@router.post(
    "/mail",
    operation_id="mail.receive",
    openapi_extra={
        "x-body-limit": MOST_BYTES,
        "requestBody": {
            "required": True,
            "content": {"message/rfc822": {"schema": {"type": "string"}, "example": _EXAMPLE}},
        },
    },
)
async def receive(request: Request, house: AtHouse, _actor: Acting) -> LetterTaken:
    """Take a letter as it came (RFC 5322); its Message-ID makes its repetition the same letter."""
    content = await request.body()
    return await receiving.receive(house, secret=request.state.credential, content=content)


@router.get("/answers/{token}", operation_id="answers.read")
def read_answer(request: Request, response: Response, house: AtHouse, token: Token) -> UndoView:
    """What a letter did that this link undoes; opening it changes nothing."""
    response.headers["Cache-Control"] = "no-store"
    return undoing.look(house, token=token, address=client_address(request, house.trusted_proxies))


@router.post("/answers/{token}/undo", operation_id="answers.undo", status_code=204)
async def undo(request: Request, house: AtHouse, act: ThisAct, token: Token) -> None:
    """Take back what the letter did, until the round's close."""
    await undoing.undo(house, act=act, token=token, address=client_address(request, house.trusted_proxies))
