"""The rules a section lives by, as data: limits, reminders, ladders, voting and signing."""

from datetime import timedelta
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, model_validator

from schemas.frozen import Frozen
from schemas.instant import Instant

LONGEST_DAYS = 3660
LONGEST_YEARS = 10
LAST_YEAR = 2199
MOST_ALARMS = 20

Role = Literal["owner", "editors", "reviewers", "approvers", "coordinator"]
Outcome = Literal["pass_to_deputy", "extend", "count_silence", "send_back", "close_by_rule"]


class Limit(Frozen):
    """A stretch of time, said in exactly one way.

    `working_days` to `years` are whole days of a calendar; `at` is an exact instant; `duration` is an
    ISO 8601 duration counted to the second, for trials.
    """

    working_days: int | None = Field(default=None, ge=0, le=LONGEST_DAYS)
    days: int | None = Field(default=None, ge=0, le=LONGEST_DAYS)
    weeks: int | None = Field(default=None, ge=0, le=LONGEST_DAYS // 7)
    months: int | None = Field(default=None, ge=0, le=LONGEST_YEARS * 12)
    years: int | None = Field(default=None, ge=0, le=LONGEST_YEARS)
    at: Instant | None = None
    duration: timedelta | None = Field(default=None, ge=timedelta(0), le=timedelta(days=LONGEST_DAYS))

    @model_validator(mode="after")
    def _said_in_one_way(self) -> Self:
        if len([way for way in (*self._in_days, self.at, self.duration) if way is not None]) != 1:
            raise ValueError("give exactly one of working_days, days, weeks, months, years, at, duration")
        if self.at is not None and self.at.year > LAST_YEAR:
            raise ValueError(f"give an instant before the year {LAST_YEAR + 1}")
        return self

    @property
    def _in_days(self) -> tuple[int | None, ...]:
        return (self.working_days, self.days, self.weeks, self.months, self.years)

    @property
    def is_in_days(self) -> bool:
        """Whether it is counted in whole days, and so ends with one."""
        return self.at is None and self.duration is None

    @property
    def is_zero(self) -> bool:
        """Whether it leaves no time at all; an exact instant never does by itself."""
        return 0 in self._in_days or self.duration == timedelta(0)


def _is_relative(limit: Limit) -> Limit:
    if limit.at is not None:
        raise ValueError("an offset is a number of days or a duration, not an instant")
    return limit


def _is_known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise ValueError("give the zone by its IANA name, such as Europe/Moscow, or UTC") from unknown
    return zone


Offset = Annotated[Limit, AfterValidator(_is_relative)]
Zone = Annotated[str, AfterValidator(_is_known_zone)]


class Step(Frozen):
    """One rung of a ladder: so long after the deadline, tell these people, and perhaps do something.

    `pass_to_deputy` hands the duty of everybody who is awaited to their deputy, `extend` moves the deadline
    once by `by`; the phase goes on after either. `count_silence` takes the silent for agreeing, `send_back`
    returns the text to its editors, `close_by_rule` lets the votes cast so far decide: these end a review.
    """

    after: Offset
    tell: tuple[Role, ...] = ()
    outcome: Outcome | None = None
    by: Offset | None = None

    @model_validator(mode="after")
    def _by_belongs_to_extend(self) -> Self:
        if (self.by is not None) != (self.outcome == "extend"):
            raise ValueError("by is given with extend, and only with it")
        return self


class PhaseRule(Frozen):
    """How long a phase lasts, when its people are reminded (so long before the deadline), what follows it."""

    limit: Limit
    reminders: tuple[Offset, ...] = Field(default=(), max_length=MOST_ALARMS)
    ladder: tuple[Step, ...] = Field(default=(), max_length=MOST_ALARMS)


class Share(Frozen):
    """A part of the base, such as two thirds."""

    numerator: int = Field(ge=1, le=1000)
    denominator: int = Field(ge=1, le=1000)

    @model_validator(mode="after")
    def _is_at_most_the_whole(self) -> Self:
        if self.numerator > self.denominator:
            raise ValueError("a share is at most the whole")
        return self


class Weight(Frozen):
    """How much the voice of one person or one organisation weighs; whoever is not listed weighs 1."""

    of: str
    weight: int = Field(ge=1, le=1000)


class VotingRule(Frozen):
    """What carries a revision: the whole base, at least `count` voices, at least `share` of it, or more than half.

    A voice is a person's, or where `voice` says so an organisation's as a whole: the side that more of its members
    take; even, or all abstaining, it abstains; counted silence speaks only where no member did. People without an
    organisation have a voice of their own. A voice counts as many times as it weighs.
    The base is the voices on the list (`base` = list: the silent count against when a round is closed) or those
    that were cast (votes). Who abstains is out of the base unless `abstentions` says otherwise.
    `per_body` asks for the rule to be met within each body that has a voter, counted there as though it voted
    alone: who sits in two bodies counts in both, who sits in none in one more group of such voters. A revision
    falls as soon as it falls within one of them.
    With fewer than `minimum` voices for or against on the whole list, whatever they weigh, the rule says nothing;
    so it does without a base, or where fewer voices are left than `count` asks for. The round then stays open until
    its ladder ends, and the coordinator decides.
    """

    kind: Literal["unanimity", "at_least", "share", "majority"]
    count: int | None = Field(default=None, ge=1)
    share: Share | None = None
    base: Literal["votes", "list"] = "votes"
    abstentions: Literal["out_of_base", "in_base"] = "out_of_base"
    voice: Literal["person", "organisation"] = "person"
    per_body: bool = False
    weights: tuple[Weight, ...] = Field(default=(), max_length=1000)
    minimum: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _numbers_belong_to_their_kinds(self) -> Self:
        if (self.count is not None) != (self.kind == "at_least"):
            raise ValueError("count is given with at_least, and only with it")
        if (self.share is not None) != (self.kind == "share"):
            raise ValueError("share is given with share, and only with it")
        return self


class SignRule(Frozen):
    """How many signatures a revision needs (without a number all signers'), and whether in their order."""

    needed: int | None = Field(default=None, ge=1)
    order: Literal["at_once", "in_turn"] = "at_once"


class CarryOver(Frozen):
    """Up to which kind of change a verdict on the revision before counts for the new one too.

    A change of substance never lets one carry over. Of wording, at most `wording_limit` of the words may have changed.
    """

    up_to: Literal["identical", "whitespace", "typography", "wording"]
    wording_limit: Share | None = None

    @model_validator(mode="after")
    def _limit_belongs_to_wording(self) -> Self:
        if (self.wording_limit is not None) != (self.up_to == "wording"):
            raise ValueError("wording_limit is given with wording, and only with it")
        return self


class Policy(Frozen):
    """The whole of the rules a section lives by; `zone` says where its days begin and end.

    Without `carry_over` everybody decides anew on every revision; the usual rules let verdicts outlive typography.
    Where `opinions` is own_first, nobody but a section's editors and the coordinator sees what others say in an open
    round before they have said what they think themselves. Where `answers` are required, nothing goes to sign-off with
    an unanswered remark. Rules recorded before there were answers ask for none; whoever gives rules now and says
    nothing of it asks for them. `publish_dissent`: dissent that was recorded is published with the text.
    `uphold_within`: so long after an answer that does not simply accept their remark its author may still uphold it,
    though everybody has signed; without it the last signature approves at once.
    """

    zone: Zone = "Europe/Moscow"
    drafting: PhaseRule
    review: PhaseRule
    sign_off: PhaseRule
    vote: VotingRule
    sign: SignRule = SignRule()
    carry_over: CarryOver | None = None
    opinions: Literal["open", "own_first"] = "open"
    answers: Literal["required", "optional"] = "optional"
    publish_dissent: bool = True
    uphold_within: Offset | None = None


_LAST_DAY = Limit(days=0)

DEFAULT_POLICY = Policy(
    drafting=PhaseRule(
        limit=Limit(working_days=20),
        reminders=(Limit(working_days=5), Limit(working_days=1), _LAST_DAY),
        ladder=(
            Step(after=Limit(working_days=1), tell=("editors", "coordinator")),
            Step(after=Limit(working_days=5), tell=("coordinator", "approvers")),
        ),
    ),
    review=PhaseRule(
        limit=Limit(working_days=10),
        reminders=(Limit(working_days=3), Limit(working_days=1), _LAST_DAY),
        ladder=(
            Step(after=Limit(working_days=1), tell=("reviewers", "coordinator")),
            Step(after=Limit(working_days=2), tell=("coordinator", "editors"), outcome="count_silence"),
        ),
    ),
    sign_off=PhaseRule(
        limit=Limit(working_days=5),
        reminders=(Limit(working_days=1), _LAST_DAY),
        ladder=(
            Step(after=Limit(working_days=1), tell=("approvers", "coordinator")),
            Step(after=Limit(working_days=3), tell=("coordinator",)),
        ),
    ),
    vote=VotingRule(kind="majority"),
    carry_over=CarryOver(up_to="typography"),
    answers="required",
    uphold_within=Limit(working_days=1),
)
