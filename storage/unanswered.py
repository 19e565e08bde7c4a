"""Which comments have no answer: one condition for whoever asks, in the record and in lists."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, and_, bindparam, literal, literal_column, or_
from sqlmodel import Session, col, func, select

from schemas.remarks import Unanswered
from storage.prepared import rows_in
from storage.tables import Comment, Section, Stream


def is_unanswered() -> tuple[ColumnElement[bool], ...]:
    """The conditions on a comment: first in its thread, and open.

    The state is a word of the statement, not a value of it: SQLite plans a statement anew at every run where
    a value decides whether a partial index serves it, and planning takes most of a short statement's time.
    """
    return col(Comment.state) == literal_column("'open'"), col(Comment.parent_id).is_(None)


_UNANSWERED = (
    select(Comment.id, Comment.person_id, Comment.revision_id)
    .add_columns(col(Comment.verdict), col(Comment.body_id))
    .where(
        col(Comment.section_id) == bindparam("section", type_=String),
        col(Comment.cycle) == bindparam("cycle", type_=Integer),
        *is_unanswered(),
    )
    .order_by(col(Comment.id))
)


def unanswered_of(session: Session, section_id: str, cycle: int) -> tuple[Unanswered, ...]:
    """The unanswered remarks of a section's cycle, in the order in which they were made."""
    return tuple(
        Unanswered(
            id=row.id,
            person_id=row.person_id,
            revision_id=row.revision_id,
            of_verdict=bool(row.verdict),
            official=row.body_id is not None and not row.verdict,
        )
        for row in rows_in(session, _UNANSWERED, section=section_id, cycle=cycle)
    )


def counts_of(session: Session, section_ids: Collection[str]) -> dict[str, int]:
    """How many remarks of their current cycles are unanswered, by section; none where there are none.

    Nor is it told in a review in which people do not see each other's opinions before they gave their own.
    """
    blind = and_(col(Section.phase) == "review", col(Stream.state)["policy"]["opinions"].as_string() == "own_first")
    query = (
        select(Comment.section_id, func.count())
        .join(Section, (col(Section.id) == col(Comment.section_id)) & (col(Section.cycle) == col(Comment.cycle)))
        .join(Stream, col(Stream.id) == literal("section/") + col(Section.id))
        .where(col(Comment.section_id).in_(section_ids), *is_unanswered(), or_(~blind, blind.is_(None)))
        .group_by(Comment.section_id)
    )
    rows: Sequence[Any] = session.exec(query).all()
    return dict(map(tuple, rows))
