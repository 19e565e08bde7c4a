"""A person's channels: which are used, in which rhythm and hours, and where each goes."""

import hmac
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from pydantic import BaseModel, EmailStr, TypeAdapter, ValidationError
from sqlmodel import Session, col, func, select

from activities.notices.outside import Unreachable
from activities.notices.proofs import GOOD_FOR, TRIES, code_of
from activities.notices.routing import forget_deliveries, reroute
from activities.notices.webhook import signing_key
from domain.rhythm import DIGEST_AT
from domain.rights import Relation
from schemas.act import Act
from schemas.actor import Actor
from schemas.channel_events import ChannelAsked, ChannelConfirmed, ChannelKeyRenewed, ChannelsChanged
from schemas.channels import CHANNELS, ChannelKind
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.views.channels import (
    ChannelAddress,
    ChannelCode,
    ChannelsForm,
    ChannelsView,
    ChannelView,
    CodeSent,
    QuietHours,
    SigningKey,
)
from schemas.views.form import Done
from services.house import House
from services.rights import permit
from storage.journal import Journal
from storage.tables import Channel, ChannelProof, ChannelSettings, Delivery, Feed, Person, Stream

CODES_AN_HOUR = 5
_CHAT = re.compile(r"-?[0-9]{1,20}|@[A-Za-z][A-Za-z0-9_]{4,31}")
_EMAIL: TypeAdapter[str] = TypeAdapter(EmailStr)


def read_channels(house: House, *, actor: Actor, person_id: str) -> ChannelsView:
    """A person's channels. Raises Refused("not_found")."""
    permit("channels.read", actor, _relations(actor, person_id))
    with house.database.read() as session:
        person = session.get(Person, person_id)
        if person is None:
            raise Refused("not_found")
        settings = session.get(ChannelSettings, person_id) or _first_settings(house, person_id)
        feed = session.get(Feed, person_id)
        rows = {kind: session.get(Channel, (person_id, kind)) for kind in CHANNELS}
    quiet = None
    if settings.quiet_since is not None and settings.quiet_until is not None:
        quiet = QuietHours(since=settings.quiet_since, until=settings.quiet_until)
    own = actor.id == person_id
    return ChannelsView(
        person_id=person_id,
        zone=settings.zone,
        language=person.language,
        quiet=quiet,
        digest_at=settings.digest_at,
        channels=[_view(house, kind, rows[kind], person.email if own else None, own=own) for kind in CHANNELS],
        feed_made_at=feed.made_at if feed else None,
        version=settings.version,
    )


def update_channels(house: House, *, actor: Actor, act: Act, person_id: str, version: int, form: ChannelsForm) -> Done:
    """Replace all of one's choice; what waits to be sent follows it.

    Raises Refused with `version_outdated`, `channel_closed` or `channel_unconfirmed`.
    """
    permit("channels.update", actor, _relations(actor, person_id))
    chosen = {choice.kind: choice for choice in form.channels}

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        settings = _settings(house, journal.session, person_id)
        if settings.version != version:
            raise Refused("version_outdated", version=settings.version)
        for kind in CHANNELS:
            channel = _channel(journal.session, person_id, kind)
            channel.enabled = kind in chosen
            if kind in chosen:
                _check_usable(house, channel)
                channel.rhythm, channel.urgent_at_once = chosen[kind].rhythm, chosen[kind].urgent_at_once
        settings.zone, settings.digest_at, settings.version = form.zone, form.digest_at, version + 1
        settings.quiet_since = form.quiet.since if form.quiet else None
        settings.quiet_until = form.quiet.until if form.quiet else None
        person = journal.session.get_one(Person, person_id, with_for_update=True)
        typed = None
        if person.language != form.language:
            person.language, person.version = form.language, person.version + 1
            typed = house.typed(person)
        reroute(journal.session, person_id, journal.now)
        names = tuple(sorted(chosen))
        changed = ChannelsChanged(person_id=person_id, version=settings.version, channels=names, typed=typed)
        return {"id": person_id, "version": settings.version}, [changed]

    return Done.model_validate(house.administer(act, effect).facts)


def set_address(
    house: House, *, actor: Actor, act: Act, person_id: str, kind: ChannelKind, form: ChannelAddress
) -> CodeSent:
    """Have a code sent to a new address; an earlier code for the channel is worth nothing any more.

    Raises Refused with `channel_closed`, `address_unusable` or `too_many_codes`.
    """
    permit("channels.set_address", actor, _relations(actor, person_id))

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        address = _checked(house, kind, form.address)
        session, now = journal.session, journal.now
        lately = select(func.count()).where(
            ChannelProof.person_id == person_id, ChannelProof.made_at > now - timedelta(hours=1)
        )
        if session.exec(lately).one() >= CODES_AN_HOUR:
            raise Refused("too_many_codes", most=CODES_AN_HOUR)
        _end_proofs(journal, person_id, kind)
        given: dict[str, Any] = {"id": new_id(), "person_id": person_id}
        proof = ChannelProof(kind=kind, address=address, made_at=now, expires_at=now + GOOD_FOR, **given)
        session.add(proof)
        session.flush()
        given |= {"id": new_id(), "channel": kind, "due_at": now, "next_try_at": now}
        session.add(Delivery(proof_id=proof.id, letter_id=proof.id, **given))
        asked = ChannelAsked(person_id=person_id, channel=kind, proof_id=proof.id)
        return {"id": proof.id, "expires_at": proof.expires_at.isoformat()}, [asked]

    return CodeSent.model_validate(house.administer(act, effect).facts)


