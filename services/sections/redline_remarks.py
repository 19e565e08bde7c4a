"""The comments of a section as a redline shows them, to those who may read the comments."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from schemas.actor import Actor
from schemas.language import Language
from schemas.problems import Refused
from schemas.redline import Remark, Reply
from services.house import House
from services.relations import section_for
from services.sections.opinions import opinions_in
from storage.tables import Comment, Person, Placement, Revision

_STANDING = {"exact", "moved", "changed"}
_PROPOSED: dict[Language, str] = {"ru": "Предлагаемая редакция: «{words}»", "en": "Proposed wording: “{words}”"}


@dataclass(frozen=True)
class Margin:
    """The threads of a section: each with its place in the redline, and the blocks of the base that it was about."""

    remarks: tuple[Remark, ...] = ()
    reasons: tuple[tuple[int, str], ...] = ()


def margin_of(house: House, *, actor: Actor, base: Revision, head: Revision, language: Language) -> Margin:
    """What stands in the margin of two revisions: nothing for who may not read the section's comments.

    Comments up to the head are shown, in the order in which they were made; a thread whose words are gone from the
    head stands at the words of the base. Those made before the head about a block of the base are reasons.
    """
    with house.database.read() as session:
        try:
            section = section_for(session, "comments.list", actor, head.section_id)
        except Refused:
            return Margin()
        shown = opinions_in(session, actor, section).shown
        comments = session.exec(
            select(Comment).where(Comment.section_id == head.section_id, shown).order_by(col(Comment.id))
        ).all()
        places = _places(session, [base.id, head.id])
        names = _names(session, {comment.person_id for comment in comments})
        made_in = _numbers(session, head.section_id)
    return _Threads(comments, places, names, language).margin(base, head, made_in)


class _Threads:
    def __init__(
        self,
        comments: Sequence[Comment],
        places: dict[tuple[str, str], Placement],
        names: dict[str, str],
        language: Language,
    ) -> None:
        self._comments = comments
        self._places = places
        self._names = names
        self._language = language

    def margin(self, base: Revision, head: Revision, made_in: dict[str, int]) -> Margin:
        remarks, reasons = [], []
        for comment in self._comments:
            made = made_in.get(comment.revision_id, 0)
            if comment.parent_id is None and (head.number is None or made <= head.number):
                remarks.append(self._remark(comment, base, head))
                at_base = self._place(comment, base)
                if at_base is not None and at_base.block is not None and comment.revision_id != head.id:
                    reasons.append((at_base.block, f"{self._names[comment.person_id]}: {self._words(comment)}"))
        return Margin(tuple(remarks), tuple(reasons))

    def _remark(self, comment: Comment, base: Revision, head: Revision) -> Remark:
        replies = [other for other in self._comments if other.parent_id == comment.id]
        remark = Remark(
            author=self._names[comment.person_id],
            at=comment.at,
            text=self._words(comment),
            quote=comment.quote,
            resolved=comment.state != "open",
            replies=tuple(Reply(author=self._names[one.person_id], at=one.at, text=one.text) for one in replies),
        )
        at_head, at_base = self._place(comment, head), self._place(comment, base)
        place, side = (at_head, "head") if at_head is not None else (at_base, "base")
        if place is None or place.block is None:
            return remark
        return remark.model_copy(
            update={"side": side, "block": place.block, "start": place.start or 0, "end": place.end or 0}
        )

    def _place(self, comment: Comment, revision: Revision) -> Placement | None:
        found = self._places.get((comment.id, revision.id))
        return found if found is not None and found.state in _STANDING else None

    def _words(self, comment: Comment) -> str:
        if comment.replacement is None:
            return comment.text
        return f"{comment.text}\n{_PROPOSED[self._language].format(words=comment.replacement)}"


def _places(session: Session, revision_ids: list[str]) -> dict[tuple[str, str], Placement]:
    rows = session.exec(select(Placement).where(col(Placement.revision_id).in_(revision_ids)))
    return {(row.comment_id, row.revision_id): row for row in rows}


def _names(session: Session, ids: set[str]) -> dict[str, str]:
    rows = session.exec(select(Person).where(col(Person.id).in_(sorted(ids))))
    return {row.id: row.name for row in rows}


def _numbers(session: Session, section_id: str) -> dict[str, int]:
    rows = session.exec(select(Revision).where(Revision.section_id == section_id))
    return {row.id: row.number or 0 for row in rows}
