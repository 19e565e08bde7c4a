"""What goes into and comes out of recording: the call, the result, and how a stream stands."""

from typing import Any

from pydantic import Field

from schemas.act import Act, Receipt
from schemas.deadline import Alarm
from schemas.frozen import Frozen


class RecordCall(Frozen):
    """One command to one stream (`section/ID` or `document/ID`), by one act."""

    stream_id: str
    command: dict[str, Any]
    act: Act


class Standing(Frozen):
    """How a stream stands: all that its workflow needs to know.

    `closed` says that this cycle has ended; `behind` that recorded events still have follow-ups to do.
    """

    seq: int
    cycle: int
    closed: bool
    behind: bool
    next_alarm: Alarm | None = None


class Refusal(Frozen):
    """A refusal as data: its code and facts."""

    code: str
    facts: dict[str, Any] = Field(default_factory=dict)


class RecordResult(Frozen):
    """Either the receipt or the refusal, and in both cases how the stream stands now.

    `moved` says that the stream's workflow has to know: an alarm, the cycle or its end changed, or something follows.
    """

    receipt: Receipt | None = None
    refusal: Refusal | None = None
    standing: Standing
    moved: bool = True


class StreamStart(Frozen):
    """What a stream's workflow starts with: which stream and cycle, and how it stood if that is known.

    `follows_here` says that what follows from an event is first tried within the workflow's own task; those that
    were started by earlier releases lack it, and go on as they began.
    """

    stream_id: str
    cycle: int
    standing: Standing | None = None
    follows_here: bool = False
