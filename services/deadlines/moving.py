"""Open deadlines moved to a day that somebody names: the same acts as an extension, said in another way."""

import asyncio

from domain.schedule import end_of_day
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.policy import Limit
from schemas.views.desk import Kind, MoveForm
from schemas.views.document_forms import ExtendForm
from services.documents import document_acts
from services.house import House
from services.planning import obligations
from services.sections import section_acts
from storage.tables import Stream

STREAMS: dict[Kind, str] = {"section": "section", "signing": "document", "milestone": "obligation"}
"""Of which kind the stream of each is."""


async def move_section(house: House, *, actor: Actor, act: Act, section_id: str, form: MoveForm) -> Receipt:
    """Have a section's open phase last to the end of a day. Raises Refused as an extension does."""
    extension = await _extension(house, "section", section_id, form)
    return await section_acts.extend(house, actor=actor, act=act, section_id=section_id, form=extension)


async def move_signing(house: House, *, actor: Actor, act: Act, document_id: str, form: MoveForm) -> Receipt:
    """Have the signing of the whole last to the end of a day."""
    extension = await _extension(house, "signing", document_id, form)
    return await document_acts.extend(house, actor=actor, act=act, document_id=document_id, form=extension)


async def move_milestone(
    house: House, *, actor: Actor, act: Act, document_id: str, milestone_id: str, form: MoveForm
) -> Receipt:
    """Have a milestone be due by the end of a day."""
    extension = await _extension(house, "milestone", milestone_id, form)
    return await obligations.extend(
        house, actor=actor, act=act, document_id=document_id, milestone_id=milestone_id, form=extension
    )


async def _extension(house: House, kind: Kind, id_: str, form: MoveForm) -> ExtendForm:
    """The day in the zone of the deadline that is open; where none is, the act itself is refused."""

    def zone() -> str:
        with house.database.read() as session:
            stream = session.get(Stream, f"{STREAMS[kind]}/{id_}")
        deadline = (stream.state.get("deadline") if stream is not None else None) or {}
        return str(deadline.get("zone", house.zone))

    at = end_of_day(form.day, await asyncio.to_thread(zone))
    return ExtendForm(limit=Limit(at=at), reason=form.reason)
