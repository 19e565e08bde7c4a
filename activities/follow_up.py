"""What follows from recorded events outside their transaction; derived from the record, so it can be done again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog
from sqlmodel import Session, col, select
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.engine import EngineFromThread
from activities.heartbeat import heartbeats
from activities.placements import Placements
from activities.plan_force import PlanForce
from activities.publishing import Publisher
from activities.recording.recorder import Recorder
from activities.searching import SectionSearch
from schemas.act import Act
from schemas.document_commands import CompleteEdition, ReadSections
from schemas.document_events import DOCUMENT_EVENT, EditionPublished, PublicationOrdered
from schemas.mishap import kind_and_place
from schemas.policy import Policy
from schemas.problems import Refused
from schemas.record import Standing
from schemas.section import Part
from schemas.section_commands import Launch
from schemas.section_events import SECTION_EVENT, Approved, Reopened, RevisionSubmitted
from storage.database import Database
from storage.tables import Document, Event, Section, SectionPerson, Stream

STARTS_IN_FLIGHT = 8
"""Sections launched at once; more would starve the first steps of those already started."""

WAITING_FOR_OTHERS = {"reopened"}
"""Events of a section whose step asks another workflow for an answer."""

log = structlog.get_logger()


class FollowUp:
    """Follows events up, one stream at a time and in their order."""

    def __init__(
        self,
        database: Database,
        engine: EngineFromThread,
        recorder: Recorder,
        placements: Placements,
        publisher: Publisher,
        search: SectionSearch,
        plans: PlanForce,
    ) -> None:
        self._database = database
        self._engine = engine
        self._recorder = recorder
        self._placements = placements
        self._publisher = publisher
        self._search = search
        self._plans = plans
        self._section_steps: dict[str, Callable[[Stream, Event], None]] = {
            "revision_submitted": self._take_in_revision,
            "approved": self._bring_plan_into_force,
            "withdrawn": self._tell_document,
            "reopened": self._begin_cycle,
        }
        self._document_steps: dict[str, Callable[[Stream, Event], None]] = {
            "document_launched": self._launch_sections,
            "publication_ordered": self._make_edition,
            "edition_published": self._end_sections,
        }

    @activity.defn(name="follow_up", no_thread_cancel_exception=True)
    def follow_up(self, stream_id: str) -> Standing:
        """Do everything that recorded events of the stream still ask for; returns how it stands then.

        Each step may be repeated: all of them are idempotent. One that fails does not hold up those after it;
        an ApplicationError with its code is raised when all have been tried.
        """
        with heartbeats():
            while True:
                standing = self._follow(*self._behind(stream_id))
                if not standing.behind:
                    return standing

    @activity.defn(name="follow_up_here", no_thread_cancel_exception=True)
    def follow_up_here(self, stream_id: str) -> Standing:
        """As `follow_up`, within a workflow's task; what waits for other workflows is left to it, and still behind.

        Workflows that waited for each other in their own tasks could keep all threads of a worker waiting.
        """
        while True:
            stream, waiting = self._behind(stream_id)
            if any(event.type in WAITING_FOR_OTHERS for event in waiting):
                return self._recorder.standing(stream_id)
            standing = self._follow(stream, waiting)
            if not standing.behind:
                return standing

    def _behind(self, stream_id: str) -> tuple[Stream, list[Event]]:
        """How far a stream was followed up, and the events since."""
        with self._database.read() as session:
            stream = session.get_one(Stream, stream_id)
            return stream, _waiting(session, stream)

    def _follow(self, stream: Stream, waiting: list[Event]) -> Standing:
        self._take_steps(stream, waiting)
        return self._recorder.note_followed(stream.id, stream.seq)

    def _take_steps(self, stream: Stream, waiting: list[Event]) -> None:
        steps = self._section_steps if stream.kind == "section" else self._document_steps
        failures = []
        for event in waiting:
            try:
                if event.type in steps:
                    steps[event.type](stream, event)
            except Exception as failure:
                failures.append(failure)
                log.error("step_failed", stream=stream.id, seq=event.seq, step=event.type, **kind_and_place(failure))
        if failures:
            # Its message may quote what somebody wrote, and what is raised here is kept in a workflow's history.
            raise ApplicationError("a step failed", type=_code(failures[0])) from None

    def _take_in_revision(self, _stream: Stream, event: Event) -> None:
        """Comments find their places in it, and search finds it."""
        submitted = SECTION_EVENT.validate_python(event.data)
        assert isinstance(submitted, RevisionSubmitted)
        self._placements.place_all(_id(event.stream_id), submitted.head.revision_id)
        self._search.index_head(_id(event.stream_id))

    def _tell_document(self, stream: Stream, event: Event) -> None:
        """Most news of a section changes nothing about the whole, and wakes no workflow."""
        act = Act(id=f"{stream.id}:{event.seq}:news", body_hash="")
        document = f"document/{stream.state['document_id']}"
        if self._recorder.has_news(document, act):
            self._engine.send(document, ReadSections(), act)

    def _bring_plan_into_force(self, stream: Stream, event: Event) -> None:
        """The document hears of it; where the text is a plan's, its milestones are owed from now on."""
        approved = SECTION_EVENT.validate_python(event.data)
        assert isinstance(approved, Approved)
        self._tell_document(stream, event)
        self._plans.approved(f"{stream.id}:{event.seq}", approved.revision_id)

    def _begin_cycle(self, stream: Stream, event: Event) -> None:
        """The document hears of it, and the workflow of the cycle before learns that it is over."""
        self._tell_document(stream, event)
        reopened = SECTION_EVENT.validate_python(event.data)
        assert isinstance(reopened, Reopened)
        self._engine.nudge(stream.id, reopened.cycle - 1)

    def _launch_sections(self, stream: Stream, _event: Event) -> None:
        with self._database.read() as session:
            sections = launches(session, _id(stream.id))

        def launch(section_id: str) -> None:
            act = Act(id=f"section/{section_id}:launch", body_hash="")
            self._engine.send(f"section/{section_id}", sections[section_id], act)

        with ThreadPoolExecutor(STARTS_IN_FLIGHT) as pool:
            list(pool.map(launch, sections))

    def _make_edition(self, stream: Stream, event: Event) -> None:
        ordered = DOCUMENT_EVENT.validate_python(event.data)
        assert isinstance(ordered, PublicationOrdered)
        try:
            manifest_hash = self._publisher.make(ordered.edition_id)
        except Exception as failure:
            self._publisher.note_trouble(ordered.edition_id, _code(failure))
            raise
        if manifest_hash is None:
            return
        complete = CompleteEdition(edition_id=ordered.edition_id, manifest_hash=manifest_hash)
        try:
            self._engine.send(stream.id, complete, Act(id=f"edition/{ordered.edition_id}:complete", body_hash=""))
        except Refused as refused:
            if refused.code != "wrong_phase":
                raise  # a candidate voided meanwhile is no failure: its edition is not wanted any more

    def _end_sections(self, stream: Stream, event: Event) -> None:
        published = DOCUMENT_EVENT.validate_python(event.data)
        assert isinstance(published, EditionPublished)
        with self._database.read() as session:
            sections = session.exec(select(Section).where(Section.document_id == _id(stream.id))).all()
        for section in sections:
            if section.phase == "published":
                self._engine.nudge(f"section/{section.id}", section.cycle)


