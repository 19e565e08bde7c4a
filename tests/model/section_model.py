"""The life of a section as plain dicts and ifs, written from the issue's table without reading domain/.

`obey` returns the set of codes of which the refusal must have one, or None where the command is obeyed.
A refusal may have several true reasons; which of them is named is left to the decider.
"""

from datetime import datetime
from typing import Any

from schemas.calendar import Calendar
from schemas.section_commands import (
    ChangePolicy,
    DecideRound,
    DeclineToSign,
    Extend,
    GiveVerdict,
    Launch,
    Publish,
    Reassign,
    Recuse,
    Reopen,
    ReturnToDrafting,
    Ring,
    Sign,
    SubmitRevision,
    Withdraw,
)
from tests.model import ballot_model, dates_model

TIMED = ("drafting", "review", "sign_off")
AGREEING = ("agree", "agree_with_remarks")


class SectionModel:
    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.phase = "planned"
        self.cycle, self.round = 1, 0
        self.head: dict[str, Any] | None = None
        self.people: dict[str, list[str]] = {"editor": [], "reviewer": [], "approver": []}
        self.policy: Any = None  # of the open phase
        self.next_policy: Any = None  # of the phases after it, where it was changed
        self.deadline: datetime | None = None
        self.alarms: list[dict[str, Any]] = []  # pending, in order
        self.votes: dict[str, str | None] = {}  # each voter's verdict in the open round
        self.signed: dict[str, bool] = {}  # each signer's signature on the revision before them
        self.graced = False  # the last ring gave grace
        self.undecided = False  # the ladder ended, and too few had voted

    def outstanding(self) -> list[str]:
        return [person for person, verdict in self.votes.items() if verdict is None]

    def unsigned(self) -> list[str]:
        return [person for person, done in self.signed.items() if not done]

    def awaited(self) -> list[str]:
        """Whose act the phase waits for; where people sign in turn, only the next."""
        if self.phase == "sign_off" and self.policy.sign.order == "in_turn":
            return self.unsigned()[:1]
        return {"drafting": self.people["editor"], "review": self.outstanding()}.get(self.phase, self.unsigned())

    def sole_author(self) -> str | None:
        authors: tuple[str, ...] = self.head["authors"] if self.head else ()
        return authors[0] if len(authors) == 1 else None

    def open(self, phase: str, now: datetime) -> None:
        self.phase, self.undecided = phase, False
        self.votes, self.signed = {}, {}
        self.policy, self.next_policy = self.next_policy or self.policy, None
        rule = getattr(self.policy, phase)
        self.set_deadline(dates_model.opening_deadline(rule.limit, now, self.calendar), now)

    def set_deadline(self, until: datetime, now: datetime) -> None:
        self.deadline = until
        self.alarms = dates_model.alarms(getattr(self.policy, self.phase), until, now)

    def rest(self, phase: str) -> None:
        self.phase, self.deadline, self.alarms = phase, None, []
        self.votes, self.signed = {}, {}

    def resume_drafting(self, now: datetime) -> None:
        self.open("drafting", now)

    def open_sign_off(self, now: datetime) -> None:
        self.open("sign_off", now)
        self.signed = {person: False for person in self.people["approver"] if person != self.sole_author()}

    def tally(self) -> tuple[int, int]:
        given = list(self.votes.values())
        return sum(given.count(verdict) for verdict in AGREEING), given.count("disagree")

    def certain_result(self) -> str | None:
        """What every way of casting the outstanding votes leads to, if they all lead to one.

        Where too many have left for the rule to be met, it says nothing.
        """
        if self.cannot_be_met():
            return None
        return ballot_model.certain_result(self.policy.vote, *self.tally(), len(self.outstanding()))

    def cannot_be_met(self) -> bool:
        """Whether the electorate shrank below what the open phase's rule needs."""
        if self.phase == "review":
            return len(self.votes) < self.fewest("reviewer", self.policy)
        return self.phase == "sign_off" and len(self.signed) < self.fewest("approver", self.policy)

    def result(self) -> str | None:
        """What the votes cast so far lead to; None where too few were, or too few are left to vote."""
        if len(self.votes) < (self.policy.vote.count or 0):
            return None
        return ballot_model.result(self.policy.vote, *self.tally())

    def close_round(self, result: str | None, now: datetime) -> None:
        if result == "in_favour":
            self.open_sign_off(now)
        elif result == "against":
            self.resume_drafting(now)

    def fewest(self, part: str, policy: Any = None) -> int:
        """How many reviewers or approvers the rules (of the next phase, if no others are named) can't do without."""
        rules = policy or self.next_policy or self.policy
        if part == "approver":
            return int(rules.sign.needed or 1)
        return max(int(rules.vote.count or 1), int(rules.vote.minimum))

    def obey(self, command: Any, actor: str, now: datetime, told: frozenset[str], up: bool) -> set[str] | None:
        self.graced = False
        refusals = self.refusals(command, actor, now)
        if refusals:
            return refusals
        match command:
            case Launch():
                self.policy = command.policy
                self.people = {
                    "editor": list(command.editors),
                    "reviewer": list(command.reviewers),
                    "approver": list(command.approvers),
                }
                self.open("drafting", now)
            case SubmitRevision():
                number = self.head["number"] + 1 if self.head else 1
                self.head = {
                    "id": command.revision_id,
                    "number": number,
                    "text_hash": command.text_hash,
                    "authors": command.authors,
                }
                self.round += 1
                self.open("review", now)
                self.votes = {person: None for person in self.people["reviewer"] if person != self.sole_author()}
            case GiveVerdict():
                self.votes[actor] = str(command.verdict)
                self.close_round(self.certain_result(), now)
            case ReturnToDrafting() | DeclineToSign():
                self.resume_drafting(now)
            case Sign():
                self.signed[actor] = True
                self.count_signatures()
            case Publish():
                self.rest("published")
            case Reopen():
                self.cycle, self.round = self.cycle + 1, 0
                self.open("drafting", now)
            case Withdraw():
                self.rest("withdrawn")
            case Extend():
                self.set_deadline(dates_model.deadline(command.limit, now, self.calendar), now)
                self.undecided = False
            case Reassign():
                self.reassign(str(command.part), command.leaves, command.joins)
            case Recuse():
                self.leave(command.person_id, now)
            case DecideRound():
                self.close_round("in_favour" if command.in_favour else "against", now)
            case ChangePolicy():
                self.next_policy = command.policy
            case Ring():
                self.ring(now, told, up)
        return None

    def refusals(self, command: Any, actor: str, now: datetime) -> set[str]:
        """Every code that would be a true answer; empty where nothing stands in the way."""
        match command:
            case Launch():
                return set() if self.phase == "planned" else {"wrong_phase"}
            case SubmitRevision():
                return self.why_not_submit(command, actor)
            case GiveVerdict():
                return self.why_not_vote(command, actor)
            case ReturnToDrafting():
                stuck = self.phase == "sign_off" and self.cannot_be_met()
                return set() if self.phase == "review" or stuck else {"wrong_phase", "round_closed"}
            case Sign() | DeclineToSign():
                return self.why_not_sign(command, actor)
            case Publish():
                if self.phase != "approved":
                    return {"wrong_phase"}
                return set() if self.head and self.head["id"] == command.revision_id else {"outdated_revision"}
            case Reopen():
                return set() if self.phase in ("approved", "published") else {"wrong_phase"}
            case Withdraw():
                return {"wrong_phase"} if self.phase in ("published", "withdrawn") else set()
            case Extend():
                return self.why_not_extend(command, now)
            case Reassign():
                return self.why_not_reassign(str(command.part), command.leaves, command.joins)
            case Recuse():
                if self.phase not in ("review", "sign_off"):
                    return {"wrong_phase"}
                seats: dict[str, Any] = self.votes or self.signed
                return set() if command.person_id in seats else {"not_a_voter", "not_a_signer"}
            case DecideRound():
                return self.why_not_decide()
            case ChangePolicy():
                return self.why_not_change(command.policy)
            case Ring():
                # A ring that comes early, or names the moment before an extension, is obeyed and does nothing.
                known = [alarm["id"] for alarm in self.alarms]
                return set() if command.alarm_id in known else {"wrong_phase"}
        raise AssertionError(command)

    def why_not_submit(self, command: SubmitRevision, actor: str) -> set[str]:
        if self.phase != "drafting":
            return {"not_in_drafting"}
        found = set()
        if actor not in self.people["editor"]:
            found.add("not_an_editor")
        if command.base_id != (self.head["id"] if self.head else None):
            found.add("base_outdated")
        for part in ("reviewer", "approver"):
            judges = [person for person in self.people[part] if command.authors != (person,)]
            if not judges:
                found.add("nobody_to_judge")
            if len(judges) < self.fewest(part):
                found.add("nobody_to_judge")
        return found

    def why_not_vote(self, command: GiveVerdict, actor: str) -> set[str]:
        if self.phase != "review":
            return {"round_closed"} if self.round else {"round_closed", "wrong_phase"}
        assert self.head
        found = set()
        if actor not in self.votes:
            found.add("not_a_voter")
        if command.revision_id != self.head["id"]:
            found.add("outdated_revision")
        if command.verdict == "disagree" and command.note is None:
            found.add("reasons_required")
        return found

    def why_not_sign(self, command: Sign | DeclineToSign, actor: str) -> set[str]:
        if self.phase != "sign_off":
            return {"not_in_sign_off"}
        assert self.head
        found = set()
        if actor not in self.signed:
            found.add("not_a_signer")
        if command.revision_id != self.head["id"]:
            found.add("outdated_revision")
        if isinstance(command, Sign) and command.text_hash != self.head["text_hash"]:
            found.add("outdated_revision")
        if isinstance(command, Sign) and self.signed.get(actor):
            found.add("already_signed")
        if isinstance(command, Sign) and actor in self.unsigned() and actor not in self.awaited():
            found.add("not_your_turn")
        return found

    def why_not_decide(self) -> set[str]:
        if self.phase != "review":
            return {"wrong_phase"}
        found = set()
        if not self.undecided and self.alarms:
            found.add("ladder_not_ended")
        if self.result() is not None:
            found.add("votes_suffice")
        return found

    def why_not_change(self, policy: Any) -> set[str]:
        if self.phase in ("planned", "withdrawn"):
            return {"wrong_phase"}
        signers = self.people["approver"]
        if self.phase == "review":
            signers = [person for person in signers if person != self.sole_author()]
        enough = len(self.people["reviewer"]) >= self.fewest("reviewer", policy)
        return set() if enough and len(signers) >= self.fewest("approver", policy) else {"policy_unreachable"}

    def why_not_extend(self, command: Extend, now: datetime) -> set[str]:
        if self.phase not in TIMED:
            return {"wrong_phase"}
        assert self.deadline
        found = set()
        if command.limit.is_zero:
            return {"limit_is_zero"}
        until = dates_model.deadline(command.limit, now, self.calendar)
        if until <= now:
            found.add("deadline_in_past")
        if until <= self.deadline:
            found.add("deadline_not_later")
        return found

    def why_not_reassign(self, part: str, leaves: str | None, joins: str) -> set[str]:
        if self.phase not in TIMED:
            return {"wrong_phase"}
        found = set()
        if joins in self.people[part]:
            found.add("already_assigned")
        if leaves is not None and leaves not in self.people[part]:
            found.add("not_assigned")
        seats: dict[str, Any] = {}
        if (self.phase, part) == ("review", "reviewer"):
            seats = self.votes
        if (self.phase, part) == ("sign_off", "approver"):
            seats = self.signed
        if leaves is not None and seats.get(leaves):
            found.add("already_acted")
        if leaves in seats and joins == self.sole_author():
            found.add("wrote_it_alone")
        if (self.phase, part) == ("review", "approver") and leaves is not None:
            after = [person for person in self.people[part] if person != leaves] + [joins]
            if len([person for person in after if person != self.sole_author()]) < self.fewest("approver"):
                found.add("wrote_it_alone")  # too few would be left to sign
        return found

    def reassign(self, part: str, leaves: str | None, joins: str) -> None:
        people = self.people[part]
        if leaves is None:
            people.append(joins)
            return
        people[people.index(leaves)] = joins
        if (self.phase, part) == ("review", "reviewer") and leaves in self.votes:
            self.votes = {joins if person == leaves else person: verdict for person, verdict in self.votes.items()}
        if (self.phase, part) == ("sign_off", "approver") and leaves in self.signed:
            self.signed = {joins if person == leaves else person: done for person, done in self.signed.items()}

    def leave(self, person: str, now: datetime) -> None:
        """The base shrinks, and the rule is asked again."""
        if self.phase == "review":
            del self.votes[person]
            self.close_round(self.certain_result(), now)
        else:
            del self.signed[person]
            self.count_signatures()

    def count_signatures(self) -> None:
        needed = self.policy.sign.needed or len(self.signed)
        if 0 < needed <= sum(self.signed.values()):
            self.rest("approved")

    def ring(self, now: datetime, told: frozenset[str], up: bool) -> None:
        """Act on all that is due, in its order, until something opens another phase or moves the deadline."""
        due = [alarm for alarm in self.alarms if alarm["at"] <= now]
        self.alarms = [alarm for alarm in self.alarms if alarm["at"] > now]
        for alarm in due:
            if alarm["what"] == "step":
                self.take_step(alarm, now, told, up)

    def take_step(self, alarm: dict[str, Any], now: datetime, told: frozenset[str], up: bool) -> None:
        """A step with an outcome is the last of its ladder; where too few spoke, it leaves the round open."""
        outcome = getattr(self.policy, self.phase).ladder[alarm["index"]].outcome
        if outcome == "send_back":
            self.resume_drafting(now)
        if outcome == "close_by_rule":
            self.end_round(self.result(), now)
        if outcome == "count_silence":
            silent = self.outstanding()
            if silent and (not up or not told.issuperset(silent)):
                self.graced, self.undecided = (
                    True,
                    False,
                )  # tried again at the moved deadline, whose dates are the decider's
                return
            self.votes |= dict.fromkeys(silent, "agree")
            self.end_round(self.result(), now)

    def end_round(self, result: str | None, now: datetime) -> None:
        """Where the rule says nothing the coordinator decides, and the step tries again."""
        self.graced = self.undecided = result is None
        self.close_round(result, now)
