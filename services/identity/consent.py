"""Consent to the processing of personal data: its text, and that a person gave it or took it back."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from domain.rights import Relation
from schemas.act import Act
from schemas.actor import Actor
from schemas.canonical import canonical_json, sha256_hex
from schemas.installation_events import ConsentGiven, ConsentWithdrawn
from schemas.problems import Refused
from schemas.views.consent import ConsentForm, ConsentTextView, ConsentView
from services.house import House
from services.rights import permit
from storage.consents import consent_text
from storage.journal import Journal
from storage.tables import Person, Stream


def read_text(_house: House, *, actor: Actor) -> ConsentTextView:
    """The present text of consent."""
    permit("consent.read", actor)
    present = consent_text()
    return ConsentTextView(
        version=present.version, hash=sha256_hex(canonical_json(present.text).encode()), text=present.text
    )


def set_consent(house: House, *, actor: Actor, act: Act, person_id: str, form: ConsentForm) -> ConsentView:
    """Record that the actor consents, or no longer does.

    Raises Refused with `consent_unknown`, or `consent_not_given` where there is none to withdraw.
    """
    permit("people.consent", actor, {Relation.SELF} if person_id == actor.id else ())

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        person = journal.session.get_one(Person, person_id, with_for_update=True)
        happened = take_consent(journal, person, form.version) if form.given else _withdraw(journal, person, form)
        view = consent_view(person)
        assert view is not None
        return view.model_dump(mode="json"), [happened]

    return ConsentView.model_validate(house.administer(act, effect).facts)


def take_consent(journal: Journal, person: Person, version: str) -> ConsentGiven:
    """Note on the person's row that they consent now to the text of that version; the event to record with it.

    Raises Refused("consent_unknown").
    """
    person.consent_version = consent_text(version).version
    person.consent_at, person.consent_withdrawn_at = journal.now, None
    return ConsentGiven(person_id=person.id, version=version)


def consent_view(person: Person) -> ConsentView | None:
    """What the person agreed to, None if they never did."""
    if person.consent_at is None:
        return None
    return ConsentView(
        version=person.consent_version, given_at=person.consent_at, withdrawn_at=person.consent_withdrawn_at
    )


def _withdraw(journal: Journal, person: Person, form: ConsentForm) -> ConsentWithdrawn:
    if person.consent_at is None or person.consent_withdrawn_at is not None or person.consent_version != form.version:
        raise Refused("consent_not_given", version=form.version)
    person.consent_withdrawn_at = journal.now
    return ConsentWithdrawn(person_id=person.id, version=form.version)
