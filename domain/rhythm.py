"""When what is told leaves by a channel: at once, with the next digest, and never in a person's quiet hours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from schemas.channels import Rhythm

DIGEST_AT = time(9)
DIGEST_WEEKDAY = 0
"""Weekly digests leave on Mondays."""

URGENT = frozenset(
    {
        "review_invitation",
        "sign_invitation",
        "candidate_opened",
        "drafting_opened",
        "drafting_reminder",
        "review_reminder",
        "sign_reminder",
        "candidate_reminder",
        "deadline_passed",
        "decision_needed",
        "time_asked",
        "relief_asked",
        "comment_answered",
        "answers_awaited",
        "answers_missing",
        "settlement_awaited",
        "contribution_invited",
        "contribution_reminder",
        "position_entered",
        "answer_taken",
        "answer_refused",
        "deputy_called",
        "duty_returned",
        "escalation",
        "obligation_opened",
        "obligation_reminder",
        "obligation_overdue",
        "obligation_escalation",
        "obligation_passed",
        "obligation_stood_in",
        "obligation_taken_back",
        "obligation_taken_over",
        "obligation_left",
        "proposal_opened",
        "proposal_reminder",
        "proposal_overdue",
        "proposal_escalation",
    }
)
"""The kinds of notices that ask for an act by a deadline, or say that one was missed."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hours:
    """A person's hours in `zone` (IANA): when digests leave, and from when to when nothing does.

    Quiet hours that do not end later than they begin last over midnight.
    """

    zone: str
    digest_at: time = DIGEST_AT
    quiet: tuple[time, time] | None = None


def rhythm_for(kind: str, rhythm: Rhythm, *, urgent_at_once: bool) -> Rhythm:
    """The rhythm in which a notice of this kind leaves by a channel with these settings."""
    return "at_once" if urgent_at_once and kind in URGENT else rhythm


def leaves_at(rhythm: Rhythm, now: datetime, hours: Hours) -> datetime:
    """The instant (UTC) from which something told `now` may leave: a digest's is always later than `now`."""
    if rhythm == "at_once":
        return after_quiet(now, hours)
    day = now.astimezone(ZoneInfo(hours.zone)).date()
    while not (_is_digest_day(rhythm, day) and _local(day, hours.digest_at, hours.zone) > now):
        day += _DAY
    return after_quiet(_local(day, hours.digest_at, hours.zone), hours)


def after_quiet(moment: datetime, hours: Hours) -> datetime:
    """`moment` itself, or the end of the quiet hours (UTC) that it lies in."""
    if hours.quiet is None:
        return moment
    since, until = hours.quiet
    today = moment.astimezone(ZoneInfo(hours.zone)).date()
    for day in (today - _DAY, today):
        end = _local(day if since < until else day + _DAY, until, hours.zone)
        if _local(day, since, hours.zone) <= moment < end:
            return end
    return moment


def _is_digest_day(rhythm: Rhythm, day: date) -> bool:
    return rhythm == "daily" or day.weekday() == DIGEST_WEEKDAY


def _local(day: date, at: time, zone: str) -> datetime:
    """That local time in UTC: the first of the two in a fold; in a gap, by the clocks before it."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
