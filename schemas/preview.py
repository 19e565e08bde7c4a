"""A policy told in words and dates: what coordinators read before and while they live by it."""

from schemas.deadline import Deadline
from schemas.frozen import Frozen
from schemas.instant import Instant


class AlarmWords(Frozen):
    """A reminder or a step of the ladder: `when` in words, the instant if it is known, and what it does.

    `state` is planned, overtaken, rung or cancelled; empty where no dates are known. `extended_to` is the new
    deadline of a step that extends.
    """

    id: str
    when: str
    at: Instant | None = None
    does: str
    state: str = ""
    extended_to: Deadline | None = None


class PhaseWords(Frozen):
    """A phase: its limit in words, and its dates where they are known; `provisional` says why they may yet change."""

    phase: str
    title: str
    limit: str
    deadline: Deadline | None = None
    until: str = ""
    provisional: str = ""
    reminders: tuple[AlarmWords, ...]
    overdue: str
    ladder: tuple[AlarmWords, ...]


class PreviewProblem(Frozen):
    """Why the policy would be refused: the code and its sentence, and the section that is meant, where it is one."""

    code: str
    detail: str
    section_id: str = ""
    section_title: str = ""


class PolicyWords(Frozen):
    """The whole of a policy in words; `text` is all of it to be read from top to bottom.

    `changed` says that other rules wait for the next phase, which are told already where they will be in force.
    """

    zone: str
    heading: str
    changed: str = ""
    phases: tuple[PhaseWords, ...]
    voting: tuple[str, ...]
    signing: tuple[str, ...]
    problems: tuple[PreviewProblem, ...]
    text: str
