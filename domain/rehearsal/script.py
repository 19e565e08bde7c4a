"""`scene_of`: a timetable written in a file, as what a rehearsal begins with."""

from collections.abc import Sequence
from datetime import timedelta

from domain.circles import reaches
from domain.rehearsal.scene import Away, Cast, Scene, SceneMilestone, SceneSection
from schemas.calendar import Calendar
from schemas.document import DocumentState
from schemas.document_commands import LaunchDocument
from schemas.problems import Refused
from schemas.rehearsal_script import Script, ScriptSection
from schemas.section import Elector, SectionState
from schemas.section_commands import Launch

LONGEST = timedelta(days=20 * 366)
"""No rehearsal goes on for longer; whoever is not done by then never is."""

_WHOLE = "whole"


def scene_of(script: Script, calendar: Calendar) -> Scene:
    """People are known by the names that the file gives them, sections by their titles.

    Raises Refused, as whoever sets what sections rest on is refused: basis_unknown (itself), basis_cycle.
    """
    _require_no_circle(script.sections)
    return Scene(
        document=DocumentState(id=_WHOLE),
        sections=tuple(_section(one, place, script) for place, one in enumerate(script.sections, start=1)),
        cast=_cast(script),
        calendar=calendar,
        zone=script.zone,
        starts_at=script.starts_at,
        until=script.starts_at + LONGEST,
        title=script.title,
        launch=LaunchDocument(coordinator_id=script.coordinator, approvers=script.leaders, policy=script.policy),
        milestones=tuple(
            SceneMilestone(title=one.title, day=one.day, section_id=one.section or "", whole=one.whole)
            for one in script.milestones
        ),
    )


def _require_no_circle(sections: Sequence[ScriptSection]) -> None:
    resting = [(one.title, basis) for one in sections for basis in one.rests_on]
    for title, basis in resting:
        if basis == title:
            raise Refused("basis_unknown", section_id=basis)
        if reaches(resting, basis, title):
            raise Refused("basis_cycle", section_id=basis)


def _section(one: ScriptSection, position: int, script: Script) -> SceneSection:
    launch = Launch(
        policy=one.policy or script.policy,
        coordinator_id=script.coordinator,
        editors=one.editors,
        reviewers=one.reviewers,
        approvers=one.approvers,
    )
    state = SectionState(id=one.title, document_id=_WHOLE, coordinator_id=script.coordinator)
    return SceneSection(state=state, title=one.title, position=position, launch=launch, bases=one.rests_on)


def _cast(script: Script) -> Cast:
    return Cast(
        known={
            person: Elector(person_id=person, organisation_id=script.organisations.get(person, ""))
            for person in sorted(script.people)
        },
        deputies=script.deputies,
        absences=tuple(Away(one.person, one.since, one.until, one.deputy) for one in script.absences),
    )
