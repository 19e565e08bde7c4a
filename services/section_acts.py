"""What people do in a section's life: each checks who may, keeps the reason, and sends one command."""

import asyncio
from collections.abc import Callable

from sqlmodel import Session

from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.section_commands import (
    DeclineToSign,
    Extend,
    GiveVerdict,
    Reassign,
    Reopen,
    ReturnToDrafting,
    SectionCommand,
    Sign,
    Withdraw,
)
from schemas.views.documents import DeclineForm, ExtendForm, ReasonForm, ReassignForm, SignForm, VerdictForm
from services.documents import require_people
from services.house import House
from services.notes import keep_note
from services.relations import section_for
from storage.journal import known_receipt


async def give_verdict(house: House, *, actor: Actor, act: Act, section_id: str, form: VerdictForm) -> Receipt:
    """Give or change a verdict on an exact revision."""

    def command(_session: Session) -> GiveVerdict:
        note = keep_note(house, act, form.text) if form.text else None
        return GiveVerdict(revision_id=form.revision_id, verdict=form.verdict, note=note)

    return await _act(house, "sections.verdict", actor, act, section_id, command)


async def return_to_drafting(house: House, *, actor: Actor, act: Act, section_id: str, form: ReasonForm) -> Receipt:
    """End a review and send the text back, with reasons."""

    def command(_session: Session) -> ReturnToDrafting:
        return ReturnToDrafting(note=keep_note(house, act, form.reason))

    return await _act(house, "sections.return", actor, act, section_id, command)


async def sign(house: House, *, actor: Actor, act: Act, section_id: str, form: SignForm) -> Receipt:
    """Approve an exact revision and text."""
    command = Sign(revision_id=form.revision_id, text_hash=form.text_hash)
    return await _act(house, "sections.sign", actor, act, section_id, lambda _session: command)


async def decline(house: House, *, actor: Actor, act: Act, section_id: str, form: DeclineForm) -> Receipt:
    """Send an exact revision back from sign-off, with reasons."""

    def command(_session: Session) -> DeclineToSign:
        return DeclineToSign(revision_id=form.revision_id, note=keep_note(house, act, form.reason))

    return await _act(house, "sections.decline", actor, act, section_id, command)


async def withdraw(house: House, *, actor: Actor, act: Act, section_id: str, form: ReasonForm) -> Receipt:
    """Take a section out of its document for good, with a reason."""

    def command(_session: Session) -> Withdraw:
        return Withdraw(note=keep_note(house, act, form.reason))

    return await _act(house, "sections.withdraw", actor, act, section_id, command)


async def reopen(house: House, *, actor: Actor, act: Act, section_id: str, form: ReasonForm) -> Receipt:
    """Begin the next cycle of an approved or published section, with a reason."""

    def command(_session: Session) -> Reopen:
        return Reopen(note=keep_note(house, act, form.reason))

    return await _act(house, "sections.reopen", actor, act, section_id, command)


async def extend(house: House, *, actor: Actor, act: Act, section_id: str, form: ExtendForm) -> Receipt:
    """Move the open deadline, with a reason."""

    def command(_session: Session) -> Extend:
        return Extend(limit=form.limit, note=keep_note(house, act, form.reason))

    return await _act(house, "sections.extend", actor, act, section_id, command)


async def reassign(house: House, *, actor: Actor, act: Act, section_id: str, form: ReassignForm) -> Receipt:
    """Put one person in another's place, or add somebody, with a reason."""

    def command(session: Session) -> Reassign:
        require_people(session, [form.joins])
        note = keep_note(house, act, form.reason)
        return Reassign(part=form.part, leaves=form.leaves, joins=form.joins, note=note)

    return await _act(house, "sections.reassign", actor, act, section_id, command)


async def _act(
    house: House,
    operation: str,
    actor: Actor,
    act: Act,
    section_id: str,
    command: Callable[[Session], SectionCommand],
) -> Receipt:
    """Admit the actor and send the command.

    An act that was carried out before is answered before any check: its own effect may have taken the right away.
    """

    def prepare() -> Receipt | SectionCommand:
        known = known_receipt(house.database, act)
        if known is not None:
            return known
        with house.database.read() as session:
            section_for(session, operation, actor, section_id)
            return command(session)

    prepared = await asyncio.to_thread(prepare)
    if isinstance(prepared, Receipt):
        return prepared
    return await house.engine.send(f"section/{section_id}", prepared, act)
