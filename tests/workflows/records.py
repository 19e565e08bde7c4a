"""One document on a real database, made without any process: its people and rules, and what is on record of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import BaseModel
from sqlmodel import col, func, select

from activities.notices.dispatcher import Dispatcher
from app.clock import utc_now
from app.wiring import Parts
from domain.text.canonical import normalise
from schemas.act import Act
from schemas.canonical import sha256_hex
from schemas.document import Candidate, DocumentState
from schemas.ids import new_id
from schemas.installation_events import PersonAdded
from schemas.policy import Limit, PhaseRule, Policy, SignRule, Step, VotingRule
from schemas.section import Head, Note, SectionState
from schemas.section_commands import SubmitRevision
from schemas.section_events import PhaseOpened
from services.documents.documents import PlannedSection, add_document, created
from services.house import House
from storage.installation import ensure_installation
from storage.journal import INSTALLATION, Journal
from storage.migrations import upgrade
from storage.tables import (
    Alarm,
    Comment,
    Document,
    Event,
    Notice,
    Person,
    Revision,
    Section,
    SectionPerson,
    Stream,
    Uptime,
)
from storage.tables import Note as NoteRow

EDITORS = ("editor-1", "editor-2")
REVIEWERS = ("reviewer-1", "reviewer-2", "reviewer-3")
APPROVERS = ("approver-1",)
LEADERS = ("leader-1", "leader-2")
PEOPLE = ("coordinator", *EDITORS, *REVIEWERS, *APPROVERS, *LEADERS)
PARTS = {"editor": EDITORS, "reviewer": REVIEWERS, "approver": APPROVERS}
NOTE = Note(id="note-1", hash=sha256_hex("соль\nтак решили".encode()))

Row = tuple[Any, ...]


def hours(count: float) -> Limit:
    """A limit or offset of so many hours."""
    return Limit(duration=timedelta(hours=count))


def seconds(count: float) -> Limit:
    """The same in seconds, for the server whose clock does not skip."""
    return Limit(duration=timedelta(seconds=count))


def rules(**changed: Any) -> Policy:
    """Ten hours a phase with reminders four and one hour before and a telling step two hours after; unanimity."""
    step = Step(after=hours(2), tell=("coordinator",))
    phase = PhaseRule(limit=hours(10), reminders=(hours(4), hours(1)), ladder=(step,))
    given: dict[str, Any] = {
        "drafting": phase,
        "review": phase,
        "sign_off": phase,
        "vote": VotingRule(kind="unanimity"),
        "sign": SignRule(),
    }
    return Policy(**{**given, **changed})


def quiet(limit: Limit | None = None) -> PhaseRule:
    """A phase in which nothing rings before `limit` (a thousand hours) is over, and a step a thousand hours later."""
    return PhaseRule(limit=limit or hours(1000), ladder=(Step(after=hours(1000), tell=("coordinator",)),))


@dataclass
class Records:
    """One document and its sections as the database has them; `sections` are ids, by position."""

    parts: Parts
    document_id: str
    sections: tuple[str, ...]

    @property
    def document(self) -> str:
        """The document's stream."""
        return f"document/{self.document_id}"

    def stream_id(self, place: int = 0) -> str:
        """The stream of the section at `place`, from 0."""
        return f"section/{self.sections[place]}"

    def hand_in(self, words: str, actor: str = EDITORS[0], place: int = 0) -> SubmitRevision:
        """A text at the door, kept and given a row; the command that hands it in."""
        ast = normalise({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [_paragraph(words)]})
        text_hash = self.parts.texts.keep(ast)
        head = self.state(place).head
        row = Revision(
            id=new_id(),
            act_id=new_id(),
            section_id=self.sections[place],
            person_id=actor,
            base_id=head.revision_id if head else None,
            text_hash=text_hash,
            original_hash=text_hash,
            filename="text.md",
            format="md",
            at=datetime.now(UTC),
        )
        with self.parts.database.write() as session:
            session.add(row)
        return SubmitRevision(revision_id=row.id, base_id=row.base_id, text_hash=text_hash, authors=(actor,))

    def head(self, place: int = 0) -> Head:
        """The head of a section that has one."""
        head = self.state(place).head
        assert head is not None
        return head

    def state(self, place: int = 0) -> SectionState:
        """The recorded state of a section."""
        return SectionState.model_validate(self.stream(self.stream_id(place)).state)

    def stream(self, stream_id: str) -> Stream:
        """A stream's row."""
        with self.parts.database.read() as session:
            return session.get_one(Stream, stream_id)

    def phase(self) -> str:
        """Where the document stands."""
        with self.parts.database.read() as session:
            return session.get_one(Document, self.document_id).phase

    def whole(self) -> DocumentState:
        """The recorded state of the document."""
        return DocumentState.model_validate(self.stream(self.document).state)

    def candidate(self) -> Candidate:
        """What lies before leadership, or was approved by it."""
        candidate = self.whole().candidate
        assert candidate is not None
        return candidate

    def events(self, stream_id: str) -> list[str]:
        """The types of a stream's events, in order."""
        with self.parts.database.read() as session:
            query = select(Event.type).where(Event.stream_id == stream_id).order_by(col(Event.seq))
            return list(session.exec(query))

    def first_stream(self, kind: str) -> str:
        """The first stream of a kind."""
        with self.parts.database.read() as session:
            return session.exec(select(Stream.id).where(Stream.kind == kind).order_by(Stream.id)).first() or ""

    def effects(self, act: str) -> int:
        """How many events an act made."""
        with self.parts.database.read() as session:
            return session.exec(select(func.count()).where(Event.command_id == act)).one()

    def is_quiet(self) -> bool:
        """Whether everything recorded has been followed up."""
        with self.parts.database.read() as session:
            behind = select(Stream.id).where(col(Stream.pending_seq) > col(Stream.followed_seq))
            return session.exec(behind).first() is None

    def dispatch(self) -> None:
        """Send every letter that is due."""
        dispatcher = Dispatcher(self.parts.database, self.parts.clock, self.parts.ways)
        while dispatcher.dispatch_once():
            pass

    def told(self, kind: str) -> list[str]:
        """The persons that notices of a kind were planned for, in order."""
        with self.parts.database.read() as session:
            query = select(Notice.person_id).where(Notice.kind == kind).order_by(col(Notice.seq), Notice.person_id)
            return list(session.exec(query))

    def ledger(self, stream_id: str, phase: str | None = None, unit: float = 3600.0) -> list[Row]:
        """Every row of the ledger: phase, round, alarm, planned so long after its opening, what became of it.

        The last two are how many were told and whether all their letters left.
        """
        with self.parts.database.read() as session:
            query = select(Alarm, Event).join(
                Event, (col(Event.stream_id) == col(Alarm.stream_id)) & (col(Event.seq) == col(Alarm.opened_seq))
            )
            rows = session.exec(query.where(Alarm.stream_id == stream_id)).all()
        order = sorted(rows, key=lambda row: (row[0].opened_seq, row[0].planned_at, row[0].alarm_id))
        return [
            (
                alarm.phase,
                alarm.round,
                alarm.alarm_id,
                round((alarm.planned_at - PhaseOpened.model_validate(event.data).opened_at).total_seconds() / unit, 3),
                alarm.state,
                alarm.reason,
                alarm.told,
                alarm.sent_at is not None,
            )
            for alarm, event in order
            if phase in (None, alarm.phase)
        ]

    def late(self) -> list[timedelta]:
        """How late each alarm rang that did."""
        with self.parts.database.read() as session:
            rows = session.exec(select(Alarm).where(Alarm.state == "rung")).all()
        return [row.rung_at - row.planned_at for row in rows if row.rung_at]

    def next_alarm_at(self) -> datetime | None:
        """When the next alarm of any stream rings."""
        with self.parts.database.read() as session:
            return session.exec(select(func.min(Stream.next_alarm_at)).where(col(Stream.closed).is_(False))).one()


