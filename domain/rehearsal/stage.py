"""The streams of a rehearsal: how each stands, what happened to it, and how the record's own rules move it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain import document, section
from domain.document.notices import told_of_document
from domain.notices import Told, told_of_section
from domain.policy import check_rules
from domain.rehearsal.acts import document_command, section_command
from domain.rehearsal.happening import Happening, begun, write
from domain.rehearsal.scene import Scene, SceneSection
from domain.section import People
from domain.section.alarms import rule_of
from domain.section.disputed import open_in
from domain.section.unanswered import holds_back, left_by
from domain.silence import reached
from schemas.deadline import Alarm
from schemas.disagreement_commands import RecordDissent
from schemas.document import DocumentState
from schemas.document_commands import StandInForLeader
from schemas.problems import Refused
from schemas.rehearsal import LedgerEntry, SupposedAct
from schemas.remark_commands import AnswerComment
from schemas.remarks import Remark, Unanswered
from schemas.section import Note, Phase, SectionState
from schemas.section_commands import Ring, StandIn
from schemas.section_events import AlarmRang


class OnStage:
    """What sections and the document have in common: an id, a state, what happened, and the ledger."""

    state: SectionState | DocumentState

    def __init__(self, scene: Scene, stream_id: str, state: SectionState | DocumentState) -> None:
        self.scene = scene
        self.id = stream_id
        self.state = self.began = state
        self.happened: list[Happening] = []
        self.ledger: list[LedgerEntry] = begun(stream_id, state)

    def people(self, now: datetime) -> People:
        """The people as a decision at this instant knows them."""
        day = now.astimezone(ZoneInfo(self.scene.zone)).date()
        return self.scene.cast.on(day, self.id.removeprefix("section/"))


class SectionOnStage(OnStage):
    """A section."""

    state: SectionState

    def __init__(self, scene: Scene, one: SceneSection) -> None:
        super().__init__(scene, f"section/{one.state.id}", one.state)
        self.one = one
        self._told = set(one.told)
        self._unanswered = one.unanswered

    @property
    def alarm(self) -> Alarm | None:
        """What rings next."""
        return section.next_alarm(self.state)

    @property
    def lacks_answers(self) -> bool:
        """Whether it lies before its signers, and nobody signs or approves past its unanswered remarks."""
        return self.state.phase == Phase.SIGN_OFF and holds_back(self.state.policy, self._unanswered)

    def launch(self, now: datetime) -> None:
        """Begin drafting, if that has not begun. Raises Refused as a launch does."""
        if self.one.launch is not None:
            try:
                check_rules(self.one.launch.policy, now)
                self.do(self.one.launch, now)
            except Refused as refused:
                position = {"position": self.one.position} if "position" in refused.facts else {}
                raise refused.about(section_id=self.state.id, section_title=self.one.title, **position) from refused

    def ring(self, alarm: Alarm, now: datetime) -> None:
        """Let an alarm ring."""
        self.do(Ring(alarm_id=alarm.id, at=now), now)

    def turn(self, person_id: str, now: datetime) -> None:
        """Somebody's absence begins or is over."""
        if self.state.deadline is not None:
            self.do(StandIn(person_id=person_id), now)

    def act(self, act: SupposedAct) -> None:
        """Have somebody do what they are asked; disagreements end with the text as it stands. Raises Refused."""
        if act.what == "answer_remarks":
            self._answer_all(act.at, act.person_id)
        elif act.what == "settle_disagreements":
            for held in open_in(self.state):
                dissent = RecordDissent(disagreement_id=held.id, note=Note(id="", hash=""))
                self.do(dissent, act.at, held.author_id)
        else:
            self.do(section_command(self.state, act), act.at, act.person_id)

    def _answer_all(self, now: datetime, person_id: str) -> None:
        for one in self._unanswered:
            self.do(AnswerComment(comment_id=one.id, answer="noted"), now, person_id, self._remark(one))

    def _remark(self, one: Unanswered) -> Remark:
        return Remark(id=one.id, person_id=one.person_id, state="open", cycle=self.state.cycle)

    def do(self, command: Any, now: datetime, actor: str = "", remark: Remark | None = None) -> None:
        """Decide by the rules of sections. Raises Refused."""
        people, calendar = self.people(now), self.scene.calendar
        told = reached(self._told) - people.inactive
        facts = section.Facts(
            now=now,
            calendar=calendar,
            actor_id=actor,
            told=told,
            people=people,
            unanswered=self._unanswered,
            remark=remark,
        )
        for event in section.decide(self.state, command, facts):
            self.state = section.evolve(self.state, event)
            self._unanswered = left_by(self._unanswered, event)
            one = Happening(now, self.id, event, self.state, tuple(told_of_section(self.state, event)))
            self.happened.append(one)
            self._keep_told(event, one.told)
            rule = rule_of(self.state) if isinstance(event, AlarmRang) else None
            write(self.ledger, one, rule)

    def _keep_told(self, event: Any, told: Sequence[Told]) -> None:
        """Silence counts only of those who were invited to the open round and reminded of it."""
        if event.type == "round_opened":
            self._told.clear()
        self._told |= {(person, kind) for kind, people in told for person in people}


