"""The life of a document as plain dicts and ifs, written from the issue and not from domain/."""

from datetime import datetime
from typing import Any

from schemas.calendar import Calendar
from schemas.canonical import canonical_json, sha256_hex
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
        self.signers: list[str] = []  # before whom the open candidate lies
        self.deputy: dict[str, str] = {}  # who acts for which of them
        self.lent: set[str] = set()  # whose duty is their own again when they are back
        self.used: set[int] = set()  # steps that moved the deadline of the open signing
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

    def observe(self, sections: list[dict[str, Any]], now: datetime, world: Any) -> None:
        if self.phase in BINDING and not self.still_stands(sections):
            self.leave_candidate()
        if self.phase == "published" and any(s["phase"] not in ("published", "withdrawn") for s in sections):
            self.phase, self.cycle = "in_work", self.cycle + 1
            self.leave_candidate()
        if self.phase == "in_work" and all(section["phase"] == "withdrawn" for section in sections):
            self.phase = "withdrawn"
        ready = self.ready(sections)
        if self.phase == "in_work" and ready and ready not in self.declined:
            self.open_candidate(ready, now, world)

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

    def open_candidate(self, listed: list[dict[str, Any]], now: datetime, world: Any) -> None:
        self.phase, self.listed, self.signed = "signing", listed, []
        self.signers = [person for person in self.approvers if person not in world.inactive]
        self.deputy, self.lent, self.used = {}, set(), set()
        self.candidates += 1
        self.policy, self.next_policy = self.next_policy or self.policy, None
        self.mind_absences(world)
        self.set_deadline(dates_model.opening_deadline(self.policy.sign_off.limit, now, self.calendar), now)

    def unable(self, deputy: str, world: Any) -> set[str]:
        found = {"deputy_away"} if deputy in world.absent else set()
        if deputy in (*self.signers, *self.deputy.values()):
            found.add("deputy_is_voter")
        return found | ({"person_unknown"} if deputy in world.inactive else set())

    def able(self, leader: str, world: Any) -> str | None:
        return next((one for one in world.standing.get(leader, ()) if not self.unable(one, world)), None)

    def pass_on(self, leaders: list[str], world: Any) -> None:
        """To deputies who take no part yet, of those who have not signed or passed on."""
        for leader in leaders:
            deputy = self.able(leader, world)
            if deputy and leader not in self.signed and leader not in self.deputy:
                self.deputy[leader] = deputy

    def mind_absences(self, world: Any) -> None:
        """Who is away is stood in for; who is back signs again; a deputy who goes away is relieved."""
        for leader in [one for one in self.signers if one not in self.signed]:
            stood_in, gone = leader in self.deputy, self.deputy.get(leader) in world.absent
            if leader in world.absent:
                deputy = self.able(leader, world) if gone or not stood_in else None
                if deputy:
                    self.deputy[leader] = deputy
                    self.lent.add(leader)
            elif leader in self.lent or gone:
                self.drop(leader)

    def drop(self, leader: str) -> None:
        self.deputy.pop(leader, None)
        self.lent.discard(leader)

    def set_deadline(self, until: datetime, now: datetime) -> None:
        self.deadline = until
        planned = dates_model.alarms(self.policy.sign_off, until, now)
        self.alarms = [alarm for alarm in planned if alarm["what"] != "step" or alarm["index"] not in self.used]

    def told(self, what: str, index: int) -> set[str]:
        """Whom an alarm reaches: of a document's people only leaders and the coordinator can be named by a step."""
        owing = set(self.awaited())
        if what == "reminder":
            return owing
        named = self.policy.sign_off.ladder[index].tell if what == "step" else ("approvers", "coordinator")
        return (owing if "approvers" in named else set()) | ({self.coordinator} if "coordinator" in named else set())

    def awaited(self) -> list[str]:
        """Whose signature is waited for, or their deputy's; where leaders sign in turn, the next one's."""
        return [self.deputy.get(person, person) for person in self.turn()]

    def turn(self) -> list[str]:
        owing = [person for person in self.signers if person not in self.signed]
        return owing[:1] if self.policy.sign.order == "in_turn" else owing

    def seat(self, actor: str) -> str:
        return next((leader for leader, deputy in self.deputy.items() if deputy == actor), actor)

    def count_signatures(self) -> None:
        needed = self.policy.sign.needed or len(self.signers)
        if 0 < needed <= len(self.signed):
            self.rest("approved")

    def rest(self, phase: str) -> None:
        self.phase, self.deadline, self.alarms = phase, None, []

    # commands

    def obey(self, command: Any, actor: str, sections: list[dict[str, Any]], facts: Any) -> set[str] | None:
        """None where the command is obeyed, else the codes of which the refusal must have one."""
        now, world = facts.now, facts.people
        refusals = self.refusals(command, actor, sections, now, world)
        if refusals:
            return refusals
        match command:
            case LaunchDocument():
                self.phase, self.policy, self.approvers = "in_work", command.policy, list(command.approvers)
                self.coordinator = command.coordinator_id
            case ProposeCandidate():
                self.open_candidate(self.ready(sections), now, world)
            case SignDocument():
                self.signed.append(self.seat(actor))
                self.count_signatures()
            case ReassignDocument():
                self.reassign(command)
            case LeaveDocument():
                self.leave(command.person_id)
            case StandInForLeader():
                if self.phase == "signing":
                    self.mind_absences(world)
            case DelegateSignature():
                self.deputy[command.person_id] = command.deputy_id
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
                self.ring(now, world)
        return None

    def ring(self, now: datetime, world: Any) -> None:
        due = [alarm for alarm in self.alarms if alarm["at"] <= now]
        self.alarms = [alarm for alarm in self.alarms if alarm["at"] > now]
        if due:
            self.mind_absences(world)
        for alarm in due:
            step = self.policy.sign_off.ladder[alarm["index"]] if alarm["what"] == "step" else None
            if step and step.outcome == "pass_to_deputy":
                self.pass_on(self.turn(), world)
            if step and step.outcome == "extend":
                self.used.add(alarm["index"])
                self.set_deadline(dates_model.deadline(step.by, now, self.calendar), now)
                return

    def reassign(self, command: ReassignDocument) -> None:
        leaves, joins = command.leaves, command.joins
        if command.part == "coordinator":
            self.coordinator = joins
            return
        self.approvers = [joins if person == leaves else person for person in self.approvers]
        if self.phase == "signing":
            if leaves not in self.signers and joins not in self.signers:
                self.signers.append(joins)  # in the place of one who has left already
            self.signers = list(dict.fromkeys(joins if person == leaves else person for person in self.signers))
            self.drop(leaves)

    def leave(self, person: str) -> None:
        if self.phase != "signing":
            return
        leader = self.seat(person)
        if leader != person and leader not in self.signed:
            self.drop(leader)
        if person in self.signers:
            self.signers.remove(person)
            self.signed = [one for one in self.signed if one != person]
            self.drop(person)
            self.count_signatures()

    def refusals(self, command: Any, actor: str, sections: list[Any], now: datetime, world: Any) -> set[str]:
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
            case ReassignDocument():
                return self.why_not_reassign(command)
            case LeaveDocument() | StandInForLeader():
                return set()
            case DelegateSignature():
                return self.why_not_delegate(command.person_id, command.deputy_id, world)
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
        seat = self.seat(actor)
        if seat not in self.signers:
            found.add("not_a_signer")
        elif seat == actor and actor in self.deputy:
            found.add("duty_passed")
        if command.candidate_hash != self.candidate_hash():
            found.add("outdated_candidate")
        if isinstance(command, SignDocument) and seat in self.signed:
            found.add("already_signed")
        elif isinstance(command, SignDocument) and seat not in self.turn():
            found.add("not_your_turn")
        return found

    def why_not_reassign(self, command: ReassignDocument) -> set[str]:
        if self.phase in ("setup", "withdrawn"):
            return {"wrong_phase"}
        leader = command.part == "leader"
        people = self.approvers if leader else [self.coordinator]
        found = set()
        if command.leaves not in people:
            found.add("not_assigned")
        if command.joins in people:
            found.add("already_assigned")
        if leader and self.phase == "signing":
            if command.leaves in self.signed:
                found.add("already_acted")
            if self.seat(command.joins) not in (command.joins, command.leaves):
                found.add("deputy_is_voter")
        return found

    def why_not_delegate(self, leader: str, deputy: str, world: Any) -> set[str]:
        if self.phase != "signing":
            return {"wrong_phase"}
        if leader in (*self.deputy, *self.deputy.values()):
            return {"duty_passed_once"}
        if leader not in self.signers:
            return {"not_a_signer"}
        return self.unable(deputy, world) | ({"already_acted"} if leader in self.signed else set())

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