def _waiting(session: Session, stream: Stream) -> list[Event]:
    query = select(Event).where(Event.stream_id == stream.id, Event.seq > stream.followed_seq, Event.seq <= stream.seq)
    return list(session.exec(query.order_by(col(Event.seq))))


def launches(session: Session, document_id: str) -> dict[str, Launch]:
    """The launch of every section, with its people and rules as they stand; a section without own rules has its
    document's."""
    document = session.get_one(Document, document_id)
    sections = session.exec(
        select(Section).where(Section.document_id == document_id).order_by(col(Section.position))
    ).all()
    people: dict[tuple[str, str], tuple[str, ...]] = {}
    rows: Any = session.exec(
        select(SectionPerson)
        .join(Section, col(Section.id) == col(SectionPerson.section_id))
        .where(Section.document_id == document_id)
        .order_by(col(SectionPerson.place), col(SectionPerson.person_id))
    )
    for row in rows:
        people[row.section_id, row.part] = (*people.get((row.section_id, row.part), ()), row.person_id)
    return {
        section.id: Launch(
            policy=Policy.model_validate(section.policy or document.policy),
            coordinator_id=document.coordinator_id,
            editors=people.get((section.id, Part.EDITOR), ()),
            reviewers=people.get((section.id, Part.REVIEWER), ()),
            approvers=people.get((section.id, Part.APPROVER), ()),
        )
        for section in sections
        if section.phase == "planned"
    }


def _code(failure: Exception) -> str:
    return failure.code if isinstance(failure, Refused) else type(failure).__name__


def _id(stream_id: str) -> str:
    return stream_id.split("/", 1)[1]
