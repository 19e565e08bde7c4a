"""Routes of API tokens."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.act import ThisAct, TokenSeed
from api.paging import paged
from edge.actor import Acting, AtHouse
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.form import Reference
from schemas.views.keys import MadeToken, NewToken, TokenView
from schemas.views.page import Items
from services.identity import tokens

router = APIRouter(prefix="/tokens", tags=["tokens"])
Owner = Annotated[Reference | None, Query(description="Whose tokens; without it, one's own.")]


@router.get("", operation_id="tokens.list")
def list_tokens(
    request: Request,
    response: Response,
    house: AtHouse,
    actor: Acting,
    page: AskedPage,
    person_id: Owner = None,
) -> Items[TokenView]:
    """A person's tokens, the revoked ones too."""
    found = tokens.list_tokens(house, actor=actor, person_id=person_id or actor.id, page=page)
    return paged(request, response, found)


@router.post("", operation_id="tokens.add", status_code=201)
def add_token(house: AtHouse, actor: Acting, act: ThisAct, seed: TokenSeed, form: NewToken) -> MadeToken:
    """Make a token of one's own; the answer is the only place it is shown."""
    return tokens.add_token(house, actor=actor, act=act, seed=seed, form=form)


@router.delete("/{token_id}", operation_id="tokens.revoke", status_code=204)
def revoke_token(house: AtHouse, actor: Acting, act: ThisAct, token_id: Id) -> None:
    """Make a token invalid."""
    tokens.revoke_token(house, actor=actor, act=act, token_id=token_id)
