"""Acts on a section whose receipts do not count what others said where that is hidden."""

import asyncio
from collections.abc import Callable

from pydantic import BaseModel
from sqlmodel import Session

from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.section import Note, Phase
from services.acts import Seen, carry
from services.house import House
from services.sections.opinions import opinions_in
from storage.tables import Section


async def carry_in_section(
    house: House,
    section_id: str,
    actor: Actor,
    act: Act,
    *,
    admit: Callable[[Session], Seen],
    command: Callable[[Seen, Note | None], BaseModel],
    reason: str | None = None,
) -> Receipt:
    """Carry an act as `carry` does; who has to give an own opinion first gets the place of the round as its number."""
    receipt = await carry(house, f"section/{section_id}", act, admit=admit, command=command, reason=reason)
    return await asyncio.to_thread(without_count, house, actor, section_id, receipt)


def without_count(house: House, actor: Actor, section_id: str, receipt: Receipt) -> Receipt:
    """The receipt with the place of the round as its number for who has to give an own opinion first."""
    with house.database.read() as session:
        section = session.get(Section, section_id)
        if section is None or section.phase != Phase.REVIEW:
            return receipt
        opening = opinions_in(session, actor, section).opening
        return receipt if opening is None else receipt.model_copy(update={"seq": opening.seq})
