"""Random sections' lives and commands for a document; every choice comes from the seeded `Random` handed in."""

from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from schemas.document_commands import (
    ChangeDocumentPolicy,
    CompleteEdition,
    DeclineDocument,
    DelegateSignature,
    ExtendDocument,
    LaunchDocument,
    LeaveDocument,
    OrderPublication,
    ProposeCandidate,
    ReadSections,
    ReassignDocument,
    SignDocument,
    StandInForLeader,
)
from schemas.policy import DEFAULT_POLICY, Limit, Policy, SignRule
from schemas.section_commands import Ring
from tests.model.document_model import DocumentModel
from tests.model.section_sequences import (
    COORDINATOR,
    DEPUTIES,
    NOTE,
    PEOPLE,
    SYSTEM,
    minutes,
    random_limit,
    random_rule,
)


class DocumentSequence:
    """The sections as they live beside the document, and what could be asked of it next."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self.sections: list[dict[str, Any]] = []
        self.rung: list[tuple[str, datetime]] = []
        self.hashes: list[str] = ["0" * 64]  # candidates seen so far

    def next(self, rng: Random, model: DocumentModel, now: datetime) -> tuple[datetime, str, Any]:
        """Move the sections, and answer with the moment, the actor and the command."""
        later = now + timedelta(minutes=rng.choice((0, 1, 7, 60, 600)))
        self.move_sections(rng, model)
        self.rung += [(alarm["id"], alarm["at"]) for alarm in model.alarms][:2]
        if model.candidate_hash():
            self.hashes.append(str(model.candidate_hash()))
        if model.alarms and rng.random() < 0.2:
            alarm = rng.choice(model.alarms)
            rung = rng.choice((model.alarms[0], alarm))
            late = timedelta(minutes=rng.choice((0, 1, 5000)))
            return max(later, alarm["at"] + late), SYSTEM, Ring(alarm_id=rung["id"], at=rung["at"])
        if rng.random() < 0.6:
            return later, *self.helpful(rng, model)
        return later, *self.anything(rng, model, later)

    def move_sections(self, rng: Random, model: DocumentModel) -> None:
        """Launched with the document; approved with a new revision each time; reopened, withdrawn, or left alone."""
        if not self.sections:
            self.sections = [
                {"section_id": f"s{n}", "phase": "planned", "revision_id": None, "text_hash": None}
                for n in range(1, rng.randint(2, 4))
            ]
        if model.phase == "setup":
            return
        for section in self.sections:
            if section["phase"] == "planned":
                section["phase"] = "drafting"
            if section["phase"] in ("drafting", "review", "sign_off") and rng.random() < 0.6:
                self.advance(section, rng.random() < 0.7)
            elif section["phase"] in ("approved", "published") and rng.random() < 0.03:
                section["phase"] = "drafting"
            if section["phase"] != "published" and rng.random() < 0.006:
                section["phase"] = "withdrawn"

    def advance(self, section: dict[str, Any], whole_way: bool) -> None:
        number = next(self.numbers)
        section.update(revision_id=f"r{number}", text_hash=f"text-{number}")
        section["phase"] = "approved" if whole_way else "review"

    def helpful(self, rng: Random, model: DocumentModel) -> tuple[str, Any]:
        if model.phase == "setup":
            return COORDINATOR, self.random_launch(rng)
        if model.phase == "signing" and model.awaited():
            return rng.choice(model.awaited()), SignDocument(candidate_hash=str(model.candidate_hash()))
        if model.phase == "approved":
            return COORDINATOR, OrderPublication(edition_id=f"edition-{next(self.numbers)}")
        if model.phase == "publishing":
            return SYSTEM, CompleteEdition(edition_id=str(model.ordered), manifest_hash="0" * 64)
        if model.phase == "in_work" and rng.random() < 0.3:
            return COORDINATOR, ProposeCandidate()
        return SYSTEM, ReadSections()

    def random_launch(self, rng: Random) -> LaunchDocument:
        approvers = tuple(rng.sample(PEOPLE, rng.choice((0, 1, 2, 3, 3))))
        return LaunchDocument(coordinator_id=COORDINATOR, approvers=approvers, policy=self.random_policy(rng))

    def random_policy(self, rng: Random) -> Policy:
        sign = SignRule(needed=rng.choice((None, 1, 2)), order=rng.choice(("at_once", "at_once", "in_turn")))
        return DEFAULT_POLICY.model_copy(update={"sign_off": random_rule(rng), "sign": sign})

    def anything(self, rng: Random, model: DocumentModel, now: datetime) -> tuple[str, Any]:
        """Any command, right or wrong, by anybody."""
        person = rng.choice(PEOPLE)
        current = model.candidate_hash()
        named = current if current and rng.random() < 0.7 else rng.choice(self.hashes)
        kind = rng.choices(range(14), weights=(1, 1, 2, 3, 2, 1, 1, 3, 2, 3, 3, 4, 3, 2))[0]
        if kind == 0:
            return COORDINATOR, self.random_launch(rng)
        if kind == 1:
            return SYSTEM, ReadSections()
        if kind == 2:
            return COORDINATOR, ProposeCandidate()
        if kind == 3:
            return person, SignDocument(candidate_hash=named)
        if kind == 4:
            return person, DeclineDocument(candidate_hash=named, note=NOTE)
        if kind == 5:
            return COORDINATOR, OrderPublication(edition_id=f"edition-{next(self.numbers)}")
        if kind == 6:
            edition_id = rng.choice((model.ordered, "edition-0")) or "edition-0"
            return SYSTEM, CompleteEdition(edition_id=edition_id, manifest_hash="0" * 64)
        if kind == 7:
            at = (model.deadline or now) + timedelta(minutes=rng.choice((-600, 0, 1, 6000)))
            limit = rng.choice((random_limit(rng), random_limit(rng), Limit(at=at), minutes(0)))
            return COORDINATOR, ExtendDocument(limit=limit, note=NOTE)
        if kind == 8:
            return COORDINATOR, ChangeDocumentPolicy(policy=self.random_policy(rng), note=NOTE)
        if kind == 9:
            part: Any = rng.choice(("leader", "leader", "coordinator"))
            leaves = rng.choice((person, model.coordinator, *model.approvers))
            return COORDINATOR, ReassignDocument(part=part, leaves=leaves, joins=rng.choice(PEOPLE), note=NOTE)
        if kind == 10:
            gone = rng.choice((person, model.coordinator, *model.signers, *model.deputy.values()))
            return SYSTEM, LeaveDocument(person_id=gone, administrators=("root",))
        if kind == 11:
            return SYSTEM, StandInForLeader(person_id=rng.choice((person, *model.signers)))
        if kind == 12:
            leader = rng.choice((person, *model.signers, *model.deputy.values()))
            return leader, DelegateSignature(person_id=leader, deputy_id=rng.choice((*PEOPLE, *DEPUTIES)), note=NOTE)
        alarm_id, at = rng.choice(self.rung or [("deadline", now)])
        return SYSTEM, Ring(alarm_id=alarm_id, at=at)
