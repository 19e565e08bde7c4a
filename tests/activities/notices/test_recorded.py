"""Letters of what the record itself plans: every fact that a letter needs is in the row."""

from itertools import count
from typing import Any

import pytest
from sqlmodel import select

from activities.recording.recorder import Recorder
from domain.notices import INFORMED, KINDS
from schemas.act import Act
from schemas.policy import DEFAULT_POLICY
from schemas.record import RecordCall, RecordResult
from schemas.section import SectionState
from storage.calendar_ru import russian_calendar
from storage.journal import Journal
from storage.tables import Document, Notice, Responsibility, Revision, Section, SectionBasis, SectionPerson
from tests.servers.mail import MailServer

PEOPLE = ("coordinator", "editor", "reviewer", "other", "approver", "above", "spare", "fresh")
NOTE = {"id": "note-1", "hash": "0" * 64}
OF_REMARKS = {"comment_answered", "answers_awaited", "answers_missing"}
"""They lead through comments: `tests/api/test_answers.py`."""
OF_DISAGREEMENTS = {
    "decision_on_disagreement",
    *(kind for kind in KINDS if kind.startswith(("disagreement_", "meeting_", "settlement_"))),
}
"""They follow an upheld remark: `tests/api/test_disagreements.py`."""
OF_BODIES = {"contribution_invited", "contribution_reminder", "position_entered"}
"""They need an association: `tests/api/test_associations.py`, `tests/api/test_letters.py`."""
OF_MAIL = {"answer_taken", "answer_refused"}
"""They answer a letter: `tests/api/test_mail.py`."""
OF_HELP = {"time_asked", "relief_asked"}
"""People ask: `tests/api/test_helping.py`."""
OF_SIGNERS = {"signing_ended"}
"""Several sign: `tests/api/test_signing.py`."""
ELSEWHERE = OF_HELP | OF_SIGNERS | OF_REMARKS | OF_DISAGREEMENTS | OF_BODIES | OF_MAIL
OF_DOCUMENTS = {kind for kind in KINDS if kind.startswith(("candidate_", "document_", "obligation_", "proposal_"))}


