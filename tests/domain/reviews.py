"""A section in review with its remarks, moved by commands alone: what rules about remarks are tried on."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.notices import told_of_section
from domain.section import Facts, decide, evolve, next_alarm
from domain.section.unanswered import left_by
from schemas.policy import DEFAULT_POLICY, Policy
from schemas.problems import Refused
from schemas.remark_commands import AnswerComment
from schemas.remarks import Remark, Unanswered
from schemas.section import Head, Note, Phase, SectionState, Verdict
from schemas.section_commands import GiveVerdict, Ring, SubmitRevision
from schemas.section_events import SECTION_EVENT
from storage.calendar_ru import russian_calendar

BEGIN = datetime(2026, 11, 23, 9, tzinfo=UTC)
NOTE = Note(id="note", hash="0" * 64)
VOTERS = ("anna", "boris", "vera")
CALENDAR = russian_calendar()
DRAFTED = SectionState(
    id="s",
    document_id="d",
    coordinator_id="coordinator",
    editors=("editor",),
    drafters=("editor",),
    reviewers=VOTERS,
    approvers=("gleb",),
    phase=Phase.DRAFTING,
)
HEAD = Head(revision_id="r1", number=1, text_hash="0" * 64, authors=("editor",))


class Review:
    """A section in review and the remarks in it, kept as the tables keep them."""

    def __init__(self, policy: Policy = DEFAULT_POLICY) -> None:
        self.state, self.now = DRAFTED.model_copy(update={"policy": policy}), BEGIN
        self.remarks: dict[str, Remark] = {}
        self.unanswered: tuple[Unanswered, ...] = ()
        self.told: list[tuple[str, tuple[str, ...]]] = []
        self.answered: list[str] = []
        self.events: list[Any] = []
        self.do("editor", SubmitRevision(revision_id="r1", text_hash="0" * 64, authors=("editor",)))

    def remark(self, author: str = "anna") -> str:
        id_ = f"c{len(self.remarks) + 1}"
        self.remarks[id_] = Remark(id=id_, person_id=author, state="open", cycle=self.state.cycle)
        self.unanswered += (Unanswered(id=id_, person_id=author, revision_id="r1"),)
        return id_

    def do(self, actor: str, command: Any) -> list[str]:
        facts = Facts(
            now=self.now,
            calendar=CALENDAR,
            actor_id=actor,
            told=frozenset(VOTERS),
            unanswered=self.unanswered,
            remark=self.remarks.get(getattr(command, "comment_id", "") or self._disputed(command)),
        )
        events = decide(self.state, command, facts)
        for event in events:
            assert SECTION_EVENT.validate_json(SECTION_EVENT.dump_json(event)) == event
            self.state = evolve(self.state, event)
            self.unanswered = left_by(self.unanswered, event)
            self.told += told_of_section(self.state, event)
            self._keep(event)
            self.events.append(event)
        return [event.type for event in events]

    def _disputed(self, command: Any) -> str:
        id_ = getattr(command, "disagreement_id", "")
        return next((one.comment_id for one in self.state.disagreements if one.id == id_), "")

    def _keep(self, event: Any) -> None:
        match event.type:
            case "comment_answered":
                self._stands(event.comment_id, event.answer)
                self.answered.append(event.comment_id)
            case "disagreement_opened" if event.by == "upheld":
                self._stands(event.comment_id, "upheld")
            case "comment_resolved" | "comment_withdrawn":
                self._stands(event.comment_id, event.type.removeprefix("comment_"))
            case "verdict_given":
                for old in event.supersedes:
                    self._stands(old, "withdrawn")
                if event.remark_id:
                    remark = Remark(id=event.remark_id, person_id=event.person_id, state="open", cycle=1)
                    self.remarks[remark.id] = remark

    def _stands(self, id_: str, state: str) -> None:
        self.remarks[id_] = self.remarks[id_].model_copy(update={"state": state})

    def vote(self, person: str, verdict: Verdict = Verdict.AGREE, remark_id: str | None = None) -> list[str]:
        note = NOTE if remark_id else None
        return self.do(person, GiveVerdict(revision_id="r1", verdict=verdict, note=note, remark_id=remark_id))

    def answer(self, id_: str, kind: str = "noted", note: Note | None = None) -> list[str]:
        return self.do("editor", AnswerComment.model_validate({"comment_id": id_, "answer": kind, "note": note}))

    def ring(self) -> list[str]:
        alarm = next_alarm(self.state)
        assert alarm is not None
        self.now = max(self.now, alarm.at)
        return self.do("", Ring(alarm_id=alarm.id, at=self.now))


def refused(code: str, review: Review, actor: str, command: Any) -> None:
    with pytest.raises(Refused, match=f"^{code}$"):
        review.do(actor, command)
