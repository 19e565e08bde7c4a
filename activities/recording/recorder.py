"""`Recorder`: a command is recorded, refused or found already done inside one database transaction."""

from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy import bindparam
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlmodel import col, update
from temporalio import activity

from activities.recording.documents import DocumentKind
from activities.recording.kind import Kind, Moment, standing_of
from activities.recording.obligations import ObligationKind
from activities.recording.proposals import ProposalKind
from activities.recording.sections import SectionKind
from schemas.act import Act, Receipt
from schemas.calendar import Calendar
from schemas.ids import new_id
from schemas.mishap import kind_and_place
from schemas.problems import Refused
from schemas.record import RecordCall, RecordResult, Refusal, Standing
from storage.calendars import Calendars
from storage.database import Database
from storage.journal import Journal
from storage.prepared import change_in
from storage.tables import Stream

_TROUBLED = update(Stream).where(col(Stream.id) == bindparam("stream")).values(trouble="follow_up_failed")
_FOLLOWED = (
    update(Stream).where(col(Stream.id) == bindparam("stream")).values(followed_seq=bindparam("up_to"), trouble=None)
)
_NOT_BEGUN = ("setup", "planned")

log = structlog.get_logger()


class Recorder:
    """Decides and writes; the same for the workflows' activity and for whoever answers from the database."""

    def __init__(
        self, database: Database, published: Calendar, clock: Callable[[], datetime], zone: str = "Europe/Moscow"
    ) -> None:
        self._database = database
        self._calendars = Calendars(published)
        self._clock = clock
        self._zone = zone
        sections = SectionKind()
        self._documents = DocumentKind(sections)
        self._kinds: dict[str, Kind] = {
            "section": sections,
            "document": self._documents,
            "obligation": ObligationKind(),
            "proposal": ProposalKind(),
        }

    @activity.defn(name="record", no_thread_cancel_exception=True)
    def record(self, call: RecordCall) -> RecordResult:
        """Carry the call out once: a repetition gets the receipt of the first time.

        A mistake of ours is a refusal too (`internal`), so that one command never stops a stream's life.
        """
        with self._database.write() as session:
            journal = Journal(session, self._clock())
            stream = journal.lock(call.stream_id)
            journal.reach(self._clock())  # waiting for the lock took time
            kind, before = self._kinds[stream.kind], _course(stream)
            known, receipt, refusal, standing = None, None, None, None
            try:
                known = journal.known(call.act)
                if known is None:
                    receipt, standing = self._carry_out(kind, journal, stream, call)
            except Refused as refused:
                refusal = Refusal(code=refused.code, facts=refused.facts)
                stream = journal.lock(call.stream_id)  # what was undone is still on it
            except Exception as error:
                refusal = _mistake(call, error)
                session.rollback()
                stream = journal.lock(call.stream_id)
            return RecordResult(
                receipt=receipt or known,
                refusal=refusal,
                standing=standing or kind.standing(stream),
                moved=known is not None or _course(stream) != before,
            )

    @activity.defn(name="standing", no_thread_cancel_exception=True)
    def standing(self, stream_id: str) -> Standing:
        """How a stream stands now."""
        with self._database.read() as session:
            stream = session.get(Stream, stream_id)
            if stream is None:
                raise Refused("not_found")
            return self._kinds[stream.kind].standing(stream)

    def has_news(self, document: str, act: Act) -> bool:
        """Whether the document of this stream would record something if it read its sections now.

        It is looked at under the stream's lock, but never as a writer: what is being recorded of it at this moment
        has either read the sections as they are, or is seen here. Writers of SQLite follow each other, so whoever
        has not ended there began after what this follows up, and has read it.
        """
        with self._database.read() as session:
            journal = Journal(session, self._clock())
            calendar = self._calendars.in_force(session)
            stream = journal.lock(document)
            return self._documents.has_news(Moment(journal, stream, act, calendar, self._zone))

    def note_followed(self, stream_id: str, seq: int) -> Standing:
        """Say on the stream that all its events up to `seq` were followed up; returns how it stands then."""
        now = self._clock()
        with self._database.write() as session:
            journal = Journal(session, now)
            stream = journal.lock(stream_id)
            change_in(session, _FOLLOWED, stream=stream_id, up_to=max(stream.followed_seq, seq))
            return self._kinds[stream.kind].standing(journal.lock(stream_id))

    @activity.defn(name="note_trouble", no_thread_cancel_exception=True)
    def note_trouble(self, stream_id: str) -> None:
        """Say on the stream that its follow-ups keep failing; a follow-up that succeeds takes it back."""
        with self._database.write() as session:
            change_in(session, _TROUBLED, stream=stream_id)

    def _carry_out(
        self, kind: Kind, journal: Journal, stream: Stream, call: RecordCall
    ) -> tuple[Receipt, Standing | None]:
        """The receipt, and how the stream stands then if its state was written."""
        command = kind.command(call.command)
        if command.type == "ring":
            journal.reach(command.at)
        moment = self._moment(journal, stream, call.act)
        kind.observe(moment, command)
        with journal.apart():
            facts = kind.apply(moment, command)
            receipt = journal.remember(call.act, stream, facts)
        written = stream.id in moment.alarms
        return receipt, standing_of(stream, moment.alarms[stream.id]) if written else None

    def _moment(self, journal: Journal, stream: Stream, act: Act) -> Moment:
        calendar = self._calendars.kept_in_force(journal.session, journal.now)
        return Moment(journal=journal, stream=stream, act=act, calendar=calendar, zone=self._zone)


def _course(stream: Stream) -> tuple[object, ...]:
    """What a workflow acts on; whether it was begun at all, its cycle, its end, its next alarm, what follows."""
    begun = stream.state.get("phase") not in _NOT_BEGUN
    return begun, stream.cycle, stream.closed, stream.next_alarm_at, stream.pending_seq


def _mistake(call: RecordCall, error: Exception) -> Refusal:
    """What nobody foresaw, as a refusal. A database that does not answer is none: that raises and is tried again."""
    if isinstance(error, OperationalError | InterfaceError):
        raise error
    incident = new_id()
    log.error("record_failed", incident=incident, stream=call.stream_id, **kind_and_place(error))
    return Refusal(code="internal", facts={"incident": incident})
