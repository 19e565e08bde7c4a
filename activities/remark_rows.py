"""Rows of the summary of remarks: every remark with its number and answer, then reasons that nobody has to answer."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, func, select

from activities.names_then import NamesThen
from schemas.edition import ReasonRow, RemarkRow
from schemas.section import Phase
from storage.tables import Answer, Comment, Document, Edition, Event, Note, Revision, Section

REASONED = ("verdict_given", "outside_opinion_given", "signing_declined", "round_closed")
"""The events that reasons are typed with; those of a verdict may be a remark instead."""


class RemarkRows:
    """What was remarked on in one document since its last edition, and what was answered."""

    def __init__(self, session: Session, document_id: str) -> None:
        self._session = session
        self._document = session.get_one(Document, document_id)
        self._names = NamesThen(session)
        self._numbers = {one.id: str(number) for number, one in enumerate(self._left(), start=1)}
        self._previous = self._latest()
        self._since = self._previous.ordered_at if self._previous else datetime.min.replace(tzinfo=UTC)

    def _since_of(self, section: Section) -> datetime:  # noqa: ARG002  papers ask it of each
        """After which instant what was said of a section belongs to what is told."""
        return self._since

    def _left(self) -> list[Section]:
        """The sections that were not withdrawn, in their order."""
        query = select(Section).where(Section.document_id == self._document.id, Section.phase != Phase.WITHDRAWN)
        return list(self._session.exec(query.order_by(col(Section.position))))

    def _place(self, section: Section) -> dict[str, str]:
        """A section's number among those that are left in the document, and its title."""
        return {"section_number": self._numbers[section.id], "section_title": section.title}

    def _remarks(self, sections: list[Section]) -> Iterator[RemarkRow]:
        """The comments since the edition before, in the order they were made; each is answered or to be answered."""
        number = 0
        for section in sections:
            for remark, _ in self._comments(section, late=False):
                number += 1
                yield RemarkRow.model_validate(remark | {"number": number} | self._place(section))

    def _comments(self, section: Section, *, late: bool) -> Iterator[tuple[dict[str, Any], datetime]]:
        """Each comment that was made in time, or `late`: after the text was approved, and nobody answered."""
        approved = self._approved(section)
        query = select(Comment).where(
            Comment.section_id == section.id, col(Comment.at) > self._since_of(section), Comment.state != "withdrawn"
        )
        rows = self._session.exec(query.order_by(col(Comment.at), col(Comment.id))).all()
        revisions = select(Revision.id, Revision.number).where(Revision.section_id == section.id)
        numbers = dict(self._session.exec(revisions).all()) if rows else {}
        for comment in (row for row in rows if row.parent_id is None):
            if late != (comment.state == "open" and approved is not None and comment.at > approved):
                continue
            replies = [row for row in rows if row.parent_id == comment.id]
            text = comment.text if comment.replacement is None else f"{comment.text} → {comment.replacement}"
            remark: dict[str, Any] = {
                "place": comment.quote,
                "author": self._said_by(comment.person_id, comment.body_id, comment.at),
                "kind": comment.kind,
                "author_id": comment.person_id,
                "revision_number": numbers.get(comment.revision_id),
            }
            answer, said = self._answer(comment)
            said += [f"{self._names.person(reply.person_id, reply.at)}: {reply.text}" for reply in replies]
            yield remark | {"text": text, "answer": answer, "grounds": "; ".join(said)}, comment.at

    def _answer(self, comment: Comment) -> tuple[str | None, list[str]]:
        """The answer that a remark got last, and its grounds."""
        last = self._last_answer(comment)
        note = self._session.get(Note, last.note_id) if last is not None and last.note_id else None
        return (last.kind if last else None), [note.text] if note is not None and note.text else []

    def _last_answer(self, comment: Comment) -> Answer | None:
        query = select(Answer).where(Answer.comment_id == comment.id).order_by(col(Answer.id).desc())
        return self._session.exec(query).first()

    def _reasons(self, sections: list[Section]) -> Iterator[ReasonRow]:
        """What was typed with decisions since the edition before, and is no remark; then what came after approval."""
        for section in sections:
            of_section = (Event.stream_id == f"section/{section.id}", col(Event.type).in_(REASONED))
            rows = self._session.exec(select(Event).where(*of_section, col(Event.at) > self._since_of(section)))
            for row in sorted(rows.all(), key=lambda one: one.seq):
                note = self._session.get(Note, (row.data.get("note") or {}).get("id", ""))
                if note is not None and note.text and row.data.get("remark_id") is None:
                    said = {"author": self._speaker(row, note), "decision": _decision(row), "text": note.text}
                    yield ReasonRow.model_validate(said | {"at": row.at} | self._place(section))

            for remark, at in self._comments(section, late=True):
                said = {"author": remark["author"], "decision": "late", "text": remark["text"]}
                yield ReasonRow.model_validate(said | {"at": at} | self._place(section))

    def _approved(self, section: Section) -> datetime | None:
        """When the text that stands approved became so; None while it is worked on."""
        if section.phase not in (Phase.APPROVED, Phase.PUBLISHED):
            return None
        of_section = (Event.stream_id == f"section/{section.id}", Event.type == "approved")
        return self._session.exec(select(func.max(Event.at)).where(*of_section)).one()

    def _speaker(self, row: Event, note: Note) -> str:
        """Whose reasons an event gives: of a verdict its voter's or their body's, whoever entered it."""
        person = row.data["person_id"] if row.data.get("letter_id") is not None else note.person_id
        return self._said_by(person, row.data.get("body_id"), row.at)

    def _said_by(self, person_id: str, body_id: str | None, at: datetime) -> str:
        """The body in whose name something was said, or the person."""
        return self._names.other(body_id, at) or self._names.person(person_id, at)

    def _latest(self) -> Edition | None:
        return self._session.exec(
            select(Edition)
            .where(Edition.document_id == self._document.id, Edition.state == "published")
            .order_by(col(Edition.number).desc())
            .limit(1)
        ).first()


def _decision(row: Event) -> str:
    """What the reasons are given for, as `ReasonedDecision`."""
    if row.type == "signing_declined":
        return "declined"
    said = str(row.data["outcome" if row.type == "round_closed" else "verdict"])
    return "decided" if said == "in_favour" else said
