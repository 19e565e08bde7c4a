"""Placing comments: where the words of every comment of a section stand in a new revision."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlmodel import Session, col, exists, select

from activities.texts import Texts
from domain.text.placement import place_in_lines
from schemas.text import Anchor
from schemas.text import Placement as Lost
from storage.database import Database
from storage.tables import Comment, Placement, Reattachment, Revision, metadata

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
                select(Comment, Revision)
                .join(Revision, col(Revision.id) == col(Comment.revision_id))
                .where(
                    Comment.section_id == section_id,
                    col(Comment.parent_id).is_(None),
                    Comment.quote != "",  # others are about the whole
                    col(Revision.number) < revision.number,
                    ~placed,
                )
            ).all()
            anchored = anchors_of(session, [(comment, made_in) for comment, made_in in rows], revision)
        by_text: dict[str, dict[str, Anchor]] = {}
        for comment_id, anchor in anchored.items():
            by_text.setdefault(anchor.text_hash, {})[comment_id] = anchor
        for base_hash, anchors in by_text.items():
            self._keep(self._place(anchors, base_hash, revision))
        return len(rows)

    def _keep(self, placements: list[dict[str, Any]]) -> None:
        """Another may have placed the same meanwhile, in the same way."""
        insert = insert_sqlite if self._database.is_sqlite else insert_postgresql
        new = insert(metadata.tables["placements"]).on_conflict_do_nothing()
        for first in range(0, len(placements), BATCH):
            with self._database.write() as session:
                session.execute(new, placements[first : first + BATCH])

    def _place(self, anchors: dict[str, Anchor], base_hash: str, revision: Revision) -> list[dict[str, Any]]:
        """Comments on one text, by their ids, follow its diff to the revision together."""
        lost = [id_ for id_, anchor in anchors.items() if anchor.block < 0]  # they came by a file without a place
        anchors = {id_: anchor for id_, anchor in anchors.items() if anchor.block >= 0}
        diff = self._texts.passing_diff(base_hash, revision.text_hash)
        lines = self._texts.lines(base_hash), self._texts.lines(revision.text_hash)
        found = place_in_lines(list(anchors.values()), diff, *lines)
        return [
            {"comment_id": comment_id, "revision_id": revision.id, **place.model_dump()}
            for comment_id, place in zip(anchors, found, strict=True)
        ] + [{"comment_id": comment_id, "revision_id": revision.id, **_LOST.model_dump()} for comment_id in lost]


_LOST = Lost(state="lost", score=0.0)


def anchors_of(session: Session, comments: Sequence[tuple[Comment, Revision]], revision: Revision) -> dict[str, Anchor]:
    """By comment what it is anchored to, seen from a revision: its own words, or those it was attached to since.

    `comments` come with the revisions that they were made in.
    """
    ids = [comment.id for comment, _ in comments]
    query = (
        select(Reattachment, Revision)
        .join(Revision, col(Revision.id) == col(Reattachment.revision_id))
        .where(col(Reattachment.comment_id).in_(ids), col(Revision.number) <= revision.number)
        .order_by(col(Reattachment.id))
    )
    anchors = {comment.id: anchor_of(comment, made_in.text_hash) for comment, made_in in comments}
    return anchors | {row.comment_id: anchor_of(row, new.text_hash) for row, new in session.exec(query)}


def anchor_of(row: Comment | Reattachment, text_hash: str) -> Anchor:
    """The words that a row names, in the text with this hash."""
    return Anchor(
        text_hash=text_hash,
        block=row.block,
        block_hash=row.block_hash,
        start=row.start,
        end=row.end,
        quote=row.quote,
        prefix=row.prefix,
        suffix=row.suffix,
    )
