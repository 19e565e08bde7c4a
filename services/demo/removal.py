"""Taking the demo document away: its sections are withdrawn, its people erased, and it is nowhere shown any more."""

import asyncio
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlmodel import col, select, update

from schemas.act import Act
from schemas.actor import Actor
from schemas.installation_events import DemoRemoved
from schemas.language import Language
from schemas.problems import Refused
from schemas.views.document_forms import ReasonForm
from schemas.views.erasure import ErasureForm
from schemas.views.people import PersonChange
from services.demo.demo import demo_document
from services.demo.texts import REASON
from services.house import House
from services.people.erasure import erase_person
from services.people.people import update_person
from services.relations import REMOVED
from services.rights import permit
from services.sections import section_acts
from storage.journal import Journal, known_receipt
from storage.tables import Document, Event, Notice, Person, Section, Stream

_DONE = "demo.removed"
_GONE = ("withdrawn", "published")


async def remove_demo(house: House, *, actor: Actor, act: Act) -> None:
    """Take it away. What the record holds of it stays, and so does an edition if one was published.

    Raises Refused("not_found") where none is loaded.
    """
    permit("people.erase", actor)
    if await asyncio.to_thread(known_receipt, house.database, house.act_of(actor.id, _DONE, act.id, "")) is not None:
        return
    document_id = await asyncio.to_thread(demo_document, house)
    if document_id is None:
        raise Refused("not_found")
    language: Language = "en" if actor.language == "en" else "ru"
    reason = REASON[language]
    for section_id in await asyncio.to_thread(_sections, house, document_id):
        step = house.act_of(actor.id, f"demo.withdraw.{section_id}", act.id, "")
        form = ReasonForm(reason=reason)
        await section_acts.withdraw(house, actor=actor, act=step, section_id=section_id, form=form)
    await asyncio.to_thread(_rest, house, actor, act, document_id, reason)


def _sections(house: House, document_id: str) -> list[str]:
    with house.database.read() as session:
        found = select(Section.id).where(Section.document_id == document_id, col(Section.phase).not_in(_GONE))
        return list(session.exec(found))


def _rest(house: House, actor: Actor, act: Act, document_id: str, reason: str) -> None:
    for person_id, version, is_active in _people(house, document_id):
        if is_active:
            step = house.act_of(actor.id, f"demo.close.{person_id}", act.id, "")
            change = PersonChange(active=False)
            update_person(house, actor=actor, act=step, person_id=person_id, version=version, form=change)
        step = house.act_of(actor.id, f"demo.erase.{person_id}", act.id, "")
        form = ErasureForm(reason=reason, notes=True)
        erase_person(house, actor=actor, act=step, person_id=person_id, form=form)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        unit = journal.session
        unit.get_one(Document, document_id).demo = REMOVED
        of_it = Notice.facts["document_id"].as_string() == document_id
        unit.exec(update(Notice).where(of_it).values(read_at=journal.now))
        return {}, [DemoRemoved(document_id=document_id)]

    house.administer(house.act_of(actor.id, _DONE, act.id, ""), effect)


def _people(house: House, document_id: str) -> list[tuple[str, int, bool]]:
    """The invented people as the record names them, their versions, and whether their accounts are still open."""
    with house.database.read() as session:
        loaded = session.exec(select(Event).where(Event.type == "demo_loaded"))
        ids = [one for event in loaded if event.data["document_id"] == document_id for one in event.data["people"]]
        found = session.exec(select(Person).where(col(Person.id).in_(ids), col(Person.erased_at).is_(None)))
        return [(row.id, row.version, row.active) for row in found]
