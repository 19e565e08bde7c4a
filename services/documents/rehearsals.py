"""Rehearsals of an installation's documents: read how everything stands, and run the rules; nothing is written."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from activities.follow_up import launches
from activities.recording.people import administrators, appointed_to, current, known_people, speaking_in
from activities.recording.sections import told_in_round
from domain.rehearsal import Away, Cast, Scene, SceneMilestone, SceneSection, rehearse
from domain.rehearsal.script import LONGEST
from domain.rehearsal.words import in_sentences, rehearsal_words
from schemas.actor import Actor
from schemas.document import DocumentPhase, DocumentState
from schemas.document_commands import LaunchDocument
from schemas.language import Language
from schemas.policy import Policy
from schemas.problems import Refused
from schemas.rehearsal import Behaviours, Rehearsal, RehearsalInWords
from schemas.section import Phase, SectionState
from schemas.views.rehearsals import RehearsalForm
from services.house import House
from services.people.names import names_in
from services.relations import document_for
from services.sections.opinions import blind_sections
from storage.tables import Absence, BodyMember, Document, MilestoneRow, Person, Section, SectionBasis, Stream
from storage.unanswered import unanswered_of


def rehearse_document(
    house: House, *, actor: Actor, document_id: str, form: RehearsalForm, language: Language
) -> Rehearsal:
    """What would come of a document's timetable if people behaved so, from now on or from a supposed launch.

    Raises Refused as the launch would; person_unknown; own_opinion_first;
    wrong_phase where a launch is supposed of what was launched.
    """
    with house.database.read() as session:
        document = _document_for(session, actor, document_id)
        return rehearsal_of(house, session, document, form, language)


def rehearse_in_words(
    house: House, *, actor: Actor, document_id: str, form: RehearsalForm, language: Language
) -> tuple[RehearsalInWords, dict[str, str]]:
    """The same in sentences, and who would act or be told of something: their names by their ids."""
    with house.database.read() as session:
        document = _document_for(session, actor, document_id)
        told, names = _rehearsed(house, session, document, form)
        return in_sentences(told, form.behaviours, names, language), names


def rehearsal_of(
    house: House, session: Session, document: Document, form: RehearsalForm, language: Language
) -> Rehearsal:
    """The same for whoever may read everything here."""
    told, names = _rehearsed(house, session, document, form)
    return told.model_copy(update={"text": rehearsal_words(told, form.behaviours, names, language)})


def read_document(session: Session, document_id: str) -> Document:
    """The document of this id. Raises Refused("not_found")."""
    document = session.get(Document, document_id)
    if document is None:
        raise Refused("not_found")
    return document


def known_as(session: Session) -> dict[str, str]:
    """Everybody's id by name and by address; who shares a name with another is known by address alone."""
    rows = session.exec(select(Person.id, Person.name, Person.email)).all()
    names = Counter(name for _, name, _ in rows)
    by_name = {name: person for person, name, _ in rows if names[name] == 1}
    return by_name | {email: person for person, _, email in rows if email}


def _document_for(session: Session, actor: Actor, document_id: str) -> Document:
    document = document_for(session, "documents.rehearse", actor, document_id)
    for section in blind_sections(session, actor, document_id):
        section.require_open()
    return document


def _rehearsed(
    house: House, session: Session, document: Document, form: RehearsalForm
) -> tuple[Rehearsal, dict[str, str]]:
    names = _names(session, form.behaviours)
    told = rehearse(_scene(house, session, document, form.starts_at), form.behaviours)
    return told, names | _names_in(session, told)


def _scene(house: House, session: Session, document: Document, starts_at: datetime | None) -> Scene:
    now = house.clock()
    state = DocumentState.model_validate(session.get_one(Stream, f"document/{document.id}").state)
    before = state.phase == DocumentPhase.SETUP
    if starts_at is not None and not before:
        raise Refused("wrong_phase", phase=str(state.phase))
    at = starts_at or now
    day = at.astimezone(ZoneInfo(house.zone)).date()
    sections = _sections(session, document, before=before)
    return Scene(
        document=state,
        sections=sections,
        cast=_cast(session, document, sections, day),
        calendar=house.calendars.in_force(session),
        zone=house.zone,
        starts_at=at,
        until=at + LONGEST,
        title=document.title,
        launch=_launch(document) if before else None,
        milestones=_milestones(session, document.id),
        administrators=administrators(session),
    )


def _launch(document: Document) -> LaunchDocument:
    return LaunchDocument(
        coordinator_id=document.coordinator_id,
        approvers=tuple(document.approvers),
        policy=Policy.model_validate(document.policy),
    )


