"""Random policies, people and commands for a section; every choice comes from the seeded `Random` handed in."""

from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from domain.section import People
from schemas.policy import Limit, PhaseRule, Policy, SignRule, Step, VotingRule
from schemas.section import Note, Part, Verdict
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
from tests.model.section_model import SectionModel

PEOPLE = ("anna", "boris", "vera", "gleb", "dina", "egor")
DEPUTIES = ("zoya", "ilya", "kira")  # who has no part of their own
BODIES = ("council", "committee")
COORDINATOR, SYSTEM = "coordinator", "system"
NOTE = Note(id="note", hash="0" * 64)
ROLES = ("owner", "editors", "reviewers", "approvers")
OUTCOMES = (None, "count_silence", "send_back", "close_by_rule")


def minutes(n: int) -> Limit:
    return Limit(duration=timedelta(minutes=n))


def random_limit(rng: Random) -> Limit:
    if rng.random() < 0.7:
        return minutes(rng.randint(120, 9000))
    return rng.choice((Limit(working_days=rng.randint(1, 9)), Limit(days=rng.randint(1, 20))))


def offset(n: int, in_days: bool) -> Limit:
    return Limit(working_days=n) if in_days else minutes(n * 37)


def random_rule(rng: Random, outcome: str | None = None, ends: bool = False, goes_on: bool = True) -> PhaseRule:
    """A rule whose last step has `outcome` if the ladder `ends` the phase; steps before it may pass duties on."""
    limit = random_limit(rng)
    in_days = limit.duration is None and rng.random() < 0.5
    reminders = tuple(offset(n, in_days) for n in sorted(rng.sample((1, 2, 3), rng.randint(0, 3)), reverse=True))
    if outcome == "count_silence" and not reminders:
        reminders = (minutes(37),)
    afters = sorted(rng.sample((1, 2, 3), rng.randint(1, 2)))
    tells = [(*rng.sample(ROLES, rng.randint(0, 2)), "coordinator") for _ in afters]
    steps = [Step(after=offset(n, in_days), tell=tell) for n, tell in zip(afters, tells, strict=True)]
    for place in range(len(steps) - ends if goes_on else 0):
        chosen = rng.choice((None, None, "pass_to_deputy", "extend"))
        by = rng.choice((minutes(rng.randint(60, 900)), Limit(working_days=2))) if chosen == "extend" else None
        steps[place] = steps[place].model_copy(update={"outcome": chosen, "by": by})
    if ends:
        steps[-1] = steps[-1].model_copy(update={"outcome": outcome})
    return PhaseRule(limit=limit, reminders=reminders, ladder=tuple(steps))


def random_people(rng: Random) -> tuple[str, ...]:
    return tuple(rng.sample(PEOPLE, rng.choice((1, 2, 2, 3, 3, 4))))


def random_launch(rng: Random) -> Launch:
    editors, reviewers, approvers = (random_people(rng) for _ in range(3))
    policy = random_policy(rng, len(reviewers), len(approvers))
    return Launch(policy=policy, coordinator_id=COORDINATOR, editors=editors, reviewers=reviewers, approvers=approvers)


def random_policy(rng: Random, reviewers: int, approvers: int) -> Policy:
    """Rules that so many can carry out."""
    kind = rng.choice(("unanimity", "at_least", "majority"))
    counted = rng.randint(1, reviewers) if kind == "at_least" else None
    return Policy(
        drafting=random_rule(rng),
        review=random_rule(rng, rng.choice(OUTCOMES), ends=True),
        sign_off=random_rule(rng),
        vote=VotingRule(kind=kind, count=counted, minimum=rng.randint(1, min(3, reviewers))),
        sign=SignRule(
            needed=rng.choice((None, rng.randint(1, approvers))), order=rng.choice(("at_once", "at_once", "in_turn"))
        ),
    )


