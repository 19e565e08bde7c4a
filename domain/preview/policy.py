"""The whole of a policy in words: the phases, the vote, the signatures, and what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.policy import PHASES
from domain.preview.dates import Dates
from domain.preview.phases import on_day, phase_words
from domain.preview.tongue import TONGUES, Tongue
from domain.preview.voting import signing_in_words, upholding_in_words, voting_in_words
from domain.zone_words import zone_in_words
from schemas.language import Language
from schemas.policy import Policy
from schemas.preview import AlarmWords, PhaseWords, PolicyWords, PreviewProblem


@dataclass(frozen=True)
class People:
    """What is known of those who live by a policy: how many sign, and names by id for voices that weigh more."""

    signers: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)


def policy_words(
    policy: Policy,
    language: Language,
    dates: Mapping[str, Dates],
    people: People,
    problems: tuple[PreviewProblem, ...] = (),
    opened_at: datetime | None = None,
    now: datetime | None = None,
    kept: str = "",
) -> PolicyWords:
    """The policy in words, with `dates` of the phases where there are any.

    `opened_at` is the instant that all dates were counted from, if they are supposed only; `now` names the clock.
    `kept` is the open phase, where it goes on under older rules than those that come after it.
    """
    tongue, instant = TONGUES[language], opened_at or now
    assert instant is not None
    kind = "dated" if opened_at else "open" if dates else "undated"
    heading = tongue.heading[kind].format(
        on=on_day(instant, policy.zone, language), zone=zone_in_words(policy.zone, instant, language)
    )
    phases = tuple(phase_words(phase, policy, language, dates.get(phase)) for phase in PHASES)
    voting = (*voting_in_words(policy, people.names, language), tongue.answers[policy.answers])
    signing = (*signing_in_words(policy.sign, people.signers, language), *upholding_in_words(policy, language))
    told = PolicyWords(
        zone=policy.zone,
        heading=heading,
        changed=tongue.changed.format(phase=tongue.titles[kept]) if kept else "",
        phases=phases,
        voting=voting,
        signing=signing,
        problems=problems,
        text="",
    )
    return told.model_copy(update={"text": _text(told, tongue)})


def lived_by(phase: str, present: Policy, coming: Policy) -> Policy:
    """The rules as they are lived by: those of the open phase as it opened, those of all others as they will open."""
    kept: dict[str, object] = {}
    if phase in PHASES:
        kept = {phase: getattr(present, phase), "zone": present.zone}
    if phase == "review":
        kept["vote"] = present.vote
    elif phase == "sign_off":
        kept["sign"] = present.sign
    return coming.model_copy(update=kept)


def _text(told: PolicyWords, tongue: Tongue) -> str:
    heading = f"{told.heading} {told.changed}" if told.changed else told.heading
    parts = [heading, *(_phase(phase, tongue) for phase in told.phases)]
    parts.append("\n".join([tongue.voting, *told.voting]))
    parts.append("\n".join([tongue.signing, *told.signing]))
    if told.problems:
        parts.append("\n".join([tongue.problems, *(f"— {one.detail}" for one in told.problems)]))
    return "\n\n".join(parts) + "\n"


def _phase(phase: PhaseWords, tongue: Tongue) -> str:
    lines = [phase.title, phase.limit]
    if phase.provisional:
        lines.append(phase.provisional)
    lines += [tongue.reminders, *_list(phase.reminders, tongue, doing=False)] if phase.reminders else []
    lines += [] if phase.reminders else [tongue.no_reminders]
    lines.append(phase.overdue)
    lines += [tongue.ladder, *_list(phase.ladder, tongue, doing=True)] if phase.ladder else [tongue.no_ladder]
    return "\n".join(lines)


def _list(alarms: tuple[AlarmWords, ...], tongue: Tongue, *, doing: bool) -> list[str]:
    lines = []
    for alarm in alarms:
        line = f"— {alarm.when}" + (f": {alarm.does}" if doing else "")
        became = tongue.states.get(alarm.state, "")
        lines.append(line + (f" ({became})" if became else "") + (";" if alarm is not alarms[-1] else "."))
    return lines
