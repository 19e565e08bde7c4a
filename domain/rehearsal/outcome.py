"""`rehearse`: what would come of a document's timetable, and what slips against everybody acting in time."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.rehearsal.holding import holding_up
from domain.rehearsal.phases import phases_of
from domain.rehearsal.run import Run
from domain.rehearsal.scene import Scene, SceneMilestone
from domain.rehearsal.stage import DocumentOnStage, SectionOnStage
from domain.schedule import end_of_day, working_days_late
from schemas.rehearsal import Behaviours, OutOfOrder, Rehearsal, RehearsedMilestone, RehearsedStream, Told

Ends = Mapping[str, datetime | None]
"""When each stream would be approved, by its id."""


def rehearse(scene: Scene, behaviours: Behaviours) -> Rehearsal:
    """The whole timetable of a document, if people behaved so. Raises Refused where it could not even be launched."""
    run = _played(scene, behaviours)
    in_time = _ends(_played(scene, Behaviours()))
    sections = tuple(_section(one, scene, in_time) for one in run.sections)
    whole = _stream(run.document, scene, in_time).model_copy(update={"title": scene.title})
    entries = sorted((entry for one in run.streams for entry in one.ledger), key=lambda entry: entry.planned_at)
    return Rehearsal(
        starts_at=scene.starts_at,
        zone=scene.zone,
        whole=whole,
        sections=sections,
        acts=tuple(run.acts),
        told=_told(run),
        ledger=tuple(entries),
        milestones=tuple(_milestone(one, scene, _ends(run), in_time) for one in scene.milestones),
        holding_up=holding_up(scene, sections, whole),
        out_of_order=_out_of_order(scene, _ends(run)),
        without_part=tuple(sorted(behaviours.people.keys() - scene.cast.known.keys())),
        provisional=any(phase.deadline.provisional for one in (*sections, whole) for phase in one.phases),
    )


def _played(scene: Scene, behaviours: Behaviours) -> Run:
    run = Run(scene, behaviours)
    run.play()
    return run


def _ends(run: Run) -> dict[str, datetime | None]:
    return {stream.id: _approved_at(stream) for stream in run.streams}


def _approved_at(stream: SectionOnStage | DocumentOnStage) -> datetime | None:
    """When it was approved for good; for what was so before the rehearsal began, its beginning."""
    if str(stream.state.phase) not in ("approved", "publishing", "published"):
        return None
    ends = [one.at for one in stream.happened if one.event.type in ("approved", "document_approved")]
    return ends[-1] if ends else stream.scene.starts_at


def _section(one: SectionOnStage, scene: Scene, in_time: Ends) -> RehearsedStream:
    named = {"section_id": one.state.id, "position": one.one.position, "title": one.one.title}
    return _stream(one, scene, in_time).model_copy(update=named)


def _stream(stream: SectionOnStage | DocumentOnStage, scene: Scene, in_time: Ends) -> RehearsedStream:
    phases, ended = phases_of(stream, scene.calendar), _approved_at(stream)
    stands = ended is None and str(stream.state.phase) != "withdrawn"
    open_phase = phases[-1] if phases and phases[-1].ended_at is None else None
    return RehearsedStream(
        phases=phases,
        ended_at=ended,
        in_time_at=in_time[stream.id],
        slips=_slip(ended, in_time[stream.id], scene),
        stands_in=str(stream.state.phase) if stands else "",
        awaited=open_phase.awaited if open_phase else (),
    )


def _slip(ended: datetime | None, in_time: datetime | None, scene: Scene) -> int | None:
    if ended is None or in_time is None:
        return None
    return working_days_late(_day(in_time, scene), ended, scene.zone, scene.calendar)


def _day(at: datetime, scene: Scene) -> date:
    return at.astimezone(ZoneInfo(scene.zone)).date()


def _told(run: Run) -> tuple[Told, ...]:
    """Every notice in the order of its time; its deadline is the one that the whole command led to."""
    found = [told for stream in run.streams for place in range(len(stream.happened)) for told in _at(stream, place)]
    return tuple(sorted(found, key=lambda told: told.at))


def _at(stream: SectionOnStage | DocumentOnStage, place: int) -> Iterator[Told]:
    one = stream.happened[place]
    together = [other for other in stream.happened[place:] if other.at == one.at]
    final = together[-1].after
    deadline = final.deadline if final.phase == one.after.phase else one.after.deadline
    for kind, people in one.told:
        if people:
            yield Told(at=one.at, stream_id=one.stream_id, kind=kind, people=people, deadline=deadline)


def _milestone(one: SceneMilestone, scene: Scene, ends: Ends, in_time: Ends) -> RehearsedMilestone:
    by = end_of_day(one.day, scene.zone)
    sections = [f"section/{section.state.id}" for section in scene.sections]
    whole = f"document/{scene.document.id}"
    of = f"section/{one.section_id}" if one.section_id else whole if one.whole else ""
    end = ends.get(of)
    slips = working_days_late(one.day, end, scene.zone, scene.calendar) if end is not None else None
    return RehearsedMilestone(
        title=one.title,
        day=one.day,
        approved=sum(_done(ends[section], by) for section in sections),
        approved_in_time=sum(_done(in_time[section], by) for section in sections),
        sections=len(sections),
        whole=_done(ends[whole], by),
        of=of,
        slips=slips if of else 0,
    )


def _done(end: datetime | None, by: datetime) -> bool:
    return end is not None and end < by


def _out_of_order(scene: Scene, ends: Ends) -> tuple[OutOfOrder, ...]:
    """The sections that would be approved before those they rest on."""
    found = []
    for one in scene.sections:
        end = ends[f"section/{one.state.id}"]
        for basis in one.bases:
            below = ends.get(f"section/{basis}")
            if end is not None and (below is None or below > end):
                found.append(OutOfOrder(section_id=one.state.id, basis_id=basis))
    return tuple(found)