def prepare(parts: Parts, *, policy: Policy, sections: int = 1) -> tuple[str, tuple[str, ...]]:
    """A migrated database with people and one staffed document; returns its id and its sections'."""
    upgrade(parts.database)
    ensure_installation(parts.database, utc_now)
    now = datetime.now(UTC)
    with parts.database.write() as session:
        session.add_all(
            Person(id=name, email=f"{name}@example.org", name=f"Участник {name}", made_at=now) for name in PEOPLE
        )
        session.add(NoteRow(id=NOTE.id, person_id="coordinator", text="так решили", salt="соль", at=now))
        session.add(Uptime(id=new_id(), since=now - timedelta(days=1), until=now))
        session.flush()
        document = add_document(
            Journal(session, now),
            coordinator_id="coordinator",
            title="Стратегия",
            language="ru",
            approvers=LEADERS,
            policy=policy,
            sections=[PlannedSection(f"Раздел {number}", "") for number in range(1, sections + 1)],
        )
        query = select(Section.id).where(Section.document_id == document.id).order_by(col(Section.position))
        made = tuple(session.exec(query))
        session.add_all(
            SectionPerson(section_id=section, person_id=person, part=part)
            for section in made
            for part, people in PARTS.items()
            for person in people
        )
    introduce(parts)
    return document.id, made


def introduce(parts: Parts) -> None:
    """Entries about people and documents that were written without any, as the services make them."""
    house = House(parts.database, parts.store, utc_now, parts.secret)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        entries = journal.session.exec(select(Event).where(Event.stream_id == INSTALLATION)).all()
        told = {entry.data.get(name) for entry in entries for name in ("person_id", "document_id")}
        people = [row for row in journal.session.exec(select(Person).order_by(Person.id)) if row.id not in told]
        papers = [row for row in journal.session.exec(select(Document).order_by(Document.id)) if row.id not in told]
        added = [PersonAdded(person_id=row.id, role=row.role, typed=house.typed(row)) for row in people]
        return {}, [*added, *(created(house, journal, paper, "") for paper in papers)]

    house.administer(Act(id=new_id(), body_hash=""), effect)


def comment(records: Records, revision_id: str, place: int = 0) -> None:
    """The remark `remark` on the first word of a revision."""
    with records.parts.database.write() as session:
        revision = session.get_one(Revision, revision_id)
        session.add(
            Comment(
                id="remark",
                section_id=records.sections[place],
                revision_id=revision_id,
                person_id=REVIEWERS[0],
                address=revision.text_hash,
                text="Почему?",
                quote="Раздел",
                end=6,
                at=datetime.now(UTC),
            )
        )


def _paragraph(words: str) -> dict[str, Any]:
    return {"t": "Para", "c": [{"t": "Str", "c": words}]}
