"""How an act of a person becomes a command to a durable process: admitted, with its reason kept, sent once."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel
from sqlmodel import Session

from schemas.act import Act, Receipt
from schemas.problems import Refused
from schemas.section import Note
from services.house import House
from services.notes import keep_note
from storage.journal import known_receipt

Seen = TypeVar("Seen")


async def carry(
    house: House,
    stream_id: str,
    act: Act,
    *,
    admit: Callable[[Session], Seen],
    command: Callable[[Seen, Note | None], BaseModel],
    reason: str | None = None,
) -> Receipt:
    """Admit the actor (`admit` raises Refused), keep the reason, build the command from both, and send it.

    An act that was carried out before is answered before any check: its own effect may have taken the right away.
    """

    def prepare() -> Receipt | BaseModel:
        known = known_receipt(house.database, act)
        if known is not None:
            return known
        with house.database.read() as session:
            seen = admit(session)
        return command(seen, keep_note(house, act, reason) if reason else None)

    prepared = await asyncio.to_thread(prepare)
    return prepared if isinstance(prepared, Receipt) else await house.engine.send(stream_id, prepared, act)


def given(note: Note | None) -> Note:
    """The note of a command that takes a reason. Raises Refused("reasons_required") without one."""
    if note is None:
        raise Refused("reasons_required")
    return note
