"""Loading the demo document: its people are let in, and each does their part by the ordinary acts."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel
from sqlmodel import select

from schemas.act import Act
from schemas.actor import Actor
from schemas.installation_events import DemoLoaded
from schemas.language import Language
from schemas.problems import Refused
from schemas.views.channels import ChannelsForm
from schemas.views.document_forms import DocumentForm, PeopleForm, SectionForm, SignForm, VerdictForm
from schemas.views.people import NewPerson
from schemas.views.texts import CommentForm
from services.demo.texts import PEOPLE, REMARK, SECTIONS, TITLE, DemoSection
from services.documents import document_acts, documents
from services.house import House
from services.identity.actors import actor_of
from services.notices.channels import read_channels, update_channels
from services.people.people import add_person
from services.rights import permit
from services.sections import section_acts
from services.sections.comments import add_comment
from services.sections.sections import add_section, assign_people
from services.sections.submission import submit
from storage.journal import Journal
from storage.tables import Document, Person, Section, Stream

LOADED = "loaded"
"""What `Document.demo` says of the demo document while it is there."""
_LOOKS = 40
_BETWEEN = 0.25
"""Seconds between two looks at whether work on the sections has begun."""


def demo_document(house: House) -> str | None:
    """The id of the demo document that is loaded, if one is."""
    with house.database.read() as session:
        return session.exec(select(Document.id).where(Document.demo == LOADED).limit(1)).first()


async def load_demo(house: House, *, actor: Actor, act: Act) -> str:
    """Load it and give its id; where one is loaded already, that one's. Repeating the act goes on where it stopped.

    Raises Refused as every act in it does.
    """
    permit("people.add", actor)
    loaded = await asyncio.to_thread(demo_document, house)
    if loaded is not None:
        return loaded
    loading = _Loading(house, actor, act, "en" if actor.language == "en" else "ru")
    await asyncio.to_thread(loading.make)
    await asyncio.to_thread(loading.note)
    await document_acts.launch(house, actor=actor, act=loading.step("launch"), document_id=loading.document_id)
    if await loading.has_begun():
        for number, section in enumerate(SECTIONS):
            await loading.play(number, section)
    return loading.document_id


@dataclass
class _Loading:
    """One loading: whoever loads it is «you»; each step is an act of its own, the same however often it is sent."""

    house: House
    actor: Actor
    act: Act
    language: Language
    people: dict[str, Actor] = field(default_factory=dict)
    document_id: str = ""
    sections: list[str] = field(default_factory=list)

    def step(self, name: str, by: str = "you") -> Act:
        return self.house.act_of(self._by(by).id, f"demo.{name}", self.act.id, "")

    def make(self) -> None:
        """The people, who get no letters, and the document with its sections."""
        for key, words in PEOPLE.items():
            name, position = words[self.language]
            email = f"demo-{key}-{self.act.id[:8]}@example.org"
            told = {"email": email, "name": name, "position": position, "language": self.language}
            form = NewPerson.model_validate({**told, "password": self._password(key)})
            added = add_person(self.house, actor=self.actor, act=self.step(key), form=form)
            with self.house.database.read() as session:
                self.people[key] = actor_of(self.house, session.get_one(Person, added.id))
            self._silence(key)
        title = TITLE[self.language]
        document = DocumentForm(title=title, language=self.language, approvers=[self.people["leader"].id])
        act = self.step("document")
        made = documents.create_document(self.house, actor=self.actor, act=act, form=document)
        self.document_id = made.facts["document_id"]
        for number, section in enumerate(SECTIONS):
            self._add(number, section)

    def _silence(self, key: str) -> None:
        person = self.people[key]
        chosen = read_channels(self.house, actor=person, person_id=person.id)
        form = ChannelsForm.model_validate(
            {"zone": chosen.zone, "language": self.language, "digest_at": chosen.digest_at, "channels": []}
        )
        act = self.step("silence", key)
        update_channels(self.house, actor=person, act=act, person_id=person.id, version=chosen.version, form=form)

    def _add(self, number: int, section: DemoSection) -> None:
        form = SectionForm(title=section.title[self.language])
        act = self.step(f"section{number}")
        made = add_section(self.house, actor=self.actor, act=act, document_id=self.document_id, form=form)
        section_id = made.facts["section_id"]
        people = PeopleForm(
            editors=[self._by(section.editor).id],
            reviewers=[self._by(one).id for one in section.reviewers],
            approvers=[self._by(section.approver).id],
        )
        act = self.step(f"people{number}")
        assign_people(self.house, actor=self.actor, act=act, section_id=section_id, version=1, form=people)
        self.sections.append(section_id)

    async def has_begun(self) -> bool:
        """Whether all sections are being drafted, which the worker sees to; it may be away."""
        for _ in range(_LOOKS):
            if await asyncio.to_thread(self._phases) == {"drafting"}:
                return True
            await asyncio.sleep(_BETWEEN)
        return False

    def _phases(self) -> set[str]:
        with self.house.database.read() as session:
            return set(session.exec(select(Section.phase).where(Section.document_id == self.document_id)))

    async def play(self, number: int, section: DemoSection) -> None:
        """Bring a section as far as it stands in the demo."""
        if section.stands == "drafting":
            return
        section_id, house, by = self.sections[number], self.house, section.editor
        content = section.text[self.language].encode()
        act, editor = self.step(f"text{number}", by), self._by(by)
        where: dict[str, Any] = {"section_id": section_id, "filename": "demo.md", "base_id": None, "content": content}
        handed = await submit(house, actor=editor, act=act, **where)
        if handed.revision_id is None:
            raise Refused("not_found")
        expert = self._by("expert")
        if section.stands == "review":
            quote, text = REMARK[self.language]
            remark = CommentForm(revision_id=handed.revision_id, kind="question", text=text, quote=quote)
            await asyncio.to_thread(
                add_comment,
                house,
                actor=expert,
                act=self.step("remark", "expert"),
                section_id=section_id,
                form=remark,
            )
            return
        verdict = VerdictForm(revision_id=handed.revision_id, verdict="agree")
        act = self.step(f"verdict{number}", "expert")
        await section_acts.give_verdict(house, actor=expert, act=act, section_id=section_id, form=verdict)
        if section.stands == "approved":
            head = {"revision_id": handed.revision_id, "text_hash": await asyncio.to_thread(self._hash, section_id)}
            signed = SignForm.model_validate({**head, "password": self._password(section.approver)})
            leader, act = self._by(section.approver), self.step(f"sign{number}", section.approver)
            await section_acts.sign(house, actor=leader, act=act, section_id=section_id, form=signed)

    def _hash(self, section_id: str) -> str:
        with self.house.database.read() as session:
            return session.get_one(Section, section_id).text_hash or ""

    def note(self) -> None:
        """Say of the document that it is the demo."""

        def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
            journal.session.get_one(Document, self.document_id).demo = LOADED
            people = tuple(person.id for person in self.people.values())
            return {}, [DemoLoaded(document_id=self.document_id, people=people)]

        self.house.administer(self.step("note"), effect)

    def _password(self, key: str) -> str:
        """What an invented person confirms a signature by; nobody is told it, and nothing but the secret makes it."""
        return self.house.keyed_hash("demo password", self.act.id, key)

    def _by(self, key: str) -> Actor:
        return self.actor if key == "you" else self.people[key]
