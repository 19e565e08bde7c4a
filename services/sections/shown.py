"""One section as it is read by its id, the request that is made most: two statements, three where it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import CompoundSelect, Row, Select, String, bindparam, exists, func, literal, or_, union_all
from sqlmodel import col, select

from domain.rights import Relation
from schemas.actor import Actor
from schemas.canonical import sha256_hex
from schemas.problems import Refused
from schemas.section import Part, Phase
from schemas.views.documents import SectionView
from services.house import House
from services.relations import section_for, taking_part
from services.rights import admit, may
from storage.tables import BasisChange, Comment, Document, Section, SectionBasis, SectionPerson, Stream
from storage.unanswered import is_unanswered

_ID = bindparam("section", type_=String)
_SHOWN = [name for name in SectionView.model_fields if name in Section.model_fields]
_BASIS = "basis"


@dataclass(frozen=True)
class Shown:
    """A section that somebody may read; `tag` changes whenever the view does, and begins with its version."""

    tag: str
    view: Callable[[], SectionView]


def _row_statement() -> Select[Any]:
    """The section with its stream's sequence, its unseen changes, and whether the bound person takes part."""
    unseen = select(func.count()).where(
        col(BasisChange.section_id) == col(Section.id), col(BasisChange.cleared_at).is_(None)
    )
    remarks = select(func.count()).where(
        col(Comment.section_id) == col(Section.id), col(Comment.cycle) == col(Section.cycle), *is_unanswered()
    )
    statement: Select[Any] = (
        select(
            *(getattr(Section, name) for name in _SHOWN),  # type: ignore[call-overload]
            col(Stream.seq),
            col(Stream.state)["policy"]["opinions"].as_string().label("opinions"),
            col(Document.coordinator_id),
            col(Document.approvers).label("leaders"),
            unseen.scalar_subquery().label("basis_changes"),
            remarks.scalar_subquery().label("unanswered"),
            or_(*(exists(found.correlate(Document)) for found in taking_part(col(Document.id)))).label("takes_part"),
        )
        .join(Document, col(Document.id) == col(Section.document_id))
        .join(Stream, col(Stream.id) == literal("section/") + col(Section.id))
        .where(col(Section.id) == _ID)
    )
    return statement


_ROW = _row_statement()
_LISTS: CompoundSelect[Any] = union_all(
    select(col(SectionPerson.part).label("part"), col(SectionPerson.place), col(SectionPerson.person_id).label("id"))
    .where(col(SectionPerson.section_id) == _ID),
    select(literal(_BASIS), literal(0), col(SectionBasis.basis_id)).where(col(SectionBasis.section_id) == _ID),
)  # fmt: skip


def read_section(house: House, *, actor: Actor, section_id: str) -> Shown:
    """One section. Raises Refused as `section_for` does."""
    admit("sections.read", actor)
    row = house.database.row(_ROW, section=section_id, person=actor.id, today=actor.today)
    if row is None:
        raise Refused("not_found")
    if not may("sections.read", actor, _relations(actor, row)):
        with house.database.read() as session:  # the open phase, or a seat among the signers, may still let in
            section_for(session, "sections.read", actor, section_id)
    if row.opinions == "own_first" and row.phase == Phase.REVIEW:
        return _without_timing(row.version, _view(house, row).model_copy(update={"unanswered": 0}))
    return Shown(f"{row.version}-{row.seq}-{row.basis_changes}", partial(_view, house, row))


def _without_timing(version: int, view: SectionView) -> Shown:
    """A section whose tag does not change when somebody says something that others are not to know of yet."""
    return Shown(f"{version}-{sha256_hex(view.model_dump_json().encode())}", lambda: view)


def _relations(actor: Actor, row: Row[Any]) -> set[Relation]:
    takes_part = row.takes_part or actor.id == row.coordinator_id or actor.id in row.leaders
    return {Relation.PARTICIPANT} if takes_part else set()


def _view(house: House, row: Row[Any]) -> SectionView:
    lists: dict[str, list[str]] = {}
    for part, _place, listed in sorted(map(tuple, house.database.rows(_LISTS, section=row.id))):
        lists.setdefault(part, []).append(listed)
    return SectionView.model_validate(
        {name: getattr(row, name) for name in _SHOWN}
        | {
            "editors": lists.get(Part.EDITOR, []),
            "reviewers": lists.get(Part.REVIEWER, []),
            "approvers": lists.get(Part.APPROVER, []),
            "bases": lists.get(_BASIS, []),
            "basis_changes": row.basis_changes,
            "unanswered": row.unanswered,
        }
    )
