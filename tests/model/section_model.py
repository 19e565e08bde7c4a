"""The life of a section as plain dicts and ifs, written from the issue's table without reading domain/.

`obey` returns the set of codes of which the refusal must have one, or None where the command is obeyed.
A refusal may have several true reasons; which of them is named is left to the decider.
"""

from datetime import datetime
from typing import Any

from schemas.calendar import Calendar
from schemas.section_commands import (
    ChangeCoordinator,
    ChangePolicy,
    DecideRound,
    DeclineToSign,
    Delegate,
    Extend,
    GiveVerdict,
    Launch,
    Leave,
    Publish,
    Reassign,
    Recuse,
    Reopen,
    ReturnToDrafting,
    Ring,
    Sign,
    StandIn,
    SubmitRevision,
    TakeBackVerdict,
    Withdraw,
)
from tests.model import ballot_model, dates_model
from tests.model.duties_model import NOT_SEATED, PARTS, Duties
from tests.model.voices_model import Voices

TIMED = ("drafting", "review", "sign_off")


class SectionModel(Voices):
    def __init__(self, calendar: Calendar) -> None:
        super().__init__()
        self.calendar = calendar
        self.cycle, self.round, self.coordinator = 1, 0, ""
        self.deadline: datetime | None = None
        self.alarms: list[dict[str, Any]] = []  # pending, in order
        self.used: set[int] = set()  # steps of the ladder that moved the deadline, which they do once
        self.graced = False  # the last ring gave grace
        self.undecided = False  # the ladder ended, and too few had voted

    def open(self, phase: str, now: datetime, world: Any) -> None:
        """Electorate, rules and dates as they are now; who is away is stood in for from the beginning."""
        self.phase, self.undecided, self.used = phase, False, set()
        self.policy, self.next_policy = self.next_policy or self.policy, None
        self.drafters, self.votes, self.signed, self.deputy, self.lent = [], {}, {}, {}, set()
        self.gone, self.conflicted = set(), set()
        people = self.elect(world)
        if phase == "drafting":
            self.drafters = people
        elif phase == "review":
            self.votes = dict.fromkeys(people)
        else:
            self.signed = dict.fromkeys(people, False)
        self.mind_absences(world)
        rule = getattr(self.policy, phase)
        self.set_deadline(dates_model.opening_deadline(rule.limit, now, self.calendar), now)

    def set_deadline(self, until: datetime, now: datetime) -> None:
        self.deadline = until
        planned = dates_model.alarms(getattr(self.policy, self.phase), until, now)
        self.alarms = [alarm for alarm in planned if alarm["what"] != "step" or alarm["index"] not in self.used]

    def rest(self, phase: str) -> None:
        self.phase, self.deadline, self.alarms = phase, None, []
        self.drafters, self.votes, self.signed, self.deputy, self.lent = [], {}, {}, {}, set()

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

    def close_round(self, result: str | None, now: datetime, world: Any) -> None:
        if result is not None:
            self.open("sign_off" if result == "in_favour" else "drafting", now, world)

    def obey(self, command: Any, actor: str, facts: Any) -> set[str] | None:
        self.graced, now, world = False, facts.now, facts.people
        refusals = self.refusals(command, actor, now, world)
        if refusals:
            return refusals
        match command:
            case Launch():
                self.policy, self.coordinator = command.policy, command.coordinator_id
                self.people = {
                    "editor": list(command.editors),
                    "reviewer": list(command.reviewers),
                    "approver": list(command.approvers),
                }
                self.open("drafting", now, world)
            case SubmitRevision():
                number = self.head["number"] + 1 if self.head else 1
                self.head = {
                    "id": command.revision_id,
                    "number": number,
                    "text_hash": command.text_hash,
                    "authors": command.authors,
                }
                self.round += 1
                self.open("review", now, world)
            case GiveVerdict():
                self.votes[self.seat(actor)] = str(command.verdict)
                self.close_round(self.certain_result(), now, world)
            case TakeBackVerdict():
                self.votes[self.seat(actor)] = None
            case ReturnToDrafting() | DeclineToSign():
                self.open("drafting", now, world)
            case Sign():
                self.signed[self.seat(actor)] = True
                self.count_signatures()
            case Publish():
                self.rest("published")
            case Reopen():
                self.cycle, self.round = self.cycle + 1, 0
                self.open("drafting", now, world)
            case Withdraw():
                self.rest("withdrawn")
            case Extend():
                self.set_deadline(dates_model.deadline(command.limit, now, self.calendar), now)
                self.undecided = False
            case Reassign():
                self.reassign(str(command.part), command.leaves, command.joins, world)
            case Recuse() | Leave() | Delegate() | StandIn():
                self.change_hands(command, now, world)
            case DecideRound():
                self.close_round("in_favour" if command.in_favour else "against", now, world)
            case ChangeCoordinator():
                self.coordinator = command.coordinator_id
            case ChangePolicy():
                self.next_policy = command.policy
            case Ring():
                self.ring(facts)
        return None

    def refusals(self, command: Any, actor: str, now: datetime, world: Any) -> set[str]:
        """Every code that would be a true answer; empty where nothing stands in the way."""
        match command:
            case Launch():
                return self.why_not_launch(command, world) if self.phase == "planned" else {"wrong_phase"}
            case SubmitRevision():
                return self.why_not_submit(command, actor, world)
            case GiveVerdict():
                return self.why_not_vote(command, actor)
            case TakeBackVerdict():
                return self.why_not_take_back(command, actor)
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
                return self.why_not_reassign(str(command.part), command.leaves, command.joins, world)
            case Recuse():
                if self.phase not in ("review", "sign_off"):
                    return {"wrong_phase"}
                principal = self.principal(command.person_id)
                if principal:  # what a deputy said stays said: it is too late to give the duty back
                    return {"already_acted"} if principal in self.done() else set()
                return set() if command.person_id in self.seats() else {NOT_SEATED[self.phase]}
            case Delegate():
                if self.phase not in TIMED:
                    return {"wrong_phase"}
                return self.why_not_delegate(command.person_id, command.deputy_id, world)
            case Leave() | StandIn():
                return set() if self.phase in TIMED else {"wrong_phase"}
            case DecideRound():
                return self.why_not_decide()
            case ChangeCoordinator():
                return set()
            case ChangePolicy():
                return self.why_not_change(command.policy, world)
            case Ring():
                # A ring that comes early, or names the moment before an extension, is obeyed and does nothing.
                known = [alarm["id"] for alarm in self.alarms]
                return set() if command.alarm_id in known else {"wrong_phase"}
        raise AssertionError(command)

    def why_not_launch(self, command: Launch, world: Any) -> set[str]:
        named = {"editor": command.editors, "reviewer": command.reviewers, "approver": command.approvers}
        staffed = Duties()
        staffed.people = {part: list(people) for part, people in named.items()}
        found = {part: len(staffed.candidates(part, world)) for part in named}
        if not all(found.values()):
            return {"section_not_staffed"}
        short = [part for part in ("reviewer", "approver") if found[part] < self.fewest(part, command.policy)]
        return {"policy_unreachable"} if short else set()

    def why_not_submit(self, command: SubmitRevision, actor: str, world: Any) -> set[str]:
        if self.phase != "drafting":
            return {"not_in_drafting"}
        found = self.why_not_act(actor)
        if command.base_id != (self.head["id"] if self.head else None):
            found.add("base_outdated")
        author = command.authors[0] if len(command.authors) == 1 else None
        for part in ("reviewer", "approver"):
            if len(self.candidates(part, world, author)) < self.fewest(part):
                found.add("nobody_to_judge")
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

    def why_not_change(self, policy: Any, world: Any) -> set[str]:
        if self.phase in ("planned", "withdrawn"):
            return {"wrong_phase"}
        signers = self.candidates("approver", world, self.sole_author() if self.phase == "review" else None)
        enough = len(self.candidates("reviewer", world)) >= self.fewest("reviewer", policy)
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

    def why_not_reassign(self, part: str, leaves: str | None, joins: str, world: Any) -> set[str]:
        if self.phase not in TIMED:
            return {"wrong_phase"}
        found = set()
        seats = self.seats() if PARTS[self.phase] == part else []
        if joins in self.people[part] or joins in seats:
            found.add("already_assigned")
        empty = self.gone if PARTS[self.phase] == part else set()
        if leaves is not None and leaves not in (*self.people[part], *seats, *empty):
            found.add("assigned_by_matrix" if leaves in world.appointed.get(part, {}) else "not_assigned")
        if leaves in seats and leaves in self.done():
            found.add("already_acted")
        if leaves in empty or (leaves in seats and self.principal(joins) != leaves):
            found |= self.unfit(joins, world)
        if leaves not in (*seats, *empty) and (self.phase, part) == ("drafting", "editor") and self.principal(joins):
            found.add("deputy_is_voter")  # an editor more begins at once
        if (self.phase, part) == ("review", "approver") and leaves is not None:
            after = [joins if person == leaves else person for person in self.people[part]]
            there = {*after, *world.appointed.get(part, {})} - {self.sole_author(), *world.inactive}
            if len(there) < self.fewest("approver"):
                found.add("wrote_it_alone")  # too few would be left to sign
        return found

    def change_hands(self, command: Recuse | Leave | Delegate | StandIn, now: datetime, world: Any) -> None:
        person = command.person_id
        match command:
            case Recuse() if self.principal(person):
                self.give_back(person)
            case Recuse():
                self.conflicted.add(person)
                self.leave(person, now, world)
            case Leave():
                self.obey_leaving(command, now, world)
            case Delegate():
                self.deputy[person] = command.deputy_id
            case StandIn():
                self.mind_absences(world)

    def obey_leaving(self, command: Leave, now: datetime, world: Any) -> None:
        """Who left a body is out only if nothing else put them in the phase."""
        person = command.person_id
        if command.reason == "left_body":
            through = self.through.get(person, set())
            if not through or through & set(command.bodies):
                return
        else:
            self.give_back(person)
        if person in self.seats():
            self.leave(person, now, world)

    def leave(self, person: str, now: datetime, world: Any) -> None:
        """The base shrinks, and the rule is asked again."""
        self.vacate(person)
        if self.phase == "review":
            self.close_round(self.certain_result(), now, world)
        elif self.phase == "sign_off":
            self.count_signatures()

    def count_signatures(self) -> None:
        needed = self.policy.sign.needed or len(self.signed)
        if 0 < needed <= sum(self.signed.values()):
            self.rest("approved")

    def ring(self, facts: Any) -> None:
        """Act on all that is due, in its order, until something opens another phase or moves the deadline."""
        due = [alarm for alarm in self.alarms if alarm["at"] <= facts.now]
        self.alarms = [alarm for alarm in self.alarms if alarm["at"] > facts.now]
        if due:
            self.mind_absences(facts.people)
        for alarm in due:
            if alarm["what"] == "step" and self.take_step(alarm, facts):
                return

    def take_step(self, alarm: dict[str, Any], facts: Any) -> bool:
        """Whether the step was the last of its plan; one that ends a round leaves it open where too few spoke."""
        step, now, world = getattr(self.policy, self.phase).ladder[alarm["index"]], facts.now, facts.people
        if step.outcome in (None, "pass_to_deputy"):
            if step.outcome:
                self.pass_on(self.turn(), world)
            return False
        if step.outcome == "extend":
            self.used.add(alarm["index"])
            self.undecided = False
            self.set_deadline(dates_model.deadline(step.by, now, self.calendar), now)
        elif step.outcome == "send_back":
            self.open("drafting", now, world)
        elif step.outcome == "close_by_rule":
            self.end_round(self.result(), now, world)
        else:
            self.count_silence(facts)
        return True

    def count_silence(self, facts: Any) -> None:
        silent = self.outstanding()
        if silent and (not facts.up or not facts.told.issuperset(self.acting(silent))):
            self.graced, self.undecided = (
                True,
                False,
            )  # tried again at the moved deadline, whose dates are the decider's
            return
        self.votes |= dict.fromkeys(silent, "agree")
        self.end_round(self.result(), facts.now, facts.people)

    def end_round(self, result: str | None, now: datetime, world: Any) -> None:
        """Where the rule says nothing the coordinator decides, and the step tries again."""
        self.graced = self.undecided = result is None
        self.close_round(result, now, world)
