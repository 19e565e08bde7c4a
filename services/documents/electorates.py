"""Whether the people of a document could live by rules: what its launch, or a change of its rules, would ask."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlmodel import Session, col, select

from activities.recording.people import appointed_to, known_people, speaking_in
from domain.policy import check_signers, checks
from domain.section.electorate import check_electable, elect
from schemas.policy import Policy, VotingRule
from schemas.problems import Refused
from schemas.section import Elector, Part, Phase, SectionState
from storage.tables import Body, Document, Organisation, Person, Section, SectionPerson, Stream


@dataclass(frozen=True)
class Electorate:
    """Whom a section's phases would be made of if they opened today; `own` says that it has rules of its own."""

    section_id: str
    title: str
    position: int
    own: bool
    editors: tuple[Elector, ...]
    voters: tuple[Elector, ...]
    signers: tuple[Elector, ...]


def electorates(session: Session, document: Document, day: date) -> list[Electorate]:
    """Those of every section that was not withdrawn: people named in the section, then those of the matrix."""
    query = select(Section).where(Section.document_id == document.id, Section.phase != Phase.WITHDRAWN)
    return [_of(session, one, day) for one in session.exec(query.order_by(col(Section.position)))]


def document_checks(
    session: Session, policy: Policy, document: Document, found: list[Electorate], now: datetime
) -> Iterator[Callable[[], None]]:
    """Every check of a launch under `policy`, each raising what it refuses; sections with own rules keep theirs."""
    yield from checks(policy, None, None, now)
    yield partial(require_weighed, session, policy.vote)
    for one in found:
        yield partial(_check_section, policy, one)
    yield partial(check_signers, policy, len(document.approvers), whole=True)


def require_weighed(session: Session, rule: VotingRule) -> None:
    """Raises Refused("weight_unknown") unless all whose voices weigh more are people, organisations or bodies."""
    ids = [one.of for one in rule.weights]
    if not ids:
        return
    people = session.exec(select(Person.id).where(col(Person.id).in_(ids))).all()
    organisations = session.exec(select(Organisation.id).where(col(Organisation.id).in_(ids))).all()
    bodies = session.exec(select(Body.id).where(col(Body.id).in_(ids))).all()
    unknown = next((one for one in ids if one not in {*people, *organisations, *bodies}), None)
    if unknown is not None:
        raise Refused("weight_unknown", of=unknown)


def _check_section(policy: Policy, one: Electorate) -> None:
    if not (one.editors and one.voters and one.signers):
        raise Refused("section_not_staffed", position=one.position)
    if one.own:
        return
    try:
        check_electable(policy, one.voters, one.signers)
    except Refused as refused:
        raise refused.about(section_id=one.section_id, section_title=one.title) from refused


def _of(session: Session, section: Section, day: date) -> Electorate:
    state = SectionState.model_validate(session.get_one(Stream, f"section/{section.id}").state)
    if state.phase == Phase.PLANNED:
        rows = session.exec(select(SectionPerson).where(SectionPerson.section_id == section.id)).all()
        named = {f"{part}s": tuple(row.person_id for row in rows if row.part == part) for part in Part}
        state = state.model_copy(update=named)
    appointed = appointed_to(session, section.document_id, section.id, day)
    speaking = speaking_in(session, section.document_id, section.id, day)
    ids = {*state.editors, *state.reviewers, *state.approvers, *(one for part in appointed.values() for one in part)}
    ids.update(one for candidates in speaking.values() for one in candidates)
    people = known_people(session, ids, day, appointed).with_speakers(speaking)
    authors = state.head.authors if state.head and state.phase == Phase.REVIEW else ()
    return Electorate(
        section_id=section.id,
        title=section.title,
        position=section.position,
        own=section.policy is not None,
        editors=elect(state, people, Part.EDITOR),
        voters=elect(state, people, Part.REVIEWER),
        signers=elect(state, people, Part.APPROVER, authors),
    )
