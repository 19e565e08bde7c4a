"""Puts the parts together; the only place where they meet."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any

from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Worker

from activities.absences import absences_due
from activities.audit.checkpoints import Checkpoints
from activities.calendar_turns import CalendarTurns
from activities.convert.reader import Converter
from activities.edition.keys import KeyFolder
from activities.edition.render import EditionBuilder
from activities.engine import Engine, EngineFromThread
from activities.failing import FailingWorkflows
from activities.follow_up import FollowUp
from activities.notices.ways import Way, open_ways
from activities.placements import Placements
from activities.plan_force import PlanForce
from activities.publishing import Publisher
from activities.recording.recorder import Recorder
from activities.searching import SectionSearch
from activities.terms import terms_due
from activities.texts import Texts
from app.clock import utc_now
from app.sandbox import lean_sandbox
from app.settings import Settings
from schemas.calendar import Calendar
from schemas.channels import ChannelKind
from schemas.conversion import ConvertSettings
from storage.calendar_ru import russian_calendar
from storage.database import Database
from storage.installation import ensure_installation
from storage.objects import ObjectStore, open_store
from workflows.document import DocumentWorkflow
from workflows.obligation import ObligationWorkflow
from workflows.proposal import ProposalWorkflow
from workflows.section import SectionWorkflow

THREADS = 16
"""Activities at once; each needs a thread while it waits for the database or a converter."""

GRACE = timedelta(seconds=10)
"""What activities in flight have to end in when a worker is asked to stop."""


@dataclass(frozen=True)
class Parts:
    """One installation's parts, opened once a process."""

    settings: Settings
    database: Database
    store: ObjectStore
    clock: Callable[[], datetime] = utc_now
    calendar: Calendar = field(default_factory=russian_calendar)

    @property
    def texts(self) -> Texts:
        """Texts in the object store."""
        return Texts(self.database, self.store)

    @property
    def converter(self) -> Converter:
        """Pandoc in its jail; its slots are shared by all processes of the data folder."""
        return Converter(ConvertSettings(slots_folder=self.settings.data / "converters"))

    @property
    def recorder(self) -> Recorder:
        """The authority."""
        return Recorder(self.database, self.calendar, self.clock, self.settings.zone.key)

    @property
    def calendar_turns(self) -> CalendarTurns:
        """What has absences and terms take effect as their days come."""
        kinds = {"absence": absences_due, "term": terms_due}
        return CalendarTurns(self.database, self.calendar, self.clock, kinds, self.settings.zone.key)

    @property
    def secret(self) -> bytes:
        """The installation's random secret."""
        return bytes.fromhex(ensure_installation(self.database, self.clock).secret)

    @property
    def ways(self) -> dict[ChannelKind, Way[Any]]:
        """The ways by which notices leave."""
        return open_ways(self.settings, self.secret, self.clock)

    @property
    def keys(self) -> KeyFolder:
        """The keys that editions are signed with."""
        return KeyFolder(self.settings.keys)

    @property
    def checkpoints(self) -> Checkpoints:
        """What signs the record."""
        return Checkpoints(self.database, self.store, self.clock, self.keys)

    def engine(self, client: Client) -> Engine:
        """The way to the workflows over `client`."""
        return Engine(client, self.settings.temporal_task_queue, self.database, self.recorder)

    def failing(self, client: Client) -> FailingWorkflows:
        """Who looks for workflows that cannot go on."""
        return FailingWorkflows(client, self.settings.temporal_task_queue, self.database)


def open_parts(settings: Settings) -> Parts:
    """Open the database and the object store that the settings name."""
    return Parts(
        settings, Database(settings.database_url), open_store(settings.object_store_url, settings.lasting_store_url)
    )


async def connect(settings: Settings, *, lazy: bool = False) -> Client:
    """A client of the Temporal server; raises RuntimeError while it does not answer, `lazy` only at its first use."""
    return await Client.connect(
        settings.temporal_address,
        namespace=settings.temporal_namespace,
        data_converter=pydantic_data_converter,
        lazy=lazy,
    )


def build_worker(parts: Parts, client: Client, threads: ThreadPoolExecutor, **options: Any) -> Worker:
    """A worker that carries out both kinds of workflow and all their activities, on the running event loop."""
    engine = EngineFromThread(parts.engine(client), asyncio.get_running_loop())
    recorder = parts.recorder
    builder = EditionBuilder(parts.converter.run_pandoc, parts.keys)
    follow_up = FollowUp(
        parts.database,
        engine,
        recorder,
        Placements(parts.database, parts.texts),
        Publisher(parts.database, parts.store, parts.texts, builder, parts.settings.public_url),
        SectionSearch(parts.database, parts.texts),
        PlanForce(parts.database, engine, parts.clock),
    )
    return Worker(
        client,
        task_queue=parts.settings.temporal_task_queue,
        workflows=[SectionWorkflow, DocumentWorkflow, ObligationWorkflow, ProposalWorkflow],
        activities=[
            recorder.record,
            recorder.standing,
            recorder.note_trouble,
            follow_up.follow_up,
            follow_up.follow_up_here,
        ],
        activity_executor=threads,
        max_concurrent_activities=THREADS // 2,
        max_concurrent_local_activities=THREADS // 2,
        workflow_runner=lean_sandbox(),
        graceful_shutdown_timeout=GRACE,
        build_id=f"veche {version('veche')}",  # else the SDK reads and hashes every loaded module, for a second
        **options,
    )
