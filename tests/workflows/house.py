"""A small installation on real parts: people, one document with sections, an engine, a worker and what they wrote."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlmodel import col, func, select
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from activities.engine import Engine
from activities.notices.dispatcher import Dispatcher
from activities.recording.recorder import Recorder
from app.clock import utc_now
from app.settings import Settings
from app.wiring import THREADS, Parts, build_worker
from domain.text.canonical import normalise
from schemas.act import Act, Receipt
from schemas.document import Candidate, DocumentState
from schemas.document_commands import LaunchDocument
from schemas.ids import new_id
from schemas.policy import Limit, PhaseRule, Policy, SignRule, Step, VotingRule
from schemas.section import Head, Note, SectionState, Verdict
from schemas.section_commands import GiveVerdict, Sign, SubmitRevision
from schemas.section_events import PhaseOpened
from services.documents import PlannedSection, add_document
from storage.database import Database
from storage.journal import Journal
from storage.migrations import upgrade
from storage.objects import open_store
from storage.tables import Alarm, Document, Event, Notice, Person, Revision, Section, SectionPerson, Stream, Uptime

EDITORS = ("editor-1", "editor-2")
REVIEWERS = ("reviewer-1", "reviewer-2", "reviewer-3")
APPROVERS = ("approver-1",)
LEADERS = ("leader-1", "leader-2")
PEOPLE = ("coordinator", *EDITORS, *REVIEWERS, *APPROVERS, *LEADERS)
PARTS = {"editor": EDITORS, "reviewer": REVIEWERS, "approver": APPROVERS}
NOTE = Note(id="note-1", hash="0" * 64)

Row = tuple[Any, ...]
T = TypeVar("T")


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
    """A phase in which nothing rings before `limit` (a thousand hours) is over."""
    return PhaseRule(limit=limit or hours(1000))


class VirtualClock:
    """The time-skipping server's clock, for threads; asking it on the event loop would wait for ever."""

    def __init__(self, environment: WorkflowEnvironment) -> None:
        self._environment = environment
        self._loop = asyncio.get_running_loop()

    def __call__(self) -> datetime:
        return asyncio.run_coroutine_threadsafe(self._environment.get_current_time(), self._loop).result(10)


async def eventually(seen: Callable[[], T], patience: float = 15.0) -> T:
    """What `seen` returns as soon as it is true; it is called in a thread."""
    give_up = time.monotonic() + patience
    while True:
        if found := await asyncio.to_thread(seen):
            return found
        assert time.monotonic() < give_up, f"not seen within {patience:g} s"
        await asyncio.sleep(0.02)


@dataclass
class Installation:
    """One document with its sections, their people, and the ways to move and read them; `sections` by position."""

    parts: Parts
    client: Client
    engine: Engine
    document_id: str
    sections: tuple[str, ...]

    @property
    def document(self) -> str:
        """The document's stream."""
        return f"document/{self.document_id}"

    def stream_id(self, place: int = 0) -> str:
        """The stream of the section at `place`, from 0."""
        return f"section/{self.sections[place]}"

    @asynccontextmanager
    async def worker(self, **options: Any) -> AsyncIterator[None]:
        """A worker as the application builds it, until the block is left."""
        with ThreadPoolExecutor(THREADS) as threads:
            async with build_worker(self.parts, self.client, threads, **options):
                yield

    async def launch(self) -> None:
        """Launch the document and wait until every section is in drafting."""
        with self.parts.database.read() as session:
            policy = Policy.model_validate(session.get_one(Document, self.document_id).policy)
        await self.act("coordinator", LaunchDocument(coordinator_id="coordinator", approvers=LEADERS, policy=policy))
        await eventually(lambda: all(self.state(place).phase != "planned" for place in range(len(self.sections))))

    async def act(self, actor: str, command: BaseModel, place: int | None = None, act: str = "") -> Receipt:
        """Have a command of `actor` recorded, to the document or the section at `place`; `act` names a repetition."""
        stream_id = self.document if place is None else self.stream_id(place)
        return await self.engine.send(stream_id, command, Act(id=act or new_id(), body_hash="", actor_id=actor))

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

    async def submit(self, words: str = "Первый вариант.", place: int = 0) -> Head:
        """Hand a revision in and have it recorded."""
        await self.act(EDITORS[0], await asyncio.to_thread(self.hand_in, words, EDITORS[0], place), place)
        return self.head(place)

    async def agree(self, place: int = 0, people: tuple[str, ...] = REVIEWERS) -> None:
        """Have everybody agree to the head."""
        for person in people:
            await self.act(person, GiveVerdict(revision_id=self.head(place).revision_id, verdict=Verdict.AGREE), place)

    async def sign(self, place: int = 0, people: tuple[str, ...] = APPROVERS) -> None:
        """Have everybody sign the head."""
        head = self.head(place)
        for person in people:
            await self.act(person, Sign(revision_id=head.revision_id, text_hash=head.text_hash), place)

    async def approve(self, place: int = 0, words: str = "Первый вариант.") -> None:
        """From drafting to approved."""
        await self.submit(words, place)
        await self.agree(place)
        await self.sign(place)

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

    def candidate(self) -> Candidate | None:
        """What lies before leadership."""
        return DocumentState.model_validate(self.stream(self.document).state).candidate

    def events(self, stream_id: str) -> list[str]:
        """The types of a stream's events, in order."""
        with self.parts.database.read() as session:
            query = select(Event.type).where(Event.stream_id == stream_id).order_by(col(Event.seq))
            return list(session.exec(query))

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
        dispatcher = Dispatcher(self.parts.database, self.parts.clock, self.parts.post, self.parts.settings)
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


