"""API tokens: made and revoked by the people they belong to."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlmodel import col, select

from domain.rights import Relation
from schemas.act import Act
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.installation_events import TokenAdded, TokenRevoked
from schemas.problems import Refused
from schemas.views.keys import MadeToken, NewToken, TokenView
from schemas.views.page import Page, Slice
from services.house import House
from services.identity.actors import TOKEN_PREFIX
from services.identity.passwords import token_hash
from services.identity.signin import make_token
from services.rights import permit
from storage.journal import Journal
from storage.paging import page_of
from storage.tables import Stream, Token

_SHOWN = len(TOKEN_PREFIX) + 6


def list_tokens(house: House, *, actor: Actor, person_id: str, page: Page) -> Slice[TokenView]:
    """A person's tokens, the revoked ones too."""
    permit("tokens.list", actor, {Relation.SELF} if person_id == actor.id else ())
    query = select(Token).where(Token.person_id == person_id)
    with house.database.read() as unit:
        return page_of(unit, query, col(Token.id), lambda token: token.id, page).each(_view)


def _view(token: Token) -> TokenView:
    return TokenView.model_validate({**token.model_dump(), "scopes": token.scopes.split()})


def add_token(house: House, *, actor: Actor, act: Act, seed: str, form: NewToken) -> MadeToken:
    """Make a token of the actor's own from `seed` (64 hexadecimal digits); only its hash is stored.

    A token makes none stronger than itself: it gives only scopes that it has, for no longer than it lasts.
    Raises Refused with `scope_missing`, `expiry_beyond_token` or `expiry_in_past`.
    """
    permit("tokens.add", actor)
    for scope in form.scopes:
        if actor.scopes is not None and scope not in actor.scopes:
            raise Refused("scope_missing", scope=scope.value)
    if actor.until is not None and (form.expires_at is None or form.expires_at > actor.until):
        raise Refused("expiry_beyond_token", until=actor.until.isoformat())
    scopes = tuple(sorted({scope.value for scope in form.scopes}))
    secret = make_token(TOKEN_PREFIX, seed)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        if form.expires_at is not None and form.expires_at <= journal.now:
            raise Refused("expiry_in_past")
        token = Token(
            id=new_id(),
            person_id=actor.id,
            name=form.name,
            prefix=secret[:_SHOWN],
            token_hash=token_hash(secret),
            scopes=" ".join(scopes),
            made_at=journal.now,
            expires_at=form.expires_at,
        )
        journal.session.add(token)
        return {"id": token.id}, [TokenAdded(token_id=token.id, person_id=actor.id, scopes=scopes)]

    return MadeToken(id=house.administer(act, effect).facts["id"], token=secret)


def revoke_token(house: House, *, actor: Actor, act: Act, token_id: str) -> None:
    """Make a token invalid from now on. Raises Refused("not_found") for one that is not the actor's to revoke."""

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        token = journal.session.get(Token, token_id)
        relations = {Relation.SELF} if token is not None and token.person_id == actor.id else set()
        permit("tokens.revoke", actor, relations, refusal="not_found")
        if token is None:
            raise Refused("not_found")
        if token.revoked_at is not None:
            return {}, []
        token.revoked_at = journal.now
        return {}, [TokenRevoked(token_id=token.id, person_id=token.person_id)]

    house.administer(act, effect)
