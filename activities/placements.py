"""Placing comments: where the words of every comment of a section stand in a new revision."""

from domain.text.anchor import place
from sqlmodel import col, select

from activities.texts import Texts
from schemas.text import Anchor
from storage.database import Database
from storage.tables import Comment, Placement, Revision


class Placements:
    """Gives every comment a placement in every accepted revision; a lost one is recorded as lost, never dropped."""

    def __init__(self, database: Database, texts: Texts) -> None:
        self._database = database
        self._texts = texts

    def place_all(self, section_id: str, revision_id: str) -> int:
        """Place all comments of earlier revisions in this one; returns how many. Repeating it changes nothing."""
        with self._database.read() as session:
            revision = session.get_one(Revision, revision_id)
            rows = session.exec(
                select(Comment, Revision.text_hash)
                .join(Revision, col(Revision.id) == col(Comment.revision_id))
                .where(
                    Comment.section_id == section_id,
                    col(Comment.parent_id).is_(None),
                    Comment.revision_id != revision_id,
                    col(Revision.number) < revision.number,
                )
            ).all()
        ast = self._texts.ast(revision.text_hash)
        placed = []
        for comment, base_hash in rows:
            found = place(_anchor(comment, base_hash), self._texts.diff(base_hash, revision.text_hash), ast)
            placed.append(Placement(comment_id=comment.id, revision_id=revision_id, **found.model_dump()))
        with self._database.write() as session:
            for placement in placed:
                session.merge(placement)
        return len(placed)


def _anchor(comment: Comment, base_hash: str) -> Anchor:
    return Anchor(
        text_hash=base_hash,
        block=comment.block,
        block_hash=comment.block_hash,
        start=comment.start,
        end=comment.end,
        quote=comment.quote,
        prefix=comment.prefix,
        suffix=comment.suffix,
    )


