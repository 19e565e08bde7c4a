"""A body with one voice as its members have it before them: what was said inside, and the position that goes out."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, or_, select

from schemas.actor import Actor
from schemas.problems import Refused
from schemas.section import SectionState
from schemas.views.documents import SectionView
from schemas.views.positions import ContributionView, SummaryView
from services.house import House
from services.pages import every
from services.people.names import names_of
from services.relations import section_for
from services.sections import shown
from services.sections.contributions import is_inside, list_contributions, read_summary
from storage.tables import Body, Responsibility, Stream


@dataclass(frozen=True)
class Inside:
    """A body in which somebody sits; `asked`: the open round waits for its voice, `speaks`: they are who gives it."""

    id: str
    name: str
    asked: bool
    speaks: bool


@dataclass(frozen=True)
class BodyDesk:
    """What was said inside on the latest revision, and whether the reader gives the body's voice."""

    section: SectionView
    summary: SummaryView
    contributions: Sequence[ContributionView]
    names: dict[str, str]
    speaks: bool
    opinion: str
    """The reader's own last opinion, empty without one."""


def read_body_desk(house: House, *, actor: Actor, section_id: str, body_id: str) -> BodyDesk:
    """Everything that a body's page about a section shows. Raises Refused("not_found") to all who are outside."""
    summary = read_summary(house, actor=actor, section_id=section_id, body_id=body_id)
    section = shown.read_section(house, actor=actor, section_id=section_id).view()
    said = every(
        lambda page: list_contributions(
            house,
            actor=actor,
            section_id=section_id,
            body_id=body_id,
            page=page,
            revision_id=summary.revision_id,
        )
    )
    people = {*summary.silent, *(one.person_id for one in said), *(one.person_id for one in summary.opinions)}
    people |= {one for one in (summary.head_id, summary.speaker_id) if one}
    return BodyDesk(
        section=section,
        summary=summary,
        contributions=[one for one in said if one.kind != "opinion"],
        names=names_of(house, actor=actor, ids=people),
        speaks=summary.asked and actor.id in (summary.head_id, summary.speaker_id),
        opinion=next((one.verdict for one in summary.opinions if one.person_id == actor.id), ""),
    )


def bodies_within(house: House, *, actor: Actor, section_id: str) -> list[Inside]:
    """The bodies with one voice in the section in which the actor sits, or which they speak for."""
    with house.database.read() as session:
        section = section_for(session, "sections.read", actor, section_id)
        here = or_(col(Responsibility.section_id).is_(None), col(Responsibility.section_id) == section.id)
        named = (Responsibility.document_id == section.document_id, here, col(Responsibility.as_one))
        bodies = {one for one in session.exec(select(Responsibility.body_id).where(*named)) if one}
        state = SectionState.model_validate(session.get_one(Stream, f"section/{section_id}").state)
        bodies |= {one.speaks_for for one in state.electors if one.speaks_for}
        within = sorted(one for one in bodies if is_inside(session, actor, state, one))
        names = dict(session.exec(select(Body.id, Body.name).where(col(Body.id).in_(within))).all())
    found = []
    for body_id in within:
        try:
            summary = read_summary(house, actor=actor, section_id=section_id, body_id=body_id)
        except Refused:
            continue
        speaks = summary.asked and actor.id in (summary.head_id, summary.speaker_id)
        found.append(Inside(body_id, names[body_id], summary.asked and summary.official is None, speaks))
    return found
