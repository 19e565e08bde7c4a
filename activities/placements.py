"""Placing comments: where the words of every comment of a section stand in a new revision."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlmodel import col, exists, select

from activities.texts import Texts
from domain.text.placement import place_all
from schemas.text import Anchor
from schemas.text import Placement as Lost
from storage.database import Database
from storage.tables import Comment, Placement, Revision, metadata

BATCH = 200
"""Placements written in one transaction: nobody else who writes waits for those of a whole section."""


class Placements:
    """Gives every comment a placement in every accepted revision; a lost one is recorded as lost, never dropped."""

    def __init__(self, database: Database, texts: Texts) -> None:
        self._database = database
        self._texts = texts

    def place_all(self, section_id: str, revision_id: str) -> int:
        """Place the comments of earlier revisions that have no place in this one; returns how many."""
        with self._database.read() as session:
            revision = session.get_one(Revision, revision_id)
            placed = exists().where(
                col(Placement.comment_id) == col(Comment.id), col(Placement.revision_id) == revision_id
            )
            rows = session.exec(
                select(Comment, Revision.text_hash)
                .join(Revision, col(Revision.id) == col(Comment.revision_id))
                .where(
                    Comment.section_id == section_id,
                    col(Comment.parent_id).is_(None),
                    col(Revision.number) < revision.number,
                    ~placed,
                )
            ).all()
        by_text: dict[str, list[Comment]] = {}
        for comment, text_hash in rows:
            by_text.setdefault(text_hash, []).append(comment)
        for base_hash, comments in by_text.items():
            self._keep(self._place(comments, base_hash, revision))
        return len(rows)

    def _keep(self, placements: list[dict[str, Any]]) -> None:
        """Another may have placed the same meanwhile, in the same way."""
        insert = insert_sqlite if self._database.is_sqlite else insert_postgresql
        new = insert(metadata.tables["placements"]).on_conflict_do_nothing()
        for first in range(0, len(placements), BATCH):
            with self._database.write() as session:
                session.execute(new, placements[first : first + BATCH])

    def _place(self, comments: list[Comment], base_hash: str, revision: Revision) -> list[dict[str, Any]]:
        """Comments on one text follow its diff to the revision together."""
        lost = [comment for comment in comments if comment.block < 0]  # they came by a file without a place
        comments = [comment for comment in comments if comment.block >= 0]
        anchors = [_anchor(comment, base_hash) for comment in comments]
        diff = self._texts.passing_diff(base_hash, revision.text_hash)
        found = place_all(anchors, diff, self._texts.ast(base_hash), self._texts.ast(revision.text_hash))
        return [
            {"comment_id": comment.id, "revision_id": revision.id, **place.model_dump()}
            for comment, place in zip(comments, found, strict=True)
        ] + [{"comment_id": one.id, "revision_id": revision.id, **_LOST.model_dump()} for one in lost]


_LOST = Lost(state="lost", score=0.0)


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
