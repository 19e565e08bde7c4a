"""The life of a document as plain dicts and ifs, written from the issue and not from domain/."""

from datetime import datetime
from typing import Any

from schemas.calendar import Calendar
from schemas.canonical import canonical_json, sha256_hex
from schemas.document_commands import (
    ChangeDocumentPolicy,
    CompleteEdition,
    DeclineDocument,
    ExtendDocument,
    LaunchDocument,
    OrderPublication,
    ProposeCandidate,
    ReadSections,
    SignDocument,
)
from schemas.section_commands import Ring
from tests.model import dates_model

BINDING = ("signing", "approved", "publishing")  # phases in which a candidate lies before somebody


class DocumentModel:
    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.phase, self.cycle = "setup", 1
        self.policy: Any = None  # of the open signing
        self.next_policy: Any = None  # of the next one, where it was changed
        self.coordinator = ""
        self.approvers: list[str] = []
        self.listed: list[dict[str, Any]] | None = None  # the candidate's sections
        self.candidates = self.editions = 0
        self.declined: list[list[dict[str, Any]]] = []
        self.published: list[dict[str, Any]] | None = None  # what the latest edition holds
        self.signed: list[str] = []
        self.ordered: str | None = None
        self.deadline: datetime | None = None
        self.alarms: list[dict[str, Any]] = []

    def ready(self, sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The list that could be laid before leadership now; empty where it can't."""
        rest = [section for section in sections if section["phase"] != "withdrawn"]
        phases = {section["phase"] for section in rest}
        if not phases or not phases <= {"approved", "published"}:
            return []
        found = [{key: section[key] for key in ("section_id", "revision_id", "text_hash")} for section in rest]
        return [] if found == self.published else found

    def candidate_hash(self) -> str | None:
        return sha256_hex(canonical_json(self.listed).encode()) if self.listed is not None else None

    # what follows from the sections by itself

    def observe(self, sections: list[dict[str, Any]], now: datetime) -> None:
        if self.phase in BINDING and not self.still_stands(sections):
            self.leave_candidate()
        if self.phase == "published" and any(s["phase"] not in ("published", "withdrawn") for s in sections):
            self.phase, self.cycle = "in_work", self.cycle + 1
            self.leave_candidate()
        if self.phase == "in_work" and all(section["phase"] == "withdrawn" for section in sections):
            self.phase = "withdrawn"
        ready = self.ready(sections)
        if self.phase == "in_work" and ready and ready not in self.declined:
            self.open_candidate(ready, now)

    def still_stands(self, sections: list[dict[str, Any]]) -> bool:
        assert self.listed is not None
        found = {section["section_id"]: section for section in sections}
        return all(
            found[one["section_id"]]["phase"] in ("approved", "published")
            and found[one["section_id"]]["revision_id"] == one["revision_id"]
            and found[one["section_id"]]["text_hash"] == one["text_hash"]
            for one in self.listed
        )

    def leave_candidate(self) -> None:
        self.phase, self.listed, self.signed, self.ordered = "in_work", None, [], None
        self.deadline, self.alarms = None, []

    def open_candidate(self, listed: list[dict[str, Any]], now: datetime) -> None:
        self.phase, self.listed, self.signed = "signing", listed, []
        self.candidates += 1
        self.policy, self.next_policy = self.next_policy or self.policy, None
        self.set_deadline(dates_model.opening_deadline(self.policy.sign_off.limit, now, self.calendar), now)

    def set_deadline(self, until: datetime, now: datetime) -> None:
        self.deadline = until
        self.alarms = dates_model.alarms(self.policy.sign_off, until, now)

    def told(self, what: str, index: int) -> set[str]:
        """Whom an alarm reaches: of a document's people only leaders and the coordinator can be named by a step."""
        owing = set(self.awaited())
        if what == "reminder":
            return owing
        named = self.policy.sign_off.ladder[index].tell if what == "step" else ("approvers", "coordinator")
        return (owing if "approvers" in named else set()) | ({self.coordinator} if "coordinator" in named else set())

    def awaited(self) -> list[str]:
        """Whose signature is waited for; where leaders sign in turn, the next one's."""
        owing = [person for person in self.approvers if person not in self.signed]
        return owing[:1] if self.policy.sign.order == "in_turn" else owing

    def rest(self, phase: str) -> None:
        self.phase, self.deadline, self.alarms = phase, None, []

    # commands

    def obey(self, command: Any, actor: str, sections: list[dict[str, Any]], now: datetime) -> set[str] | None:
        """None where the command is obeyed, else the codes of which the refusal must have one."""
        refusals = self.refusals(command, actor, sections, now)
        if refusals:
            return refusals
        match command:
            case LaunchDocument():
                self.phase, self.policy, self.approvers = "in_work", command.policy, list(command.approvers)
                self.coordinator = command.coordinator_id
            case ProposeCandidate():
                self.open_candidate(self.ready(sections), now)
            case SignDocument():
                self.signed.append(actor)
                if len(self.signed) >= (self.policy.sign.needed or len(self.approvers)):
                    self.rest("approved")
            case DeclineDocument():
                assert self.listed is not None
                self.declined.append(self.listed)
                self.leave_candidate()
            case OrderPublication():
                self.phase, self.ordered = "publishing", command.edition_id
            case CompleteEdition():
                self.published = self.listed
                self.rest("published")
                self.editions += 1
            case ExtendDocument():
                self.set_deadline(dates_model.deadline(command.limit, now, self.calendar), now)
            case ChangeDocumentPolicy():
                self.next_policy = command.policy
            case Ring():
                self.alarms = [alarm for alarm in self.alarms if alarm["at"] > now]
        return None

    def refusals(self, command: Any, actor: str, sections: list[dict[str, Any]], now: datetime) -> set[str]:
        match command:
            case LaunchDocument():
                return self.why_not_launch(command, sections)
            case ReadSections():
                return set()
            case ProposeCandidate():
                if self.phase != "in_work":
                    return {"wrong_phase"}
                return set() if self.ready(sections) else {"sections_not_approved"}
            case SignDocument() | DeclineDocument():
                return self.why_not_decide(command, actor)
            case OrderPublication():
                return set() if self.phase == "approved" else {"wrong_phase"}
            case CompleteEdition():
                if self.phase != "publishing":
                    return {"wrong_phase"}
                return set() if self.ordered == command.edition_id else {"wrong_phase"}
            case ExtendDocument():
                return self.why_not_extend(command, now)
            case ChangeDocumentPolicy():
                if self.phase in ("setup", "withdrawn"):
                    return {"wrong_phase"}
                enough = len(self.approvers) >= (command.policy.sign.needed or 1)
                return set() if enough else {"policy_unreachable"}
            case Ring():
                known = [alarm["id"] for alarm in self.alarms]
                return set() if command.alarm_id in known else {"wrong_phase"}
        raise AssertionError(command)

    def why_not_launch(self, command: LaunchDocument, sections: list[dict[str, Any]]) -> set[str]:
        if self.phase != "setup":
            return {"wrong_phase"}
        found = set()
        if not command.approvers:
            found.add("document_without_leaders")
        if not sections:
            found.add("document_without_sections")
        if len(command.approvers) < (command.policy.sign.needed or 1):
            found.add("policy_unreachable")
        return found

    def why_not_decide(self, command: SignDocument | DeclineDocument, actor: str) -> set[str]:
        if self.phase != "signing":
            return {"wrong_phase", "outdated_candidate"}
        found = set()
        if actor not in self.approvers:
            found.add("not_a_signer")
        if command.candidate_hash != self.candidate_hash():
            found.add("outdated_candidate")
        if isinstance(command, SignDocument) and actor in self.signed:
            found.add("already_signed")
        elif isinstance(command, SignDocument) and actor not in self.awaited():
            found.add("not_your_turn")
        return found

    def why_not_extend(self, command: ExtendDocument, now: datetime) -> set[str]:
        if self.phase != "signing":
            return {"wrong_phase"}
        assert self.deadline
        if command.limit.is_zero:
            return {"limit_is_zero"}
        until = dates_model.deadline(command.limit, now, self.calendar)
        found = set()
        if until <= now:
            found.add("deadline_in_past")
        if until <= self.deadline:
            found.add("deadline_not_later")
        return found