@dataclass
class SkippingInstallation(Installation):
    """An installation on the server whose clock skips."""

    environment: WorkflowEnvironment

    async def pass_time(self, stretch: timedelta, *, posting: bool = True) -> None:
        """Let the clock run, stopping at every alarm until it has rung and, if `posting`, its letters have left."""
        until = await self.environment.get_current_time() + stretch
        await self._post(posting)
        while (alarm := self.next_alarm_at()) is not None and alarm <= until:
            await self.environment.sleep(max(alarm - await self.environment.get_current_time(), timedelta(0)))
            await eventually(lambda alarm=alarm: self.next_alarm_at() != alarm)
            await self._post(posting)
        await self.environment.sleep(max(until - await self.environment.get_current_time(), timedelta(0)))

    async def _post(self, posting: bool) -> None:
        if posting:
            await asyncio.to_thread(self.dispatch)


def prepare(parts: Parts, *, policy: Policy, sections: int = 1) -> tuple[str, tuple[str, ...]]:
    """A migrated database with people and one staffed document; returns its id and its sections'."""
    upgrade(parts.database)
    now = datetime.now(UTC)
    with parts.database.write() as session:
        session.add_all(
            Person(id=name, email=f"{name}@example.org", name=f"Участник {name}", made_at=now) for name in PEOPLE
        )
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
    return document.id, made


def settings_for(folder: Path, database_url: str, address: str, queue: str) -> Settings:
    """Everything in `folder` but the database and the Temporal server; letters go into its outbox."""
    return Settings.for_folder(
        folder,
        database_url=database_url,
        temporal_address=address,
        temporal_namespace="default",
        temporal_task_queue=queue,
    )


def open_trial(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Parts:
    """The parts that `settings` name, with `clock`."""
    return Parts(settings, Database(settings.database_url), open_store(settings.object_store_url), clock)


@asynccontextmanager
async def installation(
    settings: Settings, client: Client, *, policy: Policy, sections: int = 1
) -> AsyncIterator[Installation]:
    """An installation on a server in real time; no worker runs yet."""
    parts = open_trial(settings)
    try:
        document_id, made = prepare(parts, policy=policy, sections=sections)
        yield Installation(parts, client, parts.engine(client), document_id, made)
    finally:
        parts.database.close()


@asynccontextmanager
async def skipping_installation(
    environment: WorkflowEnvironment, settings: Settings, *, policy: Policy, up: bool = True
) -> AsyncIterator[SkippingInstallation]:
    """An installation on a time-skipping server, its worker running and its document launched.

    `up` says whether the service is on record as having been up all the time.
    """
    parts = open_trial(settings, VirtualClock(environment))
    try:
        document_id, made = prepare(parts, policy=policy)
        if up:
            now = datetime.now(UTC)
            with parts.database.write() as session:
                session.add(Uptime(id=new_id(), since=now, until=now + timedelta(days=400)))
        engine = parts.engine(environment.client)
        house = SkippingInstallation(parts, environment.client, engine, document_id, made, environment)
        async with house.worker():
            await house.launch()
            yield house
    finally:
        parts.database.close()


def recorder(parts: Parts) -> Recorder:
    """The authority, for calls past the workflows."""
    return parts.recorder


def _paragraph(words: str) -> dict[str, Any]:
    return {"t": "Para", "c": [{"t": "Str", "c": words}]}
