"""A timetable written in a file, to be rehearsed before there is any document: sections, people, rules, behaviour."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from schemas.policy import DEFAULT_POLICY, Zone
from schemas.rehearsal import Behaviours
from schemas.views.form import Form, Line
from schemas.views.given_policy import GivenBehaviours, GivenPolicy
from schemas.views.rehearsals import Start

MOST = 1000


class ScriptSection(Form):
    """A section: its title, its people by any names, its own rules if it has any, and titles of those it rests on."""

    title: Line
    editors: tuple[Line, ...] = Field(min_length=1, max_length=MOST)
    reviewers: tuple[Line, ...] = Field(min_length=1, max_length=MOST)
    approvers: tuple[Line, ...] = Field(min_length=1, max_length=MOST)
    policy: GivenPolicy | None = None
    rests_on: tuple[Line, ...] = ()


class ScriptAbsence(Form):
    """Somebody is away from the first to the last of these days; a deputy stands in if one is named."""

    person: Line
    since: date
    until: date
    deputy: Line | None = None


class ScriptMilestone(Form):
    """A day of the plan, and what is to be done by it: the section of that title, the whole, or nothing named."""

    title: Line
    day: date
    section: Line | None = None
    whole: bool = False


class Script(Form):
    """The whole file. `organisations` says who speaks for which, `deputies` who stands in for whom, in their order."""

    title: Line = "—"
    starts_at: Start
    zone: Zone = "Europe/Moscow"
    coordinator: Line
    leaders: tuple[Line, ...] = Field(min_length=1, max_length=MOST)
    policy: GivenPolicy = DEFAULT_POLICY
    sections: tuple[ScriptSection, ...] = Field(min_length=1, max_length=MOST)
    organisations: dict[str, str] = Field(default_factory=dict, max_length=MOST)
    deputies: dict[str, tuple[str, ...]] = Field(default_factory=dict, max_length=MOST)
    absences: tuple[ScriptAbsence, ...] = Field(default=(), max_length=MOST)
    milestones: tuple[ScriptMilestone, ...] = Field(default=(), max_length=MOST)
    behaviours: GivenBehaviours = Behaviours()

    @model_validator(mode="after")
    def _names_what_there_is(self) -> Self:
        titles = [section.title for section in self.sections]
        if len(set(titles)) != len(titles):
            raise ValueError("give each section a title of its own")
        named = {*(title for one in self.sections for title in one.rests_on)}
        named |= {one.section for one in self.milestones if one.section}
        if named - set(titles):
            raise ValueError(f"there is no section: {min(named - set(titles))}")
        unknown = set(self.behaviours.people) - self.people
        if unknown:
            raise ValueError(f"nobody has a part in the document under this name: {min(unknown)}")
        return self

    @property
    def people(self) -> set[str]:
        """Everybody who is named with a duty, or as a deputy."""
        listed = {self.coordinator, *self.leaders}
        for one in self.sections:
            listed |= {*one.editors, *one.reviewers, *one.approvers}
        listed |= {deputy for deputies in self.deputies.values() for deputy in deputies}
        return listed | {one.deputy for one in self.absences if one.deputy}