class Life:
    """A section recorded step by step, without workflows."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self.recorder = Recorder(world.database, russian_calendar(), lambda: world.now)
        self._acts = count(1)
        for name in PEOPLE:
            world.person(id=name, email=f"{name}@example.org", language="en" if name == "editor" else "ru")
        given: dict[str, Any] = {"made_at": world.now}
        world.add(Document(id="doc-1", title="Стратегия", coordinator_id="coordinator", policy={}, **given))
        for number in (1, 2):
            world.add(Section(id=f"sec-{number}", document_id="doc-1", position=number, title="Анализ", **given))
        world.add(SectionBasis(section_id="sec-2", basis_id="sec-1"))
        world.add(SectionPerson(section_id="sec-2", person_id="above", part="editor"))
        state = SectionState(id="sec-1", document_id="doc-1", coordinator_id="coordinator")
        with world.database.write() as session:
            Journal(session, world.now).open("section/sec-1", "section", state.model_dump(mode="json"))

    def do(self, actor: str, type_: str, **command: Any) -> RecordResult:
        act = Act(id=f"act-{next(self._acts)}", body_hash="", actor_id=actor)
        call = RecordCall(stream_id="section/sec-1", command={"type": type_, **command}, act=act)
        result = self.recorder.record(call)
        assert result.refusal is None
        return result

    def submit(self, number: int, **more: Any) -> None:
        row = Revision(
            id=f"rev-{number}",
            act_id=f"rev-{number}",
            section_id="sec-1",
            person_id="editor",
            text_hash="t" * 64,
            original_hash="o" * 64,
            filename="text.md",
            format="md",
            at=self.world.now,
        )
        self.world.add(row)
        base = f"rev-{number - 1}" if number > 1 else None
        self.do(
            "editor",
            "submit_revision",
            revision_id=row.id,
            base_id=base,
            text_hash="t" * 64,
            authors=["editor"],
            **more,
        )

    def agree(self, number: int) -> None:
        for person in ("reviewer", "other"):
            self.do(person, "give_verdict", revision_id=f"rev-{number}", verdict="agree")

    def ring_until(self, what: str) -> None:
        while True:
            alarm = self.recorder.standing("section/sec-1").next_alarm
            assert alarm is not None
            self.world.now = max(self.world.now, alarm.at)
            self.do("", "ring", alarm_id=alarm.id, at=alarm.at.isoformat())
            if alarm.what == what:
                return

    def live(self) -> None:
        self.do(
            "coordinator",
            "launch",
            policy=DEFAULT_POLICY.model_dump(mode="json"),
            coordinator_id="coordinator",
            editors=["editor"],
            reviewers=["reviewer"],
            approvers=["approver"],
        )
        self.ring_until("step")
        self.do("coordinator", "extend", limit={"working_days": 60}, note=NOTE)
        self.do("coordinator", "reassign", part="reviewer", leaves="reviewer", joins="other", note=NOTE)
        self.do("coordinator", "reassign", part="reviewer", joins="reviewer", note=NOTE)
        self.submit(1)
        self.do("coordinator", "return_to_drafting", note=NOTE)
        self.submit(2)
        self.ring_until("reminder")
        self.ring_until("step")
        self.ring_until("step")  # nobody was told yet as nothing was sent: silence may not count
        self.agree(2)
        self.ring_until("reminder")
        self.do("approver", "decline_to_sign", revision_id="rev-2", note=NOTE)
        closing = DEFAULT_POLICY.model_dump(mode="json")
        closing["review"]["ladder"][0]["outcome"] = "pass_to_deputy"
        closing["review"]["ladder"][-1]["outcome"] = "close_by_rule"
        self.do("coordinator", "change_policy", policy=closing, note=NOTE)
        self.submit(3)
        self.do("coordinator", "delegate", person_id="other", deputy_id="above", note=NOTE)
        self.do("", "leave", person_id="above", reason="deactivated")
        self.ring_until("step")
        self.ring_until("step")  # nobody voted: the coordinator is to decide
        for person in ("reviewer", "other"):
            self.do(person, "recuse", person_id=person, note=NOTE)
        self.do("coordinator", "return_to_drafting", note=NOTE)
        self.world.add(
            Responsibility(id="r", document_id="doc-1", task="review", person_id="above", made_at=self.world.now)
        )
        self.submit(4)
        self.do("coordinator", "reassign", part="reviewer", leaves="above", joins="spare", note=NOTE)
        self.do("spare", "recuse", person_id="spare", note=NOTE)
        self.do("coordinator", "reassign", part="reviewer", leaves="spare", joins="fresh", note=NOTE)
        self.do("coordinator", "delegate", person_id="other", deputy_id="above", note=NOTE)
        self.do("above", "recuse", person_id="above", note=NOTE)
        self.agree(4)
        self.do("approver", "decline_to_sign", revision_id="rev-4", note=NOTE)
        carrying = {**closing, "carry_over": {"up_to": "typography"}}
        self.do("coordinator", "change_policy", policy=carrying, note=NOTE)
        self.submit(5, since=[{"revision_id": "rev-4", "change": "typography", "changed_words": 0, "words": 9}])
        self.do("above", "recuse", person_id="above", note=NOTE)  # the others' verdicts carried over
        self.do("approver", "sign", revision_id="rev-5", text_hash="t" * 64)
        self.do("coordinator", "reopen", note=NOTE)
        self.do("coordinator", "withdraw", note=NOTE)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_letter_of_a_section_s_life_leaves(world: Any, smtp: MailServer) -> None:
    life = Life(world)
    world.note("coordinator", "Ждём данные", id=NOTE["id"])
    life.live()
    with world.database.read() as session:
        planned = session.exec(select(Notice)).all()
    assert {row.kind for row in planned} == KINDS - OF_DOCUMENTS - ELSEWHERE - {
        "published",
        "recounted",
        *INFORMED.values(),
    }
    dispatcher = world.dispatcher()
    while dispatcher.dispatch_once():
        pass
    assert {world.delivery(row.id).error for row in planned} == {None}
    assert sorted(letter["Message-ID"] for letter in smtp.letters) == sorted(f"<{r.id}@veche.example>" for r in planned)
    assert any("Ждём данные" in letter.get_content() for letter in smtp.letters)