class DocumentOnStage(OnStage):
    """The document as a whole, which sees how its sections stand."""

    state: DocumentState

    def __init__(self, scene: Scene, sections: Sequence[SectionOnStage]) -> None:
        super().__init__(scene, f"document/{scene.document.id}", scene.document)
        self._sections = sections

    @property
    def alarm(self) -> Alarm | None:
        """What rings next."""
        return document.next_alarm(self.state)

    @property
    def lacks_answers(self) -> bool:
        """Never: remarks are on sections."""
        return False

    def launch(self, now: datetime) -> None:
        """Begin work on the whole, if that has not begun. Raises Refused as a launch does."""
        if self.scene.launch is not None:
            check_rules(self.scene.launch.policy, now)
            self.do(self.scene.launch, now)

    def look(self, now: datetime) -> None:
        """Take in how the sections stand."""
        self._write(lambda facts: document.observe(self.state, facts), now)

    def ring(self, alarm: Alarm, now: datetime) -> None:
        """Let an alarm ring."""
        self.do(Ring(alarm_id=alarm.id, at=now), now)

    def turn(self, person_id: str, now: datetime) -> None:
        """Somebody's absence begins or is over."""
        self.do(StandInForLeader(person_id=person_id), now)

    def act(self, act: SupposedAct) -> None:
        """Have somebody do what they are asked. Raises Refused."""
        self.do(document_command(self.state, act), act.at, act.person_id)

    def do(self, command: Any, now: datetime, actor: str = "") -> None:
        """Decide by the rules of documents. Raises Refused."""
        self._write(lambda facts: document.decide(self.state, command, facts), now, actor)

    def _write(self, decided: Callable[[document.Facts], tuple[Any, ...]], now: datetime, actor: str = "") -> None:
        for event in decided(self._facts(now, actor)):
            self.state = document.evolve(self.state, event)
            one = Happening(now, self.id, event, self.state, tuple(told_of_document(self.state, event)))
            self.happened.append(one)
            write(self.ledger, one, self.state.policy.sign_off)

    def _facts(self, now: datetime, actor: str) -> document.Facts:
        standing = tuple(_standing(one.state) for one in self._sections)
        return document.Facts(
            now=now,
            calendar=self.scene.calendar,
            sections=standing,
            actor_id=actor,
            people=self.people(now),
            administrators=self.scene.administrators,
        )


def _standing(state: SectionState) -> document.SectionStanding:
    head = state.head
    return document.SectionStanding(
        section_id=state.id,
        phase=state.phase,
        revision_id=head.revision_id if head else None,
        text_hash=head.text_hash if head else None,
    )
