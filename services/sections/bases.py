"""What sections rest on: set without circles, flagged when it changes, and marked as looked at."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, func, select, update

from domain.circles import reaches
from domain.text.classify import change_kind
from domain.text.plain import text_blocks
from domain.touched import touched_in_words
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.problems import Refused
from schemas.setup_events import BasisSeen
from schemas.text import ChangeKind
from schemas.views.bases import BasisChangeView, SeenForm, TouchedView
from schemas.views.page import Page, Slice
from services.house import House
from services.relations import section_for
from storage.journal import Journal, carry_out
from storage.paging import page_of
from storage.tables import BasisChange, Document, Revision, Section, SectionBasis, Stream

QUOTED = 300
"""Characters of a paragraph that a quote of it shows at most."""


def list_changes(house: House, *, actor: Actor, section_id: str, page: Page) -> Slice[BasisChangeView]:
    """The bases of a section that changed in substance since somebody last looked, and what changed in each."""
    with house.database.read() as session:
        section_for(session, "bases.list_changes", actor, section_id)
        query = select(BasisChange).where(BasisChange.section_id == section_id, col(BasisChange.cleared_at).is_(None))
        found = page_of(session, query, col(BasisChange.basis_id), lambda row: row.basis_id, page)
        revisions = _rows(session, Revision, [id_ for row in found.items for id_ in (row.from_id, row.to_id)])
        bases = _rows(session, Section, [row.basis_id for row in found.items])
    return found.each(lambda row: _view(house, row, bases[row.basis_id], revisions[row.from_id], revisions[row.to_id]))


def mark_seen(house: House, *, actor: Actor, act: Act, section_id: str, basis_id: str, form: SeenForm) -> Receipt:
    """Take a flag back: somebody looked at what changed up to a revision.

    Raises Refused("basis_change_outdated") where the basis changed again meanwhile, or no flag stands any more.
    """
    with house.database.read() as session:
        section_for(session, "bases.mark_seen", actor, section_id)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BasisSeen]]:
        taken = journal.session.exec(
            update(BasisChange)
            .where(
                col(BasisChange.section_id) == section_id,
                col(BasisChange.basis_id) == basis_id,
                col(BasisChange.to_id) == form.revision_id,
                col(BasisChange.cleared_at).is_(None),
            )
            .values(cleared="seen", cleared_at=journal.now, cleared_by=actor.id)
        )
        if taken.rowcount != 1:
            raise Refused("basis_change_outdated")
        return {}, [BasisSeen(basis_id=basis_id, revision_id=form.revision_id)]

    return carry_out(house.database, house.clock, act, f"section/{section_id}", effect)


def set_bases(journal: Journal, section: Section, bases: Sequence[str]) -> None:
    """Have a section rest on exactly these; flags of those it rests on no more are taken back.

    Raises Refused: basis_unknown for anything but other sections of the same document, basis_cycle where one
    of them rests, directly or through others, on the section itself.
    """
    session, now = journal.session, journal.now
    session.get_one(Document, section.document_id, with_for_update=True)  # two edits at once could close a circle
    siblings = set(session.exec(select(Section.id).where(Section.document_id == section.document_id)))
    for basis in bases:
        if basis not in siblings or basis == section.id:
            raise Refused("basis_unknown", section_id=basis)
    rows = session.exec(select(SectionBasis).where(col(SectionBasis.section_id).in_(siblings))).all()
    resting = [(row.section_id, row.basis_id) for row in rows if row.section_id != section.id]
    for basis in bases:
        if reaches(resting, basis, section.id):
            raise Refused("basis_cycle", section_id=basis)
    for row in rows:
        if row.section_id == section.id:
            session.delete(row)
    session.flush()
    session.add_all(SectionBasis(section_id=section.id, basis_id=basis) for basis in dict.fromkeys(bases))
    session.exec(
        update(BasisChange)
        .where(
            col(BasisChange.section_id) == section.id,
            col(BasisChange.basis_id).not_in(bases),
            col(BasisChange.cleared_at).is_(None),
        )
        .values(cleared="unbound", cleared_at=now)
    )


def flags_of(session: Session, section_ids: Sequence[str]) -> dict[str, int]:
    """How many bases changed unseen, by the section that rests on them; those without any are left out."""
    query = (
        select(BasisChange.section_id, func.count())
        .where(col(BasisChange.section_id).in_(section_ids), col(BasisChange.cleared_at).is_(None))
        .group_by(col(BasisChange.section_id))
    )
    return dict(session.exec(query).all())


def _rows(session: Session, table: Any, ids: Sequence[str]) -> dict[str, Any]:
    return {row.id: row for row in session.exec(select(table).where(table.id.in_(ids)))}


def _view(house: House, row: BasisChange, basis: Section, base: Revision, head: Revision) -> BasisChangeView:
    texts = house.texts
    base_ast, head_ast = texts.ast(base.text_hash), texts.ast(head.text_hash)
    change = change_kind(texts.diff(base.text_hash, head.text_hash), base_ast, head_ast)
    before = [block.text for block in text_blocks(base_ast)]
    after = [block.text for block in text_blocks(head_ast)]
    grave = [found for found in change.touched if found.kind == ChangeKind.substance]
    families = list(dict.fromkeys(found.family for found in grave))
    return BasisChangeView(
        basis_id=row.basis_id,
        title=basis.title,
        position=basis.position,
        from_id=base.id,
        from_number=base.number or 0,
        to_id=head.id,
        to_number=head.number or 0,
        at=row.at,
        families=families,
        ru=touched_in_words(families, "ru"),
        en=touched_in_words(families, "en"),
        touched=[
            TouchedView(
                family=found.family,
                before=found.before[:QUOTED],
                after=found.after[:QUOTED],
                base_block=found.base,
                head_block=found.head,
                quote_before="" if found.base is None else before[found.base][:QUOTED],
                quote_after="" if found.head is None else after[found.head][:QUOTED],
            )
            for found in grave
        ],
    )
