"""One phase of a policy in words: its limit, its reminders and its ladder, with their dates where these are known."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.preview.dates import Dates
from domain.preview.quantities import limit_in_words
from domain.preview.tongue import TONGUES
from domain.words import day_in_words, deadline_in_words, time_in_words
from schemas.deadline import Deadline
from schemas.language import Language
from schemas.policy import Limit, PhaseRule, Policy, Step
from schemas.preview import AlarmWords, PhaseWords


def phase_words(phase: str, policy: Policy, language: Language, dates: Dates | None) -> PhaseWords:
    """The phase in words; without `dates` only what its rule says by itself."""
    tongue, rule = TONGUES[language], getattr(policy, phase)
    until = deadline_in_words(dates.deadline, language) if dates else ""
    provisional = ""
    if dates and dates.deadline.provisional:
        provisional = tongue.provisional.format(years=_years(dates.unpublished, language))
    return PhaseWords(
        phase=phase,
        title=tongue.titles[phase],
        limit=_limit(dates.deadline.rule if dates else rule.limit, policy.zone, until, language),
        deadline=dates.deadline if dates else None,
        until=until,
        provisional=provisional,
        reminders=tuple(_reminders(rule, language, dates)),
        overdue=tongue.overdue,
        ladder=tuple(_steps(phase, rule, language, dates)),
    )


def on_day(at: datetime, zone: str, language: Language) -> str:
    """«в четверг, 16 мая 2024 года, в 10:00»."""
    local, tongue = at.astimezone(ZoneInfo(zone)), TONGUES[language]
    words = {"weekday": tongue.weekdays[local.weekday()], "day": day_in_words(local.date(), language)}
    return tongue.on.format(time=time_in_words(local), **words)


def _limit(limit: Limit, zone: str, until: str, language: Language) -> str:
    kinds = TONGUES[language].limit
    if limit.at is not None:
        exact = Deadline(at=limit.at, zone=zone, rule=limit)
        return kinds["at"].format(until=until or deadline_in_words(exact, language))
    kind = "dated" if until else "counted" if limit.is_in_days else "exact"
    return kinds[kind].format(limit=limit_in_words(limit, language), until=until)


def _years(years: Sequence[int], language: Language) -> str:
    listed = ", ".join(str(year) for year in years)
    if language == "en":
        return listed
    return f"{listed} {'год' if len(years) == 1 else 'годы'}"


def _reminders(rule: PhaseRule, language: Language, dates: Dates | None) -> list[AlarmWords]:
    tongue = TONGUES[language]
    found = []
    for index, offset in enumerate(rule.reminders):
        when = _offset(offset, tongue.before, language)
        found.append(_alarm(f"reminder-{index + 1}", when, tongue.reminds, language, dates))
    extra = f"reminder-{len(rule.reminders) + 1}"
    if dates and extra in dates.states:
        found.append(_alarm(extra, tongue.extra, tongue.reminds, language, dates))
    return found


def _steps(phase: str, rule: PhaseRule, language: Language, dates: Dates | None) -> list[AlarmWords]:
    """The steps from the first to the last; one that is tried again because silence may not count yet stands below."""
    tongue, found = TONGUES[language], []
    again = [alarm for alarm in dates.alarms if alarm.id.startswith("grace-")] if dates else []
    planned = [(f"step-{index + 1}", step) for index, step in enumerate(rule.ladder)]
    for alarm_id, step in planned + [(alarm.id, rule.ladder[alarm.index]) for alarm in again]:
        when = _offset(step.after, tongue.after, language)
        if dates and alarm_id in dates.extended:
            when += tongue.after_extension
        if dates and alarm_id in dates.held_back:
            when += tongue.held_back
        to = dates.extensions.get(alarm_id) if dates else None
        alarm = _alarm(alarm_id, when, _does(step, phase, to, language), language, dates)
        found.append(alarm.model_copy(update={"extended_to": to}))
    return found


def _offset(offset: Limit, kinds: dict[str, str], language: Language) -> str:
    if offset.is_zero:
        return kinds["none" if offset.is_in_days else "exact_none"]
    return kinds["some"].format(limit=limit_in_words(offset, language, accusative=True))


def _does(step: Step, phase: str, extended_to: Deadline | None, language: Language) -> str:
    tongue = TONGUES[language]
    roles = [tongue.silent if (role, phase) == ("reviewers", "review") else tongue.roles[role] for role in step.tell]
    parts = [tongue.tell.format(roles=_joined(roles, tongue.conjunction))] if roles else []
    if step.outcome is not None:
        by = limit_in_words(step.by, language, accusative=True) if step.by else ""
        until = f", {deadline_in_words(extended_to, language)}" if extended_to else ""
        parts.append(tongue.outcomes[step.outcome].format(by=by, until=until))
    return "; ".join(parts) or tongue.nobody


def _joined(words: Sequence[str], conjunction: str) -> str:
    return conjunction.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _alarm(alarm_id: str, when: str, does: str, language: Language, dates: Dates | None) -> AlarmWords:
    alarm = next((one for one in dates.alarms if one.id == alarm_id), None) if dates else None
    if dates is None or alarm is None:
        return AlarmWords(id=alarm_id, when=when, does=does)
    when = f"{when}, {on_day(alarm.at, dates.deadline.zone, language)}"
    return AlarmWords(id=alarm_id, when=when, at=alarm.at, does=does, state=dates.states.get(alarm_id, ""))
