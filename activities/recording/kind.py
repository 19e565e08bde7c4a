"""What the two kinds of stream, section and document, have in common when a command is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from schemas.act import Act
from schemas.calendar import Calendar
from schemas.deadline import Alarm
from schemas.record import Standing
from storage.journal import Journal
from storage.tables import Stream


@dataclass(frozen=True)
class Moment:
    """One command's transaction: the journal in it, the locked stream, the act, the calendar in force.

    `zone` (IANA) says which day it is for terms and absences.
    """

    journal: Journal
    stream: Stream
    act: Act
    calendar: Calendar
    zone: str = "Europe/Moscow"
    alarms: dict[str, Alarm | None] = field(default_factory=dict)
    """The next alarms of the streams whose states were written in it."""

    def at(self, stream_id: str) -> "Moment":
        """The same moment at another stream, which is locked until the transaction ends."""
        return replace(self, stream=self.journal.lock(stream_id))


class Kind(Protocol):
    """A family of streams with one decider."""

    def command(self, data: dict[str, Any]) -> Any:
        """Read a command."""

    def observe(self, moment: Moment, command: Any) -> None:
        """Record what follows from elsewhere before the command is looked at; stands even if that is refused."""

    def apply(self, moment: Moment, command: Any) -> dict[str, Any]:
        """Decide, record and project; returns the receipt's facts. Raises Refused, and then nothing was done."""

    def standing(self, stream: Stream) -> Standing:
        """How the stream stands."""


def standing_of(stream: Stream, alarm: Alarm | None) -> Standing:
    """The standing that a stream's row and its state's next alarm give."""
    return Standing(
        seq=stream.seq,
        cycle=stream.cycle,
        closed=stream.closed,
        behind=stream.pending_seq > stream.followed_seq,
        next_alarm=alarm,
    )


def keep_state(
    moment: Moment, state: Any, events: Sequence[Any], *, followed: frozenset[str], alarm: Alarm | None
) -> None:
    """Write the folded state and what is derived from it onto the stream's row.

    `followed` are the types of events that something follows from outside the transaction.
    """
    stream = moment.stream
    first = stream.seq - len(events) + 1
    waiting = [seq for seq, event in enumerate(events, start=first) if event.type in followed]
    moment.alarms[stream.id] = alarm
    moment.journal.keep(
        stream,
        state=state.model_dump(mode="json"),
        cycle=state.cycle,
        closed=state.ended,
        next_alarm_at=alarm.at if alarm else None,
        pending_seq=max([stream.pending_seq, *waiting]),
    )
