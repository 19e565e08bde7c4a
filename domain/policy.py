"""Whether a policy can be lived by: what can never be met, or leaves a round open for ever, is refused."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from domain.reachable import check_votable
from schemas.policy import Limit, PhaseRule, Policy
from schemas.problems import Refused
from schemas.section import Elector

GOES_ON = ("pass_to_deputy", "extend")
"""The outcomes after which a phase goes on."""

PHASES = ("drafting", "review", "sign_off")
"""The phases that have a rule of their own in a policy."""


def check(policy: Policy, voters: int, signers: int, now: datetime) -> None:
    """Refuse a policy that `voters` reviewers and `signers` approvers could not carry out from `now` on.

    Raises Refused: limit_is_zero, deadline_in_past, policy_unreachable, ladder_without_end,
    ladder_outcome_misplaced, silence_without_reminder.
    """
    for one in checks(policy, voters, signers, now):
        one()


def checks(policy: Policy, voters: int | None, signers: int | None, now: datetime) -> Iterator[Callable[[], None]]:
    """Every check there is of a policy, each raising what it refuses; without a number those of people are left out."""
    for phase in PHASES:
        yield partial(check_limit, getattr(policy, phase).limit, now)
    for phase in PHASES:
        yield partial(_check_outcomes, phase, getattr(policy, phase))
    yield partial(_check_review, policy.review)
    if voters is not None:
        yield partial(check_voters, policy, voters)
    if signers is not None:
        yield partial(check_signers, policy, signers)


def check_rules(policy: Policy, now: datetime) -> None:
    """Refuse a policy that nobody could carry out from `now` on, however many they are; raises as `check` does."""
    for one in checks(policy, None, None, now):
        one()


def check_voters(policy: Policy, voters: int) -> None:
    """Refuse a voting rule that so few voters can never meet, whoever they are: policy_unreachable."""
    heaviest = sorted(policy.vote.weights, key=lambda one: -one.weight)
    named = [one.of for one in heaviest][:voters]
    ids = [*named, *(f"voter {index}" for index in range(voters - len(named)))]
    check_votable(policy.vote, (Elector(person_id=person) for person in ids))


def check_signers(policy: Policy, signers: int, *, whole: bool = False) -> None:
    """Refuse a signing rule that so few signers, of a section or of the whole, can never meet: policy_unreachable."""
    needed = policy.sign.needed or 1
    if needed > signers:
        rule = "sign_whole" if whole else "sign"
        raise Refused("policy_unreachable", rule=rule, needed=needed, available=signers)


def check_limits(policy: Policy, now: datetime) -> None:
    """Refuse a policy with a phase that leaves no time after `now`: limit_is_zero, deadline_in_past."""
    for phase in PHASES:
        check_limit(getattr(policy, phase).limit, now)


def check_limit(limit: Limit, now: datetime) -> None:
    """Refuse a limit that leaves no time after `now`: limit_is_zero, deadline_in_past."""
    if limit.is_zero:
        raise Refused("limit_is_zero")
    if limit.at is not None and limit.at <= now:
        raise Refused("deadline_in_past", at=limit.at.isoformat(), now=now.isoformat())


def _check_outcomes(phase: str, rule: PhaseRule) -> None:
    """Duties pass on and deadlines move in every phase, before the end; only a review's last step may end it."""
    last = len(rule.ladder) - 1
    ends = phase == "review"
    for index, step in enumerate(rule.ladder):
        why = ""
        if step.outcome in GOES_ON:
            why = "goes_on_at_the_end" if ends and index == last else ""
        elif step.outcome is not None:
            why = ("ends_too_early" if index != last else "") if ends else "ends_another_phase"
        if why:
            raise Refused("ladder_outcome_misplaced", phase=phase, step=index + 1, outcome=step.outcome, why=why)
        if step.by is not None and step.by.is_zero:
            raise Refused("limit_is_zero")


def _check_review(rule: PhaseRule) -> None:
    """A review's ladder ends in an outcome or with the coordinator, so that no round is forgotten open.

    Silence counts only against people who were reminded, hence the need for a reminder.
    """
    last = rule.ladder[-1] if rule.ladder else None
    if last is None or (last.outcome is None and "coordinator" not in last.tell):
        raise Refused("ladder_without_end", phase="review")
    if last.outcome == "count_silence" and not rule.reminders:
        raise Refused("silence_without_reminder")