def _sections(session: Session, document: Document, *, before: bool) -> tuple[SceneSection, ...]:
    query = select(Section).where(Section.document_id == document.id, Section.phase != Phase.WITHDRAWN)
    rows = session.exec(query.order_by(col(Section.position))).all()
    coming = launches(session, document.id) if before else {}
    bases: dict[str, tuple[str, ...]] = {}
    ids = [row.id for row in rows]
    for one in session.exec(select(SectionBasis).where(col(SectionBasis.section_id).in_(ids))):
        bases[one.section_id] = (*bases.get(one.section_id, ()), one.basis_id)
    return tuple(
        SceneSection(
            state=SectionState.model_validate(session.get_one(Stream, f"section/{row.id}").state),
            title=row.title,
            position=row.position,
            launch=coming.get(row.id),
            bases=tuple(sorted(bases.get(row.id, ()))),
            told=_told(session, row),
            unanswered=unanswered_of(session, row.id, row.cycle),
        )
        for row in rows
    )


def _told(session: Session, section: Section) -> frozenset[tuple[str, str]]:
    """Who was invited to the open round and reminded of it; letters that wait will have left by then."""
    if section.phase != Phase.REVIEW:
        return frozenset()
    return frozenset(told_in_round(session, f"section/{section.id}", ("sent", "planned", "waiting")))


def _cast(session: Session, document: Document, sections: Sequence[SceneSection], day: date) -> Cast:
    appointed = {one.state.id: appointed_to(session, document.id, one.state.id, day) for one in sections}
    speaking = {one.state.id: speaking_in(session, document.id, one.state.id, day) for one in sections}
    ids = {document.coordinator_id, *document.approvers}
    for one in sections:
        ids |= {person for officers in speaking[one.state.id].values() for person in officers}
        ids |= _named(one)
        ids |= {person for part in appointed[one.state.id].values() for person in part}
    seats = _deputies(session, ids, day)
    absences = _absences(session, {*ids, *(deputy for deputies in seats.values() for deputy in deputies)}, day)
    everybody = {*ids, *(one.deputy_id for one in absences if one.deputy_id)}
    everybody |= {deputy for deputies in seats.values() for deputy in deputies}
    known = known_people(session, everybody, day)
    return Cast(known.known, known.inactive, seats, absences, appointed, speaking)


def _named(one: SceneSection) -> set[str]:
    listed = one.launch or one.state
    state = one.state
    there = {*state.voters, *state.signers, *(state.drafters or ()), *(passed.deputy_id for passed in state.passes)}
    return there | {*listed.editors, *listed.reviewers, *listed.approvers}


def _deputies(session: Session, ids: set[str], day: date) -> dict[str, tuple[str, ...]]:
    """The deputies of the seats that people have on that day, in the order of their bodies."""
    query = select(BodyMember).where(col(BodyMember.person_id).in_(ids), *current(day))
    found: dict[str, tuple[str, ...]] = {}
    for seat in session.exec(query.order_by(BodyMember.body_id)):
        if seat.deputy_id is not None:
            found[seat.person_id] = tuple(dict.fromkeys((*found.get(seat.person_id, ()), seat.deputy_id)))
    return found


def _absences(session: Session, ids: set[str], day: date) -> tuple[Away, ...]:
    query = select(Absence).where(
        col(Absence.person_id).in_(ids), col(Absence.until) >= day, col(Absence.ended_at).is_(None)
    )
    rows = session.exec(query.order_by(Absence.id))
    return tuple(Away(row.person_id, row.since, row.until, row.deputy_id) for row in rows)


def _milestones(session: Session, document_id: str) -> tuple[SceneMilestone, ...]:
    """The milestones whose last day is known, in the plan's order."""
    query = select(MilestoneRow).where(MilestoneRow.document_id == document_id).order_by(col(MilestoneRow.position))
    dated = ((row.title, row.due.get("last")) for row in session.exec(query))
    return tuple(SceneMilestone(title=title, day=date.fromisoformat(last)) for title, last in dated if last)


def _names(session: Session, behaviours: Behaviours) -> dict[str, str]:
    names = dict(
        session.exec(select(Person.id, Person.name).where(col(Person.id).in_(sorted(behaviours.people)))).all()
    )
    unknown = next((person for person in behaviours.people if person not in names), None)
    if unknown is not None:
        raise Refused("person_unknown", person_id=unknown)
    return names


def _names_in(session: Session, told: Rehearsal) -> dict[str, str]:
    """The names of everybody who would act or be told of something."""
    ids = {person for one in told.told for person in one.people} | {act.person_id for act in told.acts}
    for one in (*told.sections, told.whole):
        ids |= {person for phase in one.phases for person in (*phase.last, *phase.awaited)}
    return names_in(session, ids)
