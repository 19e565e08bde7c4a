"""A document recorded step by step by the authority itself, without any process."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import BaseModel

from activities.recording.recorder import Recorder
from schemas.act import Act, Receipt
from schemas.document_commands import CompleteEdition, LaunchDocument, OrderPublication, ReadSections, SignDocument
from schemas.ids import new_id
from schemas.policy import Policy, VotingRule
from schemas.record import RecordCall, RecordResult
from schemas.section import Verdict
from schemas.section_commands import GiveVerdict, Launch, Reopen, Sign
from storage.tables import Document, Edition
from tests.workflows.house import open_trial, settings_for
from tests.workflows.records import APPROVERS, EDITORS, LEADERS, NOTE, REVIEWERS, Records, prepare, rules

MANIFEST = "f" * 64


@dataclass
class Desk(Records):
    """The records of one document, and the recorder that writes them."""

    recorder: Recorder

    def record(self, stream_id: str, actor: str, command: BaseModel, act: str = "", body: str = "") -> RecordResult:
        """One call, answered whichever way."""
        call = RecordCall(
            stream_id=stream_id,
            command=command.model_dump(mode="json"),
            act=Act(id=act or new_id(), body_hash=body, actor_id=actor),
        )
        return self.recorder.record(call)

    def do(self, stream_id: str, actor: str, command: BaseModel) -> Receipt:
        """One call that is not refused."""
        result = self.record(stream_id, actor, command)
        assert result.receipt is not None, result.refusal
        return result.receipt

    def launch(self) -> None:
        """The document and all its sections."""
        with self.parts.database.read() as session:
            policy = Policy.model_validate(session.get_one(Document, self.document_id).policy)
        launch = LaunchDocument(coordinator_id="coordinator", approvers=LEADERS, policy=policy)
        self.do(self.document, "coordinator", launch)
        begin = Launch(
            policy=policy, coordinator_id="coordinator", editors=EDITORS, reviewers=REVIEWERS, approvers=APPROVERS
        )
        for place in range(len(self.sections)):
            self.do(self.stream_id(place), "", begin)

    def approve(self, place: int = 0) -> None:
        """A section from drafting to approved."""
        stream_id = self.stream_id(place)
        self.do(stream_id, EDITORS[0], self.hand_in(f"Раздел {place}, текст {new_id()}.", place=place))
        head = self.head(place)
        self.do(stream_id, REVIEWERS[0], GiveVerdict(revision_id=head.revision_id, verdict=Verdict.AGREE))
        self.do(stream_id, APPROVERS[0], Sign(revision_id=head.revision_id, text_hash=head.text_hash))

    def reopen(self, place: int = 0) -> RecordResult:
        """Ask for the next cycle of a section."""
        return self.record(self.stream_id(place), "coordinator", Reopen(note=NOTE))

    def approve_whole(self) -> None:
        """The whole, once its sections are approved."""
        self.do(self.document, "", ReadSections())
        for person in LEADERS:
            self.do(self.document, person, SignDocument(candidate_hash=self.candidate().hash))

    def order(self) -> str:
        """Order the edition and say that its files are stored; returns its id."""
        edition_id = new_id()
        self.do(self.document, "coordinator", OrderPublication(edition_id=edition_id))
        with self.parts.database.write() as session:
            session.get_one(Edition, edition_id).manifest_hash = MANIFEST
        return edition_id

    def complete(self, edition_id: str) -> RecordResult:
        """Publish an edition that was ordered."""
        return self.record(self.document, "", CompleteEdition(edition_id=edition_id, manifest_hash=MANIFEST))


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A document of three sections, launched, on SQLite and on PostgreSQL."""
    parts = open_trial(settings_for(tmp_path, database_url, "unused:1", "unused"))
    document_id, sections = prepare(parts, policy=rules(vote=VotingRule(kind="at_least", count=1)), sections=3)
    made = Desk(parts, document_id, sections, parts.recorder)
    made.launch()
    yield made
    parts.database.close()
