"""What the text would be with the open proposals on it, and which of them exclude one another."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from activities.placements import anchors_of
from domain.text.merge_many import merge_many
from domain.text.rebase import rebase_all
from schemas.actor import Actor
from schemas.merging import Proposed, Rebased
from schemas.problems import Refused
from schemas.views.texts import MergeView
from services.house import House
from services.relations import section_for
from storage.tables import Comment, Revision


def merge_proposals(house: House, *, actor: Actor, revision_id: str, take: Collection[str] = ()) -> MergeView:
    """The open proposals on a revision and on earlier ones put together in it; of `take`, if given, these alone.

    Nothing is changed by it. Raises Refused: not_found, not_allowed.
    """
    with house.database.read() as session:
        revision = session.get(Revision, revision_id)
        if revision is None or revision.number is None:
            raise Refused("not_found")
        section_for(session, "revisions.merge_proposals", actor, revision.section_id)
        proposals = _open(session, revision)
    fates = _carried(house, [one for one in proposals if not take or one.id in take], revision.text_hash)
    merged = merge_many(
        house.texts.ast(revision.text_hash), [fate.proposed for fate in fates.values() if fate.proposed is not None]
    )
    return MergeView(
        revision_id=revision_id,
        text=house.converter.from_ast(merged.ast, "markdown").decode(),
        applied=list(merged.applied),
        unfit=list(merged.unfit),
        taken=[id_ for id_, fate in fates.items() if fate.state == "taken"],
        overtaken=[id_ for id_, fate in fates.items() if fate.state == "overtaken"],
        collisions=[collision.model_dump() for collision in merged.collisions],
    )


def _open(session: Session, revision: Revision) -> list[Proposed]:
    rows = session.exec(
        select(Comment, Revision)
        .join(Revision, col(Revision.id) == col(Comment.revision_id))
        .where(
            Comment.section_id == revision.section_id,
            Comment.kind == "proposal",
            Comment.state == "open",
            col(Comment.replacement).is_not(None),
            col(Revision.number) <= revision.number,
        )
        .order_by(col(Comment.id))
    ).all()
    anchors = anchors_of(session, [(comment, made_in) for comment, made_in in rows], revision)
    return [Proposed(id=row.id, anchor=anchors[row.id], replacement=row.replacement or "") for row, _ in rows]


def _carried(house: House, proposals: list[Proposed], text_hash: str) -> dict[str, Rebased]:
    """By id, in their order, what became of proposals on this and on earlier texts."""
    fates = {one.id: Rebased(state="overtaken") for one in proposals if one.anchor.block < 0}
    placed = [one for one in proposals if one.anchor.block >= 0]
    for base_hash in dict.fromkeys(one.anchor.text_hash for one in placed):
        here = [one for one in placed if one.anchor.text_hash == base_hash]
        if base_hash == text_hash:
            fates |= {one.id: Rebased(state="open", proposed=one) for one in here}
        else:
            texts = house.texts
            diff = texts.diff(base_hash, text_hash)
            rebased = rebase_all(here, diff, texts.ast(base_hash), texts.ast(text_hash))
            fates |= {one.id: fate for one, fate in zip(here, rebased, strict=True)}
    return {one.id: fates[one.id] for one in proposals}
