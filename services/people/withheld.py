"""What an export of a person leaves out for others: opinions that are hidden as yet, and what was said in a body."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, false, or_, select

from schemas.actor import Actor
from services.sections.opinions import Opinions, opinions_in
from storage.tables import Comment, Disagreement, Event, Notice, Section

Row = dict[str, Any]
_AUTHORS_ONLY = ("contributions", "unsent_reviews", "unsent_remarks")


class Withheld:
    """The open rounds that the person's record tells of and in which the asker has to speak first."""

    def __init__(self, session: Session, actor: Actor, person_id: str, record: Sequence[Event]) -> None:
        told = session.exec(select(Notice.id, Notice.stream_id, Notice.seq).where(Notice.person_id == person_id)).all()
        streams = {row.stream_id for row in record} | {stream for _, stream, _ in told}
        self._by_stream = _hidden(session, actor, streams)
        self._own = actor.id == person_id
        self._notices = {id_ for id_, stream, seq in told if self._is_after(stream, seq)}
        self._remarks = set(session.exec(select(Comment.id).where(self._in_rounds())))
        self._disputes = set(
            session.exec(select(Disagreement.id).where(col(Disagreement.comment_id).in_(self._remarks)))
        )
        said = (value for row in record if self._is_of_round(row) for value in row.data.values())
        self._notes = {value["id"] for value in said if isinstance(value, dict) and "id" in value}

    def entry(self, row: Event) -> Row | None:
        """An entry of the record as it may be given out; None where it may not.

        Of what they did themselves somebody learns all but how much others did meanwhile.
        """
        if not self._own and row.stream_id.startswith("body/"):
            return None
        said: Row = {"stream": row.stream_id, "seq": row.seq, "at": row.at, "by": row.actor_id, "event": row.data}
        found = self._by_stream.get(row.stream_id)
        if found is None:
            return said
        if not self._is_of_round(row):
            return said | {"event": found.event(row)}
        return said | {"seq": None} if self._own and row.actor_id == found.person_id else None

    def rows(self, name: str, rows: Sequence[Row]) -> list[Row]:
        """The rows that may be given out: of an open round, of a body's inside, and of what is not sent, one's own."""
        if self._own:
            return list(rows)
        if name in _AUTHORS_ONLY:
            return []
        return [row for row in rows if not self._is_kept_back(name, row)]

    def _is_kept_back(self, name: str, row: Row) -> bool:
        if name in ("notes", "notices"):
            return row["id"] in (self._notes if name == "notes" else self._notices)
        said_of = row.get("comment_id") in self._remarks or row.get("disagreement_id") in self._disputes
        return said_of or row.get("notice_id") in self._notices or self._said(row)

    def _in_rounds(self) -> ColumnElement[bool]:
        """Whether a comment was made in one of the open rounds."""
        rounds = [
            and_(col(Comment.section_id) == stream.removeprefix("section/"), col(Comment.at) >= found.opening.at)
            for stream, found in self._by_stream.items()
            if found.opening is not None
        ]
        return or_(false(), *rounds)

    def _said(self, row: Mapping[str, Any]) -> bool:
        found = self._by_stream.get(f"section/{row.get('section_id')}")
        return found is not None and found.opening is not None and "at" in row and row["at"] >= found.opening.at

    def _is_of_round(self, row: Event) -> bool:
        return self._is_after(row.stream_id, row.seq)

    def _is_after(self, stream_id: str, seq: int) -> bool:
        found = self._by_stream.get(stream_id)
        return found is not None and found.opening is not None and seq > found.opening.seq


def _hidden(session: Session, actor: Actor, streams: set[str]) -> dict[str, Opinions]:
    sections = {stream.removeprefix("section/") for stream in streams if stream.startswith("section/")}
    found: dict[str, Opinions] = {}
    for section in session.exec(select(Section).where(col(Section.id).in_(sections), Section.phase == "review")).all():
        opinions = opinions_in(session, actor, section)
        if opinions.are_hidden:
            found[f"section/{section.id}"] = opinions
    return found
