"""What happens around a deadline: reminders, the deadline itself, and the ladder after it."""

from collections.abc import Sequence

from domain.alarms import due
from domain.schedule import grace
from domain.section.alarms import step_of, told_by
from domain.section.electorate import silent
from domain.section.story import Story
from schemas.deadline import Alarm
from schemas.problems import Refused
from schemas.section_commands import Ring
from schemas.section_events import AlarmOvertaken, AlarmRang, GraceGiven, SilenceCounted


def ring(story: Story, command: Ring) -> None:
    """Act on every alarm that is due, in order; an outage can make several due at once.

    A reminder is overtaken by a later one or by the deadline; a step that only tells is overtaken by a later
    one that tells the same people. The first outcome ends the phase, and with it the alarms after it.
    Raises Refused("wrong_phase") when the alarm was acted on or cancelled before.
    """
    if command.alarm_id not in {alarm.id for alarm in story.state.alarms}:
        raise Refused("wrong_phase", phase=str(story.state.phase))
    waiting = due(story.state.alarms, story.facts.now)
    while waiting:
        alarm, *waiting = waiting
        later = _overtaker(story, alarm, waiting)
        if later is not None:
            story.tell(AlarmOvertaken(alarm=alarm, by=later.id))
            continue
        outcome = step_of(story.state, alarm).outcome if alarm.what == "step" else None
        story.tell(AlarmRang(alarm=alarm, told=told_by(story.state, alarm)))
        if outcome is not None:
            _end_review(story, alarm, outcome)
            return


def _overtaker(story: Story, alarm: Alarm, later: Sequence[Alarm]) -> Alarm | None:
    if alarm.what == "reminder":
        return next(iter(later), None)
    if alarm.what == "step" and step_of(story.state, alarm).outcome is None:
        told = told_by(story.state, alarm)
        return next((a for a in later if a.what == "step" and set(told) <= set(told_by(story.state, a))), None)
    return None


def _end_review(story: Story, alarm: Alarm, outcome: str) -> None:
    if outcome == "count_silence":
        _count_silence(story, alarm)
    elif outcome == "close_by_rule":
        _close(story, alarm, by="ladder")
    else:
        story.close_round(in_favour=False, by="ladder")


def _count_silence(story: Story, alarm: Alarm) -> None:
    state, facts = story.state, story.facts
    quiet = silent(state)
    untold = tuple(person for person in quiet if person not in facts.told)
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
    """End the round with the votes there are: what does not carry goes back, where too few voted it stays open."""
    result = story.result()
    if result == "undecided":
        _give_grace(story, alarm, "below_minimum")
    else:
        story.close_round(in_favour=result == "met", by=by)