def random_world(rng: Random) -> People:
    """Who is appointed, away or gone as a command is looked at; often nobody."""
    if rng.random() < 0.4:
        return People()
    appointed = {
        part: {person: tuple(rng.sample(BODIES, rng.randint(0, 2))) for person in rng.sample(PEOPLE, rng.randint(0, 2))}
        for part in Part
    }
    everybody = (*PEOPLE, *DEPUTIES)
    return People(
        appointed=appointed,
        inactive=frozenset(rng.sample((*PEOPLE, *DEPUTIES), rng.choice((0, 0, 1, 2)))),
        absent=frozenset((*rng.sample(PEOPLE, rng.randint(0, 2)), *rng.sample(DEPUTIES, rng.randint(0, 1)))),
        standing={
            person: tuple(rng.sample(everybody, rng.choice((0, 1, 1, 2, 3)))) for person in rng.sample(PEOPLE, 4)
        },
    )


class SectionSequence:
    """What could come next, from where the model stands; ids are counted, so a sequence can be read."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self.rung: list[tuple[str, datetime]] = []  # alarms seen so far, most of them past

    def next(self, rng: Random, model: SectionModel, now: datetime) -> tuple[datetime, str, Any]:
        """The moment, the actor and the command."""
        later = now + timedelta(minutes=rng.choice((0, 1, 7, 60, 600)))
        self.rung += [(alarm["id"], alarm["at"]) for alarm in model.alarms][:2]
        if model.alarms and rng.random() < 0.22:
            alarm = rng.choice(model.alarms[:1] * 3 + model.alarms)
            late = timedelta(minutes=rng.choice((0, 0, 1, 50, 5000)))
            rung = rng.choice((model.alarms[0], model.alarms[0], alarm))
            return max(later, alarm["at"] + late), SYSTEM, Ring(alarm_id=rung["id"], at=rung["at"])
        chance = rng.random()
        if chance < 0.5:
            return later, *self.helpful(rng, model, later)
        return later, *self.anything(rng, model, later)

    def helpful(self, rng: Random, model: SectionModel, now: datetime) -> tuple[str, Any]:
        """What the phase waits for."""
        if model.phase == "planned":
            return SYSTEM, random_launch(rng)
        if model.phase == "drafting":
            if not model.drafters:
                return COORDINATOR, Reassign(part=Part.EDITOR, joins=rng.choice(PEOPLE), note=NOTE)
            editor = rng.choice(model.awaited())
            authors = (editor, *rng.sample([p for p in PEOPLE if p != editor], rng.choice((0, 0, 1, 2))))
            return editor, self.submission(model, authors)
        if (model.undecided or model.cannot_be_met()) and rng.random() < 0.5:
            chosen = (DecideRound(in_favour=rng.random() < 0.5, note=NOTE), ReturnToDrafting(note=NOTE))
            return COORDINATOR, rng.choice(chosen)
        if model.phase == "review" and model.outstanding():
            assert model.head
            verdict = rng.choice((*[Verdict.AGREE] * 3, *Verdict))
            actor = rng.choice(model.awaited())
            return actor, GiveVerdict(revision_id=model.head["id"], verdict=verdict, note=NOTE)
        if model.phase == "sign_off" and model.unsigned():
            assert model.head
            sign = Sign(revision_id=model.head["id"], text_hash=model.head["text_hash"])
            return rng.choice(model.awaited()), sign
        if model.phase == "approved" and rng.random() < 0.5:
            assert model.head
            return SYSTEM, Publish(edition_id="edition", revision_id=model.head["id"])
        if model.phase in ("approved", "published"):
            return COORDINATOR, Reopen(note=NOTE)
        return self.anything(rng, model, now)

    def submission(self, model: SectionModel, authors: tuple[str, ...]) -> SubmitRevision:
        number = next(self.numbers)
        base = model.head["id"] if model.head else None
        return SubmitRevision(revision_id=f"r{number}", base_id=base, text_hash=f"text-{number}", authors=authors)

    def anything(self, rng: Random, model: SectionModel, now: datetime) -> tuple[str, Any]:
        """Any command, right or wrong, by anybody."""
        person = rng.choice(PEOPLE)
        head = model.head or {"id": "r0", "text_hash": "text-0"}
        revision = head["id"] if rng.random() < 0.8 else "r0"
        text = head["text_hash"] if rng.random() < 0.8 else "other"
        kind = rng.choices(range(21), weights=(1, 3, 4, 2, 3, 2, 1, 1, 0.4, 3, 5, 1, 2, 1, 2, 5, 2, 3, 2, 2, 1))[0]
        if kind == 0:
            return SYSTEM, random_launch(rng)
        if kind == 1:
            sent = self.submission(model, (person,))
            return person, sent if rng.random() < 0.6 else sent.model_copy(update={"base_id": "r0"})
        if kind == 2:
            note = rng.choice((None, NOTE))
            return person, GiveVerdict(revision_id=revision, verdict=rng.choice(tuple(Verdict)), note=note)
        if kind == 3:
            return COORDINATOR, ReturnToDrafting(note=NOTE)
        if kind == 4:
            return person, Sign(revision_id=revision, text_hash=text)
        if kind == 5:
            return person, DeclineToSign(revision_id=revision, note=NOTE)
        if kind == 6:
            return SYSTEM, Publish(edition_id="edition", revision_id=revision)
        if kind == 7:
            return COORDINATOR, Reopen(note=NOTE)
        if kind == 8:
            return COORDINATOR, Withdraw(note=NOTE)
        if kind == 9:
            return COORDINATOR, Extend(limit=self.new_limit(rng, model, now), note=NOTE)
        if kind == 10:
            part = rng.choice(tuple(Part))
            leaves = rng.choice(
                (None, rng.choice(PEOPLE), *model.people[part][:1], *sorted(model.gone), *model.seats()[-1:])
            )
            if model.phase == "review" and part == "approver" and person == model.sole_author():
                leaves = None  # has a test of its own
            return COORDINATOR, Reassign(part=part, leaves=leaves, joins=person, note=NOTE)
        if kind == 11:
            return person, Recuse(person_id=person, note=NOTE)
        if kind == 12:
            return COORDINATOR, Recuse(
                person_id=rng.choice((person, *model.seats(), *model.deputy.values())), note=NOTE
            )
        if kind == 13:
            return COORDINATOR, DecideRound(in_favour=rng.random() < 0.5, note=NOTE)
        if kind == 14:
            return COORDINATOR, ChangePolicy(policy=random_policy(rng, rng.randint(1, 4), rng.randint(1, 4)), note=NOTE)
        if kind == 15:
            given = rng.choice((person, *model.seats(), *model.deputy.values()))
            return given, Delegate(person_id=given, deputy_id=rng.choice((*PEOPLE[:2], *DEPUTIES)), note=NOTE)
        if kind == 16:
            return SYSTEM, StandIn(person_id=person)
        if kind == 17:
            gone = rng.choice((person, *model.seats(), *model.deputy.values()))
            bodies = tuple(rng.sample(BODIES, rng.randint(0, 1)))
            return SYSTEM, Leave(person_id=gone, reason=rng.choice(("deactivated", "left_body")), bodies=bodies)
        if kind == 18:
            return SYSTEM, ChangeCoordinator(coordinator_id=rng.choice((COORDINATOR, "another coordinator")))
        if kind == 19:
            return rng.choice((person, *sorted(model.done()), *model.deputy.values())), TakeBackVerdict(
                revision_id=revision
            )
        alarm_id, at = rng.choice(self.rung or [("deadline", now)])
        return SYSTEM, Ring(alarm_id=alarm_id, at=at)

    def new_limit(self, rng: Random, model: SectionModel, now: datetime) -> Limit:
        at = (model.deadline or now) + timedelta(minutes=rng.choice((-600, 0, 1, 6000)))
        return rng.choice((random_limit(rng), random_limit(rng), Limit(at=at), minutes(0), Limit(days=0)))
