"""The simulated clock: whatever comes next happens, alarms, absences and supposed acts, until nothing is left to come.

At one instant absences turn first, then alarms ring, then people act; streams in the document's order.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import NamedTuple

from domain.rehearsal.asked import Asked, acts_at, asked_by
from domain.rehearsal.scene import Scene
from domain.rehearsal.stage import DocumentOnStage, SectionOnStage
from schemas.deadline import Deadline
from schemas.document_events import CandidateOpened
from schemas.problems import Refused
from schemas.rehearsal import Behaviours, SupposedAct
from schemas.section import Phase
from schemas.section_events import DraftingOpened, RoundOpened, SignOffOpened

Stream = SectionOnStage | DocumentOnStage

OPENING = (DraftingOpened, RoundOpened, SignOffOpened, CandidateOpened)
"""Events after which everybody is asked anew."""


class Coming(NamedTuple):
    """Something that is to happen: when, in which order of kinds and streams, and what it does."""

    at: datetime
    kind: int
    place: int
    happens: Callable[[datetime], None]


def _order(coming: Coming) -> tuple[datetime, int, int]:
    return coming.at, coming.kind, coming.place


class Run:
    """One rehearsal under way."""

    def __init__(self, scene: Scene, behaviours: Behaviours) -> None:
        self.scene, self.behaviours = scene, behaviours
        self.now = scene.starts_at
        self.sections = [SectionOnStage(scene, one) for one in scene.sections]
        self.document = DocumentOnStage(scene, self.sections)
        self.acts: list[SupposedAct] = []
        self._places = {one.id: place for place, one in enumerate(self.streams)}
        self._next: dict[str, Coming] = {}
        self._standing: list[Phase] = []
        self._asked: dict[str, dict[Asked, datetime | None]] = {one.id: {} for one in self.streams}
        self._seen = dict.fromkeys(self._asked, 0)
        self._turns = sorted((at, person) for at, person in scene.cast.turns(scene.zone) if at > self.now)

    @property
    def streams(self) -> list[Stream]:
        """The sections in their order, then the whole."""
        return [*self.sections, self.document]

    def play(self) -> None:
        """Let everything happen that is to come until the scene's end."""
        self.document.launch(self.now)
        for one in self.sections:
            one.launch(self.now)
        self._settle(self.streams)
        while (coming := min(self._coming(), default=None, key=_order)) is not None:
            self.now = max(self.now, coming.at)
            if self.now > self.scene.until:
                break
            coming.happens(self.now)

    def _coming(self) -> Iterator[Coming]:
        if self._turns:
            yield Coming(self._turns[0][0], 0, 0, self._turn)
        yield from self._next.values()

    def _coming_of(self, place: int, stream: Stream) -> Iterator[Coming]:
        """What is to come of one stream."""
        asked = self._asked[stream.id]
        acts = [(at, number, one) for number, (one, at) in enumerate(asked.items()) if at is not None]
        if acts:
            at, _, one = min(acts)
            yield Coming(at, 2, place, partial(self._act, stream, one))
        if stream.alarm is not None and not self._repeats(stream):
            yield Coming(stream.alarm.at, 1, place, partial(self._ring, stream))

    def _repeats(self, stream: Stream) -> bool:
        """Whether a round only stays open a day more, every day, because nobody is going to act in it."""
        if not isinstance(stream, SectionOnStage) or any(self._asked[stream.id].values()):
            return False
        return stream.state.graces > 0

    def _turn(self, now: datetime) -> None:
        _, person = self._turns.pop(0)
        for stream in self.streams:
            stream.turn(person, now)
        self._settle(self.streams)

    def _ring(self, stream: Stream, now: datetime) -> None:
        assert stream.alarm is not None
        stream.ring(stream.alarm, now)
        self._settle([stream])

    def _act(self, stream: Stream, asked: Asked, now: datetime) -> None:
        act = SupposedAct.model_validate(
            {
                "at": now,
                "stream_id": stream.id,
                "what": asked.what,
                "person_id": asked.actor_id,
                "instead_of": asked.person_id if asked.person_id != asked.actor_id else "",
            }
        )
        self._asked[stream.id][asked] = None  # done, or refused for good
        try:
            stream.act(act)
        except Refused as refused:
            facts = {name: str(fact) for name, fact in refused.facts.items()}
            act = act.model_copy(update={"refused": refused.code, "facts": facts})
        self.acts.append(act)
        self._settle([stream])

    def _settle(self, streams: list[Stream]) -> None:
        """The document looks at its sections where one stands anew; whoever is asked now decides when to act."""
        standing = [one.state.phase for one in self.sections]
        if standing != self._standing:
            self._standing = standing
            self.document.look(self.now)
        for stream in {one.id: one for one in (*streams, self.document)}.values():
            fresh = stream.happened[self._seen[stream.id] :]
            self._seen[stream.id] = len(stream.happened)
            asked = asked_by(stream.state, lacks_answers=stream.lacks_answers)
            known = {} if any(isinstance(one.event, OPENING) for one in fresh) else self._asked[stream.id]
            self._asked[stream.id] = {one: known[one] if one in known else self._when(stream, one) for one in asked}
            coming = min(self._coming_of(self._places[stream.id], stream), default=None, key=_order)
            if coming is None:
                self._next.pop(stream.id, None)
            else:
                self._next[stream.id] = coming

    def _when(self, stream: Stream, asked: Asked) -> datetime | None:
        deadline = stream.state.deadline
        assert isinstance(deadline, Deadline)
        return acts_at(self.behaviours.of(asked.actor_id), deadline, self.now, self.scene.calendar)
