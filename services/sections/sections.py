"""Sections before and beside their life: adding, listing, reading, settings, and who does what."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, func, select

from activities.searching import retitle
from domain.policy import check_limits
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.problems import Refused
from schemas.section import Part, Phase
from schemas.setup_events import PeopleAssigned, SectionAdded, SettingsChanged
from schemas.views.document_forms import PeopleForm, SectionChange, SectionForm
from schemas.views.documents import SectionView
from schemas.views.page import Page, Slice
from services.documents.documents import PlannedSection, add_row, policy_in, require_people, require_unsigned
from services.documents.electorates import require_weighed
from services.house import House
from services.relations import document_for, section_for
from services.sections.bases import flags_of, set_bases
from storage.journal import Journal, carry_out
from storage.paging import page_of
from storage.tables import Document, Section, SectionBasis, SectionPerson, Stream
from storage.unanswered import counts_of


def list_sections(house: House, *, actor: Actor, document_id: str, page: Page) -> Slice[SectionView]:
    """The sections of a document."""
    with house.database.read() as session:
        document_for(session, "sections.list", actor, document_id)
        found = page_of(
            session,
            select(Section).where(Section.document_id == document_id),
            col(Section.id),
            lambda row: row.id,
            page,
        )
        views = views_of(session, found.items)
    return found.each(lambda row: views[row.id])


def add_section(house: House, *, actor: Actor, act: Act, document_id: str, form: SectionForm) -> Receipt:
    """Add a section at the end, before the launch. The receipt names `section_id`."""
    with house.database.read() as session:
        document_for(session, "sections.add", actor, document_id)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[SectionAdded]]:
        session = journal.session
        document = _in_setup(session, document_id)
        last = session.exec(select(func.max(Section.position)).where(Section.document_id == document_id)).one()
        section = add_row(journal, document, (last or 0) + 1, PlannedSection(form.title, form.brief))
        set_bases(journal, section, form.bases)
        if form.policy is not None:
            check_limits(form.policy, journal.now)
            require_weighed(session, form.policy.vote)
            section.policy = policy_in(house, form.policy).model_dump(mode="json")
        return {"section_id": section.id}, [SectionAdded(section_id=section.id, typed=house.typed(section))]

    return carry_out(house.database, house.clock, act, f"document/{document_id}", effect)


def update_section(
    house: House, *, actor: Actor, act: Act, section_id: str, version: int, change: SectionChange
) -> Receipt:
    """Change settings made from `version`; rules only before the launch.

    Raises Refused: version_outdated, wrong_phase, basis_unknown, basis_cycle, deadline_in_past, limit_is_zero.
    """
    with house.database.read() as session:
        section_for(session, "sections.update", actor, section_id)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[SettingsChanged]]:
        section = journal.session.get_one(Section, section_id)
        if section.version != version:
            raise Refused("version_outdated", version=section.version)
        if change.title is not None:
            require_unsigned(journal.session, section.document_id)
            _require_unsettled(section)
            retitle(journal.session, "section", section_id, change.title, section_id)
        section.title = change.title or section.title
        section.brief = section.brief if change.brief is None else change.brief
        if change.bases is not None:
            set_bases(journal, section, change.bases)
        if change.policy is not None:
            _in_setup(journal.session, section.document_id)
            check_limits(change.policy, journal.now)
            require_weighed(journal.session, change.policy.vote)
            section.policy = policy_in(house, change.policy).model_dump(mode="json")
        section.version += 1
        fields = tuple(sorted(change.model_fields_set))
        changed = SettingsChanged(fields=fields, version=section.version, typed=house.typed(section))
        return {"version": section.version}, [changed]

    return carry_out(house.database, house.clock, act, f"section/{section_id}", effect)


def _require_unsettled(section: Section) -> None:
    """Who signs, signs under a title: from sign-off on it stays until the section is reopened."""
    if section.phase in (Phase.SIGN_OFF, Phase.APPROVED, Phase.PUBLISHED):
        raise Refused("wrong_phase", phase=section.phase)


def assign_people(house: House, *, actor: Actor, act: Act, section_id: str, version: int, form: PeopleForm) -> Receipt:
    """Set who edits, reviews and approves, before the launch; later people change by reassignment only."""
    with house.database.read() as session:
        section_for(session, "sections.assign", actor, section_id)
    people = {Part.EDITOR: form.editors, Part.REVIEWER: form.reviewers, Part.APPROVER: form.approvers}

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[PeopleAssigned]]:
        session = journal.session
        section = session.get_one(Section, section_id)
        _in_setup(session, section.document_id)
        if section.version != version:
            raise Refused("version_outdated", version=section.version)
        require_people(session, [*form.editors, *form.reviewers, *form.approvers])
        for row in session.exec(select(SectionPerson).where(SectionPerson.section_id == section_id)):
            session.delete(row)
        session.flush()
        session.add_all(
            SectionPerson(section_id=section_id, person_id=person, part=str(part), place=place)
            for part, persons in people.items()
            for place, person in enumerate(dict.fromkeys(persons))
        )
        section.version += 1
        assigned = PeopleAssigned(
            editors=tuple(form.editors), reviewers=tuple(form.reviewers), approvers=tuple(form.approvers)
        )
        return {"version": section.version}, [assigned]

    return carry_out(house.database, house.clock, act, f"section/{section_id}", effect)


def views_of(session: Session, rows: Sequence[Section]) -> dict[str, SectionView]:
    """Sections as their participants see them, by id; five queries for any number of them."""
    ids = [row.id for row in rows]
    people: dict[tuple[str, str], list[str]] = {}
    parts = select(SectionPerson).where(col(SectionPerson.section_id).in_(ids))
    for part in session.exec(parts.order_by(col(SectionPerson.place), col(SectionPerson.person_id))):
        people.setdefault((part.section_id, part.part), []).append(part.person_id)
    bases: dict[str, list[str]] = {}
    for basis in session.exec(select(SectionBasis).where(col(SectionBasis.section_id).in_(ids))):
        bases.setdefault(basis.section_id, []).append(basis.basis_id)
    flags, unanswered = flags_of(session, ids), counts_of(session, ids)
    return {
        row.id: SectionView.model_validate(
            row.model_dump()
            | {
                "editors": people.get((row.id, Part.EDITOR), []),
                "reviewers": people.get((row.id, Part.REVIEWER), []),
                "approvers": people.get((row.id, Part.APPROVER), []),
                "bases": sorted(bases.get(row.id, [])),
                "basis_changes": flags.get(row.id, 0),
                "unanswered": unanswered.get(row.id, 0),
            }
        )
        for row in rows
    }


def _in_setup(session: Session, document_id: str) -> Document:
    document = session.get_one(Document, document_id, with_for_update=True)
    if document.phase != "setup":
        raise Refused("wrong_phase", phase=document.phase)
    return document
