"""That whoever signs is there themselves: their password again, or a proof of it that is good for minutes."""

import hmac
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from pydantic import BaseModel, SecretStr

from schemas.act import Act
from schemas.actor import Actor
from schemas.installation_events import ConfirmationLinkAsked, IdentityConfirmed
from schemas.problems import Refused
from schemas.views.confirmations import Confirmation, ConfirmationForm, Confirming, Way
from schemas.views.invitations import LinkToken
from services.house import House
from services.identity.links import AT_ONCE, SIGN_IN_LASTS, good_links, new_link, use_link
from services.rights import permit
from storage.journal import Journal, known_receipt
from storage.tables import Person, Stream

PROOF_PREFIX = "veche_proof_"
PROOF_LASTS = timedelta(minutes=5)


def sealed(house: House, act: Act, form: Confirming) -> Act:
    """The act of a form that may hold a password, fit to be kept. Raises Refused("too_busy")."""
    return act if form.password is None else house.passwords.seal(act)


def confirm(house: House, *, actor: Actor, form: Confirming) -> Way:
    """By what the actor shows that they are there themselves; a session or an API token alone shows nothing.

    Raises Refused: confirmation_required, password_wrong, proof_spent, too_many_attempts, too_busy.
    """
    if form.proof is not None:
        with house.database.read() as unit:
            return _way_of(house, unit.get_one(Person, actor.id), form.proof.get_secret_value())
    if form.password is None:
        raise Refused("confirmation_required")
    _require_password(house, actor, form.password)
    return "password"


def ways(house: House, *, actor: Actor) -> tuple[Way, ...]:
    """How the actor can confirm, the usual way first; a letter reaches everybody."""
    with house.database.read() as unit:
        person = unit.get(Person, actor.id)
    return ("password", "letter") if person is not None and person.password_hash else ("letter",)


def is_good(house: House, *, actor: Actor, proof: str) -> bool:
    """Whether a proof still confirms the actor."""
    with house.database.read() as unit:
        person = unit.get(Person, actor.id)
        try:
            return person is not None and bool(_way_of(house, person, proof))
        except Refused:
            return False


def confirm_by_password(house: House, *, actor: Actor, act: Act, form: ConfirmationForm) -> Confirmation:
    """A proof for one's password. Raises Refused: password_wrong, too_many_attempts, too_busy."""
    permit("confirmations.add", actor)
    act = house.passwords.seal(act)
    if known_receipt(house.database, act) is None:
        _require_password(house, actor, form.password)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        return _begun(journal, actor, "password")

    return _given(house, actor, house.administer(act, effect).facts)


def ask_for_letter(house: House, *, actor: Actor, act: Act) -> None:
    """Have a link sent to one's address that confirms one. Raises Refused("too_many_attempts")."""
    permit("confirmations.ask_link", actor)
    if known_receipt(house.database, act) is not None:
        return
    house.attempts.begin("confirm by letter", actor.id, house.clock())

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        good = good_links(journal.session, "confirm", actor.id, journal.now)
        link = new_link("confirm", journal.now, SIGN_IN_LASTS, person_id=actor.id if good < AT_ONCE else None)
        journal.session.add(link)
        return {}, [ConfirmationLinkAsked(link_id=link.id)]

    house.administer(act, effect)


def confirm_by_link(house: House, *, actor: Actor, act: Act, form: LinkToken) -> Confirmation:
    """A proof for the link that a letter brought, which it uses up.

    Raises Refused: link_spent, for somebody else's too; too_many_attempts.
    """
    permit("confirmations.by_link", actor)
    now = house.clock()
    house.attempts.begin("link", actor.id, now)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        if use_link(journal, form.token, "confirm").person_id != actor.id:
            raise Refused("link_spent")
        return _begun(journal, actor, "letter")

    facts = house.administer(act, effect).facts
    house.attempts.succeeded("link", actor.id, now)
    return _given(house, actor, facts)


def _require_password(house: House, actor: Actor, password: SecretStr) -> None:
    with house.database.read() as unit:
        person = unit.get_one(Person, actor.id)
    # Guessed here as at the sign-in, by whoever finds a session left open or a token.
    house.attempts.begin(person.email, actor.id, house.clock())
    if not house.passwords.verify(password.get_secret_value(), person.password_hash):
        raise Refused("password_wrong")
    house.attempts.succeeded(person.email, actor.id, house.clock())


def _begun(journal: Journal, actor: Actor, by: Way) -> tuple[dict[str, Any], Sequence[BaseModel]]:
    ends = int((journal.now + PROOF_LASTS).timestamp())
    return {"by": by, "ends": ends}, [IdentityConfirmed(person_id=actor.id, by=by)]


def _given(house: House, actor: Actor, facts: dict[str, Any]) -> Confirmation:
    by, ends = cast(Way, facts["by"]), int(facts["ends"])
    with house.database.read() as unit:
        proof = _proof(house, unit.get_one(Person, actor.id), by, ends)
    return Confirmation(proof=proof, by=by, expires_at=datetime.fromtimestamp(ends, UTC))


def _proof(house: House, person: Person, by: str, ends: int) -> str:
    """Nothing of it is stored: its end stands in it, and it ends with the password that it was given for, too."""
    bound = house.keyed_hash("proof", person.id, person.password_hash or "", by, str(ends))
    return f"{PROOF_PREFIX}{by}.{ends}.{bound}"


def _way_of(house: House, person: Person, proof: str) -> Way:
    by, _, rest = proof.removeprefix(PROOF_PREFIX).partition(".")
    ends, _, _ = rest.partition(".")
    if by not in ("password", "letter") or not ends.isascii() or not ends.isdecimal() or len(ends) > 12:
        raise Refused("proof_spent")
    good = _proof(house, person, by, int(ends))
    if not hmac.compare_digest(good.encode(), proof.encode()) or int(ends) <= house.clock().timestamp():
        raise Refused("proof_spent")
    return "letter" if by == "letter" else "password"