def confirm_address(
    house: House, *, actor: Actor, act: Act, person_id: str, kind: ChannelKind, form: ChannelCode
) -> Done:
    """Take the address into use that the code was sent to, and turn the channel on.

    Raises Refused with `code_not_awaited` or `code_wrong`; after five wrong codes none is awaited.
    """
    permit("channels.confirm", actor, _relations(actor, person_id))

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        session = journal.session
        proof = session.exec(_open_proofs(person_id, kind).with_for_update()).first()
        if proof is None or proof.expires_at <= journal.now or proof.tries >= TRIES:
            raise Refused("code_not_awaited")
        given = form.code.get_secret_value().strip().upper()
        if not hmac.compare_digest(given.encode(), code_of(house.secret, proof.id).encode()):
            proof.tries += 1
            return {"wrong": True}, []
        _end_proofs(journal, person_id, kind)
        channel = _channel(session, person_id, kind)
        channel.address, channel.confirmed_at, channel.enabled = proof.address, journal.now, True
        settings = _settings(house, session, person_id)
        settings.version += 1
        confirmed = ChannelConfirmed(person_id=person_id, channel=kind, proof_id=proof.id)
        return {"id": person_id, "version": settings.version}, [confirmed]

    facts = house.administer(act, effect).facts
    if "wrong" in facts:  # counted, so it could not be refused inside the transaction
        raise Refused("code_wrong")
    return Done.model_validate(facts)


def renew_key(house: House, *, actor: Actor, act: Act, person_id: str) -> SigningKey:
    """Begin a new signing key of one's webhook; from now on calls are signed with it."""
    permit("channels.renew_key", actor, _relations(actor, person_id))

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        channel = _channel(journal.session, person_id, "webhook")
        channel.key_number += 1
        return {"number": channel.key_number}, [ChannelKeyRenewed(person_id=person_id, number=channel.key_number)]

    number = int(house.administer(act, effect).facts["number"])
    return SigningKey(key=signing_key(house.secret, person_id, number))


def _relations(actor: Actor, person_id: str) -> set[Relation]:
    return {Relation.SELF} if actor.id == person_id else set()


def _first_settings(house: House, person_id: str) -> ChannelSettings:
    return ChannelSettings(person_id=person_id, zone=house.zone, digest_at=DIGEST_AT)


def _settings(house: House, session: Session, person_id: str) -> ChannelSettings:
    """The person's row, held for writing; made if there is none."""
    settings = session.get(ChannelSettings, person_id, with_for_update=True)
    if settings is None:
        settings = _first_settings(house, person_id)
        session.add(settings)
    return settings


def _channel(session: Session, person_id: str, kind: ChannelKind) -> Channel:
    """The person's row for a channel, held for writing; made if there is none, and then only e-mail is on."""
    channel = session.get(Channel, (person_id, kind), with_for_update=True)
    if channel is None:
        channel = Channel(person_id=person_id, kind=kind, enabled=kind == "email")
        session.add(channel)
    return channel


def _check_usable(house: House, channel: Channel) -> None:
    if channel.kind not in house.channels:
        raise Refused("channel_closed", channel=channel.kind)
    if channel.kind != "email" and not channel.address:
        raise Refused("channel_unconfirmed", channel=channel.kind)


def _checked(house: House, kind: ChannelKind, address: str) -> str:
    """The address, if the channel can go there."""
    if kind not in house.channels:
        raise Refused("channel_closed", channel=kind)
    try:
        if kind == "email":
            return _EMAIL.validate_python(address)
        if kind == "webhook":
            house.outside.check(address)
    except (ValidationError, Unreachable) as error:
        raise Refused("address_unusable", channel=kind) from error
    if kind == "bot" and _CHAT.fullmatch(address) is None:
        raise Refused("address_unusable", channel=kind)
    return address


def _open_proofs(person_id: str, kind: ChannelKind) -> Any:
    return select(ChannelProof).where(
        ChannelProof.person_id == person_id, ChannelProof.kind == kind, col(ChannelProof.ended_at).is_(None)
    )


def _end_proofs(journal: Journal, person_id: str, kind: ChannelKind) -> None:
    """No code is awaited any more, and none that has not left is sent."""
    ended = journal.session.exec(_open_proofs(person_id, kind).with_for_update()).all()
    for proof in ended:
        proof.ended_at = journal.now
    forget_deliveries(journal.session, [proof.id for proof in ended])


def _view(house: House, kind: ChannelKind, row: Channel | None, email: str | None, *, own: bool) -> ChannelView:
    channel = row or Channel(person_id="", kind=kind, enabled=kind == "email")
    return ChannelView(
        kind=kind,
        open=kind in house.channels,
        enabled=channel.enabled,
        rhythm=channel.rhythm,
        urgent_at_once=channel.urgent_at_once,
        address=(channel.address or (email if kind == "email" else None) or None) if own else None,
        confirmed_at=channel.confirmed_at,
    )
