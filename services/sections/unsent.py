"""What somebody gathers for a review, for their own eyes: remarks on exact words, and of a verdict what they have."""

from typing import Any

from sqlmodel import Session, col, func, select

from domain.rights import Relation
from domain.text.anchor import find_anchor
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.text import Anchor
from schemas.views.reviews import KeptVerdictForm, UnsentRemarkView, UnsentReviewView
from schemas.views.texts import CommentForm
from services.house import House
from services.relations import relations_to_document, section_for
from services.rights import permit
from storage.journal import Journal, carry_out_unrecorded, known_receipt
from storage.tables import Document, Revision, Section, UnsentRemark, UnsentReview

MOST = 100
"""Remarks that one review may gather."""


def read_review(house: House, *, actor: Actor, section_id: str) -> UnsentReviewView:
    """What the actor gathered for a section."""
    with house.database.read() as session:
        section_for(session, "reviews.read", actor, section_id)
        kept = session.get(UnsentReview, (section_id, actor.id))
        remarks = gathered(session, actor, section_id)
    return UnsentReviewView.model_validate(
        {
            "section_id": section_id,
            "verdict": (kept.verdict or None) if kept else None,
            "text": kept.text if kept else "",
            "remarks": [UnsentRemarkView.model_validate(row, from_attributes=True) for row in remarks],
        }
    )


def gathered(session: Session, actor: Actor, section_id: str) -> list[UnsentRemark]:
    """The remarks that the actor gathered for a section, in the order in which they were made."""
    own = (UnsentRemark.section_id == section_id, UnsentRemark.person_id == actor.id)
    return list(session.exec(select(UnsentRemark).where(*own).order_by(col(UnsentRemark.id))))


def keep_verdict(house: House, *, actor: Actor, act: Act, section_id: str, form: KeptVerdictForm) -> Receipt:
    """Put down what one has of a verdict, without giving it."""
    with house.database.read() as session:
        section_for(session, "reviews.keep", actor, section_id)

    def effect(journal: Journal) -> dict[str, Any]:
        kept = UnsentReview(
            section_id=section_id, person_id=actor.id, verdict=form.verdict or "", text=form.text, at=journal.now
        )
        journal.session.merge(kept)
        return {}

    return carry_out_unrecorded(house.database, house.clock, act, f"section/{section_id}", effect)


def add_remark(house: House, *, actor: Actor, act: Act, section_id: str, form: CommentForm) -> Receipt:
    """Put a remark to the others of one's review. The receipt names `remark_id`.

    Raises Refused: not_found, quote_not_found, quote_ambiguous, review_too_long.
    """
    with house.database.read() as session:
        section_for(session, "reviews.add_remark", actor, section_id)
        revision = session.get(Revision, form.revision_id)
    anchor = _anchor(house, section_id, revision, form)

    def effect(journal: Journal) -> dict[str, Any]:
        own = (UnsentRemark.section_id == section_id, UnsentRemark.person_id == actor.id)
        if journal.session.exec(select(func.count()).where(*own)).one() >= MOST:
            raise Refused("review_too_long", limit=MOST)
        row = UnsentRemark(
            id=new_id(), section_id=section_id, person_id=actor.id, **_said(form, anchor), at=journal.now
        )
        journal.session.add(row)
        return {"remark_id": row.id}

    return carry_out_unrecorded(house.database, house.clock, act, f"section/{section_id}", effect)


def change_remark(house: House, *, actor: Actor, act: Act, remark_id: str, version: int, form: CommentForm) -> Receipt:
    """Say it otherwise, or of other words. Raises as `add_remark` does, and version_outdated."""
    known = known_receipt(house.database, act)
    if known is not None:
        return known
    with house.database.read() as session:
        section_id = _own(session, "reviews.change_remark", actor, remark_id).section_id
        revision = session.get(Revision, form.revision_id)
    anchor = _anchor(house, section_id, revision, form)

    def effect(journal: Journal) -> dict[str, Any]:
        row = _still_there(journal.session, remark_id)
        if row.version != version:
            raise Refused("version_outdated", version=row.version)
        for name, value in _said(form, anchor).items():
            setattr(row, name, value)
        row.version, row.at = row.version + 1, journal.now
        journal.session.add(row)
        return {"remark_id": row.id, "version": row.version}

    return carry_out_unrecorded(house.database, house.clock, act, f"section/{section_id}", effect)


def remove_remark(house: House, *, actor: Actor, act: Act, remark_id: str) -> Receipt:
    """Take a remark out of one's review."""
    known = known_receipt(house.database, act)
    if known is not None:
        return known
    with house.database.read() as session:
        section_id = _own(session, "reviews.remove_remark", actor, remark_id).section_id

    def effect(journal: Journal) -> dict[str, Any]:
        journal.session.delete(_still_there(journal.session, remark_id))
        return {}

    return carry_out_unrecorded(house.database, house.clock, act, f"section/{section_id}", effect)


def _own(session: Session, operation: str, actor: Actor, remark_id: str) -> UnsentRemark:
    """A remark of the actor's own; those of others are there for nobody."""
    row = session.get(UnsentRemark, remark_id)
    permit(
        operation, actor, {Relation.SELF} if row is not None and row.person_id == actor.id else (), refusal="not_found"
    )
    assert row is not None
    section = session.get_one(Section, row.section_id)
    relations = relations_to_document(session, actor, session.get_one(Document, section.document_id))
    permit("reviews.read", actor, relations, refusal="not_found")
    return row


def _still_there(session: Session, remark_id: str) -> UnsentRemark:
    row = session.get(UnsentRemark, remark_id)
    if row is None:
        raise Refused("not_found")
    return row


def _anchor(house: House, section_id: str, revision: Revision | None, form: CommentForm) -> Anchor:
    if revision is None or revision.section_id != section_id or revision.state != "accepted":
        raise Refused("not_found")
    return find_anchor(house.texts.ast(revision.text_hash), form.quote, form.prefix, form.suffix)


def _said(form: CommentForm, anchor: Anchor) -> dict[str, Any]:
    said = {"revision_id": form.revision_id, "kind": form.kind, "text": form.text, "replacement": form.replacement}
    return said | anchor.model_dump(exclude={"text_hash"})
