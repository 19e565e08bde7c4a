"""Single-use links: asked for by e-mail, looked at, and used once; looking never uses them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from pydantic import BaseModel, SecretStr
from sqlmodel import Session as Unit
from sqlmodel import col, func, select

from domain.letters.links import LinkKind
from schemas.act import Act
from schemas.ids import new_id
from schemas.installation_events import SignInLinkAsked
from schemas.problems import Refused
from schemas.views.invitations import LinkRequest, LinkSignIn, LinkView
from schemas.views.keys import SignedIn
from services.house import House
from services.identity.actors import SESSION_PREFIX
from services.identity.passwords import token_hash
from services.identity.signin import begin_session, make_token
from storage.journal import Journal, known_receipt
from storage.link_tokens import counted_as, kept_hash, link_named
from storage.tables import Link, Person, Stream

SIGN_IN_LASTS = timedelta(minutes=15)
AT_ONCE = 5
"""Links to sign in that one person may have good at once; more letters would only be a nuisance."""

_SIGNING_IN = (col(Person.active), ~col(Person.guest))
"""Who may sign in at all."""

_NEXT: dict[LinkKind, str] = {
    "invitation": "POST /api/v1/invitations/accept",
    "sign_in": "POST /api/v1/sessions/by-link",
    "confirm": "POST /api/v1/confirmations/by-link",
    "guest": "POST /api/v1/guest/session",
}


def ask_for_link(house: House, *, act: Act, form: LinkRequest, address: str) -> None:
    """Have a link to sign in sent to an active person with this address; nobody learns whether there is one.

    Both ways one row is written, and the letter is written elsewhere: answers and their times are the same.
    Raises Refused("too_many_attempts").
    """
    if known_receipt(house.database, act) is not None:
        return
    house.attempts.begin(f"link {form.email}", address, house.clock())

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        person_id = journal.session.exec(select(Person.id).where(Person.email == form.email, *_SIGNING_IN)).first()
        good = good_links(journal.session, "sign_in", person_id or "", journal.now)
        link = new_link("sign_in", journal.now, SIGN_IN_LASTS, person_id=person_id if good < AT_ONCE else None)
        journal.session.add(link)
        return {}, [SignInLinkAsked(link_id=link.id)]

    house.administer(act, effect)


def good_links(unit: Unit, kind: LinkKind, person_id: str, now: datetime) -> int:
    """How many links of this kind a person has that can still be used."""
    good = (Link.person_id == person_id, Link.kind == kind, col(Link.expires_at) > now)
    return unit.exec(select(func.count()).where(*good, col(Link.used_at).is_(None))).one()


def new_link(
    kind: LinkKind,
    now: datetime,
    lasts: timedelta,
    *,
    person_id: str | None = None,
    invitation_id: str | None = None,
    guest_id: str | None = None,
) -> Link:
    """The row of a link whose letter is to leave at once."""
    return Link(
        id=new_id(),
        kind=kind,
        person_id=person_id,
        invitation_id=invitation_id,
        guest_id=guest_id,
        made_at=now,
        expires_at=now + lasts,
        next_try_at=now,
    )


def read_link(house: House, *, token: str, address: str) -> LinkView:
    """That the link is good, for what and until when; reading it any number of times changes nothing.

    Raises Refused: link_spent, too_many_attempts.
    """
    now = house.clock()
    house.attempts.check(counted_as(token), address, now)
    try:
        with house.database.read() as unit:
            link = good_link(unit, token, now)
    except Refused:
        house.attempts.begin(counted_as(token), address, now)
        raise
    kind = cast(LinkKind, link.kind)
    return LinkView(kind=kind, expires_at=link.expires_at, next=_NEXT[kind])


def good_link(unit: Unit, token: str, now: datetime, kind: LinkKind | None = None) -> Link:
    """The link whose token this is.

    Raises Refused("link_spent") for what is unknown, used, over, or of another kind.
    """
    named = link_named(token)
    link = unit.get(Link, named, with_for_update=kind is not None) if named else None
    if link is None or kept_hash(token) not in link.token_hashes or (kind or link.kind) != link.kind:
        raise Refused("link_spent")
    if link.used_at is not None or link.expires_at <= now:
        raise Refused("link_spent")
    return link


def use_link(journal: Journal, token: SecretStr, kind: LinkKind) -> Link:
    """Use the link up, inside a transaction. Raises Refused("link_spent")."""
    link = good_link(journal.session, token.get_secret_value(), journal.now, kind)
    link.used_at = journal.now
    return link


def sign_in_by_link(house: House, *, act: Act, seed: str, form: LinkSignIn, address: str) -> SignedIn:
    """Begin a session for the person whom the link was sent to. Raises Refused: link_spent, too_many_attempts."""
    now = house.clock()
    counted = counted_as(form.token.get_secret_value())
    house.attempts.begin(counted, address, now)
    token = make_token(SESSION_PREFIX, seed)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        link = use_link(journal, form.token, "sign_in")
        person = journal.session.get(Person, link.person_id)
        if person is None or not person.active or person.guest:
            raise Refused("link_spent")
        return begin_session(journal, person, token_hash(token))

    facts = house.administer(act, effect).facts
    house.attempts.succeeded(counted, address, now)
    return SignedIn(token=token, **facts)
