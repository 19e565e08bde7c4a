"""API tokens: made and revoked by the people they belong to."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session as Unit
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
from storage.tables import Person, Session, Stream, Token

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

    A token makes none stronger than itself: it gives only scopes that it has, for no longer than it lasts, and what it
    makes is revoked with it. Raises Refused with `scope_missing`, `expiry_beyond_token`, `expiry_in_past`, or
    `credential_invalid` if the actor's own token or session was ended meanwhile.
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
        _require_access(journal.session, actor)
        token = Token(
            id=new_id(),
            person_id=actor.id,
            name=form.name,
            prefix=secret[:_SHOWN],
            token_hash=token_hash(secret),
            scopes=" ".join(scopes),
            made_at=journal.now,
            expires_at=form.expires_at,
            made_with=actor.token or None,
        )
        journal.session.add(token)
        added = TokenAdded(token_id=token.id, person_id=actor.id, scopes=scopes, made_with=token.made_with)
        return {"id": token.id}, [added]

    return MadeToken(id=house.administer(act, effect).facts["id"], token=secret)


def revoke_token(house: House, *, actor: Actor, act: Act, token_id: str) -> None:
    """Make a token invalid from now on, with all that were made with it, and with those in turn.

    Raises Refused("not_found") for one that is not the actor's to revoke.
    """

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        token = journal.session.get(Token, token_id)
        relations = {Relation.SELF} if token is not None and token.person_id == actor.id else set()
        permit("tokens.revoke", actor, relations, refusal="not_found")
        if token is None:
            raise Refused("not_found")
        ended = [one for one in (token, *_made_with(journal.session, token)) if one.revoked_at is None]
        for one in ended:
            one.revoked_at = journal.now
        return {}, [TokenRevoked(token_id=one.id, person_id=one.person_id) for one in ended]

    house.administer(act, effect)


def _made_with(unit: Unit, token: Token) -> list[Token]:
    """The tokens that were made with this one, and those made with them."""
    theirs = unit.exec(select(Token).where(Token.person_id == token.person_id).order_by(Token.id)).all()
    family = {token.id}
    while new := {one.id for one in theirs if one.made_with in family} - family:
        family |= new
    return [one for one in theirs if one.id in family - {token.id}]


def _require_access(unit: Unit, actor: Actor) -> None:
    """Between the check and this transaction the account may have been closed, or the session or token ended."""
    person = unit.get(Person, actor.id)
    session = unit.get(Session, actor.session) if actor.session else None
    token = unit.get(Token, actor.token) if actor.token else None
    ended = (session and session.ended_at) or (token and token.revoked_at)
    if person is None or not person.active or ended:
        raise Refused("credential_invalid")
