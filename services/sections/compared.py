"""Which two revisions somebody wants to see the changes between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.section.carrying import judged_by
from domain.visits import Seen
from schemas.actor import Actor
from schemas.section import SectionState
from schemas.views.documents import SectionView
from schemas.views.texts import RevisionView
from services.house import House
from services.pages import every
from services.sections.texts import list_revisions
from services.sections.visits import read_visit
from storage.tables import Stream


@dataclass(frozen=True)
class Compared:
    """All revisions, oldest first, and the two that were chosen; there is no base where nothing came before.

    `bases` are those that people ask for by a name: previous, visit (their last one) and verdict (their own).
    """

    revisions: Sequence[RevisionView]
    base_id: str | None
    head_id: str | None
    bases: Mapping[str, str]
    seen: Seen


def compared(
    house: House, *, actor: Actor, section: SectionView, base_id: str | None, head_id: str | None, since: str
) -> Compared:
    """The revisions asked for; from the one before to the latest, unless `since` or ids say otherwise."""
    revisions = _revisions(house, actor, section.id)
    head = head_id or section.head_id
    seen = read_visit(house, actor=actor, section_id=section.id, head_id=section.head_id)
    number = next((one.number or 0 for one in revisions if one.id == head), 0)
    previous = next((one.id for one in reversed(revisions) if (one.number or 0) < number), None)
    found = {"previous": previous, "visit": seen.before_id, "verdict": _judged(house, actor, section.id)}
    bases = {name: one for name, one in found.items() if one is not None}
    return Compared(revisions, base_id or bases.get(since) or previous, head, bases, seen)


def _revisions(house: House, actor: Actor, section_id: str) -> list[RevisionView]:
    return every(lambda page: list_revisions(house, actor=actor, section_id=section_id, page=page))


def _judged(house: House, actor: Actor, section_id: str) -> str | None:
    """The revision of the actor's own last verdict, where the one in review is a later one."""
    with house.database.read() as session:
        state = SectionState.model_validate(session.get_one(Stream, f"section/{section_id}").state)
    return judged_by(state, actor.id)
