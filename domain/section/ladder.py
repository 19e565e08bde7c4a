"""What happens around a deadline: reminders, the deadline itself, and the ladder after it."""

from collections.abc import Iterator, Sequence
from typing import Any

from domain.alarms import due
from domain.schedule import grace, opening
from domain.section.alarms import alarms_of, rule_of, step_of, told_by
from domain.section.deputies import acting
from domain.section.electorate import waiting
from domain.section.story import Story
from domain.section.upholding import term_alarm
from schemas.deadline import Alarm
from schemas.policy import Limit, Step
from schemas.problems import Refused
from schemas.section import SectionState
from schemas.section_commands import Ring
from schemas.section_events import AlarmOvertaken, AlarmRang, GraceGiven, LadderExtended, SilenceCounted


def ring(story: Story, command: Ring) -> None:
    """Act on every alarm that is due, in order; an outage can make several due at once. Who is away by now is relieved.

    A reminder is overtaken by a later one or by the deadline; a step that only tells is overtaken by a later
    one that tells the same people. An outcome that ends the phase or moves its deadline cancels the alarms after it.
    Last, where all have signed, the end of the authors' terms approves the text.
    Raises Refused("wrong_phase") when the alarm was acted on or cancelled before.
    """
    if command.alarm_id not in {alarm.id for alarm in alarms_of(story.state)}:
        raise Refused("wrong_phase", phase=str(story.state.phase))
    ringing = due(story.state.alarms, story.facts.now)
    if ringing:
        story.attend()
        story.await_answers()
    while ringing:
        alarm, *ringing = ringing
        later = _overtaker(story, alarm, ringing)
        if later is not None:
            story.tell(AlarmOvertaken(alarm=alarm, by=later.id))
            continue
        step = step_of(story.state, alarm) if alarm.what == "step" else None
        story.tell(AlarmRang(alarm=alarm, told=told_by(story.state, alarm)))
        if step is not None and step.outcome == "pass_to_deputy":
            _pass_to_deputies(story)
        elif step is not None and step.outcome is not None:
            _end_or_extend(story, alarm, step)
            return
    if term_alarm(story.state) is not None:
        story.settle()


def replanned(story: Story, limit: Limit, used: int | None = None) -> dict[str, Any]:
    """The fields of an event that moves the open deadline: `limit` from now, and the ladder without its used steps.

    `used` is a step that is used up by this very event.
    """
    state, facts = story.state, story.facts
    rule = rule_of(state).model_copy(update={"limit": limit})
    fields = opening(rule, facts.now, state.policy.zone, facts.calendar)
    alarms = (alarm for alarm in unused(state, fields["alarms"]) if alarm.what != "step" or alarm.index != used)
    return fields | {"alarms": tuple(alarms)}


def unused(state: SectionState, alarms: tuple[Alarm, ...]) -> tuple[Alarm, ...]:
    """The alarms without those of steps that act once and have."""
    return tuple(alarm for alarm in alarms if alarm.what != "step" or alarm.index not in state.used_steps)


def _overtaker(story: Story, alarm: Alarm, later: Sequence[Alarm]) -> Alarm | None:
    if alarm.what == "reminder":
        return next(iter(later), None)
    if alarm.what == "step" and step_of(story.state, alarm).outcome is None:
        told = told_by(story.state, alarm)
        return next((a for a in _certain(story, later) if set(told) <= set(told_by(story.state, a))), None)
    return None


def _certain(story: Story, later: Sequence[Alarm]) -> Iterator[Alarm]:
    """The steps that will ring: what comes after one that moves the deadline is cancelled."""
    for alarm in later:
        if alarm.what == "step":
            yield alarm
            if step_of(story.state, alarm).outcome == "extend":
                return


def _pass_to_deputies(story: Story) -> None:
    """Everybody who is awaited and has not passed their duty on yet does so now."""
    story.pass_on(waiting(story.state), by="ladder")


def _end_or_extend(story: Story, alarm: Alarm, step: Step) -> None:
    if step.outcome == "extend":
        assert step.by is not None
        story.tell(LadderExtended(step=alarm.index, **replanned(story, step.by, used=alarm.index)))
    elif step.outcome == "count_silence":
        _count_silence(story, alarm)
    elif step.outcome == "close_by_rule":
        _close(story, alarm, by="ladder")
    else:
        story.close_round(in_favour=False, by="ladder")


def _count_silence(story: Story, alarm: Alarm) -> None:
    state, facts = story.state, story.facts
    quiet = waiting(state)
    untold = tuple(person for person in acting(state, quiet) if person not in facts.told)
    if quiet and (untold or not facts.up):
        _give_grace(story, alarm, "not_told" if untold else "not_up", untold)
        return
    if quiet:
        assert state.head is not None
        story.tell(SilenceCounted(revision_id=state.head.revision_id, persons=quiet))
    _close(story, alarm, by="silence" if quiet else "ladder")


def _give_grace(story: Story, alarm: Alarm, reason: str, untold: tuple[str, ...] = ()) -> None:
    """Keep the round open one working day more; the same step then tries again."""
    state, facts = story.state, story.facts
    assert state.deadline is not None
    longer = grace(state.deadline, facts.now, facts.calendar)
    again = alarm.model_copy(update={"id": f"grace-{state.graces + 1}", "at": longer.at})
    story.tell(
        GraceGiven.model_validate(
            {"opened_at": facts.now, "deadline": longer, "alarms": (again,), "untold": untold, "reason": reason}
        )
    )


def _close(story: Story, alarm: Alarm, by: str) -> None:
    """End the round with the votes there are: what does not carry goes back.

    Where too few voted, or what carries has unanswered remarks, it stays open.
    """
    result = story.result()
    if result == "undecided":
        _give_grace(story, alarm, "below_minimum")
        return
    story.close_round(in_favour=result == "met", by=story.state.held_by or by)
    if story.state.held_by is not None:
        _give_grace(story, alarm, "unanswered")
