"""What people do in a section's life: each checks who may, keeps the reason, and sends one command."""

import asyncio

from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.problems import Refused
from schemas.section import Note
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


async def give_verdict(house: House, *, actor: Actor, act: Act, section_id: str, form: VerdictForm) -> Receipt:
    """Give or change a verdict on an exact revision."""
    note = await _admit(house, "sections.verdict", actor, act, section_id, form.text)
    command = GiveVerdict(revision_id=form.revision_id, verdict=form.verdict, note=note)
    return await _send(house, section_id, command, act)


async def return_to_drafting(house: House, *, actor: Actor, act: Act, section_id: str, form: ReasonForm) -> Receipt:
    """End a review and send the text back, with reasons."""
    note = await _admit_with_reason(house, "sections.return", actor, act, section_id, form)
    return await _send(house, section_id, ReturnToDrafting(note=note), act)


async def sign(house: House, *, actor: Actor, act: Act, section_id: str, form: SignForm) -> Receipt:
    """Approve an exact revision and text."""
    await _admit(house, "sections.sign", actor, act, section_id, None)
    return await _send(house, section_id, Sign(revision_id=form.revision_id, text_hash=form.text_hash), act)


async def decline(house: House, *, actor: Actor, act: Act, section_id: str, form: DeclineForm) -> Receipt:
    """Send an exact revision back from sign-off, with reasons."""
    note = await _admit_with_reason(house, "sections.decline", actor, act, section_id, form)
    return await _send(house, section_id, DeclineToSign(revision_id=form.revision_id, note=note), act)


async def withdraw(house: House, *, actor: Actor, act: Act, section_id: str, form: ReasonForm) -> Receipt:
    """Take a section out of its document for good, with a reason."""
    note = await _admit_with_reason(house, "sections.withdraw", actor, act, section_id, form)
    return await _send(house, section_id, Withdraw(note=note), act)


async def reopen(house: House, *, actor: Actor, act: Act, section_id: str, form: ReasonForm) -> Receipt:
    """Begin the next cycle of an approved or published section, with a reason."""
    note = await _admit_with_reason(house, "sections.reopen", actor, act, section_id, form)
    return await _send(house, section_id, Reopen(note=note), act)


async def extend(house: House, *, actor: Actor, act: Act, section_id: str, form: ExtendForm) -> Receipt:
    """Move the open deadline, with a reason."""
    note = await _admit_with_reason(house, "sections.extend", actor, act, section_id, form)
    return await _send(house, section_id, Extend(limit=form.limit, note=note), act)


async def reassign(house: House, *, actor: Actor, act: Act, section_id: str, form: ReassignForm) -> Receipt:
    """Put one person in another's place, or add somebody, with a reason."""
    note = await _admit_with_reason(house, "sections.reassign", actor, act, section_id, form)
    await asyncio.to_thread(_require_person, house, form.joins)
    return await _send(
        house, section_id, Reassign(part=form.part, leaves=form.leaves, joins=form.joins, note=note), act
    )


async def _admit(
    house: House, operation: str, actor: Actor, act: Act, section_id: str, reason: str | None
) -> Note | None:
    def check() -> Note | None:
        with house.database.read() as session:
            section_for(session, operation, actor, section_id)
        return keep_note(house, act, reason) if reason else None

    return await asyncio.to_thread(check)


async def _admit_with_reason(
    house: House, operation: str, actor: Actor, act: Act, section_id: str, form: ReasonForm
) -> Note:
    note = await _admit(house, operation, actor, act, section_id, form.reason)
    if note is None:
        raise Refused("reasons_required")
    return note


async def _send(house: House, section_id: str, command: SectionCommand, act: Act) -> Receipt:
    return await house.engine.send(f"section/{section_id}", command, act)


def _require_person(house: House, person_id: str) -> None:
    with house.database.read() as session:
        require_people(session, [person_id])
