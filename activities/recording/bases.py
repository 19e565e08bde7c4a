"""What a new revision does to the sections that rest on its own: flagged in the same transaction, or unflagged."""

from sqlalchemy import bindparam
from sqlmodel import Session, col, select, update

from activities.recording.kind import Moment
from domain.text.compare import ENGINE_VERSION
from schemas.ids import new_id
from schemas.section import Phase
from schemas.section_events import RevisionSubmitted, SectionEvent
from storage.prepared import change_in, rows_in
from storage.tables import BasisChange, Comparison, Revision, Section, SectionBasis

_UNCLEARED = (col(BasisChange.section_id) == bindparam("section"), col(BasisChange.cleared_at).is_(None))
_TAKE_BACK = (
    update(BasisChange)
    .where(*_UNCLEARED)
    .values(cleared="revision", cleared_at=bindparam("now"), cleared_by=bindparam("by"))
)
_UNSEEN = select(col(BasisChange.id)).where(*_UNCLEARED)


def keep_flags(moment: Moment, section_id: str, event: SectionEvent) -> None:
    """Take the section's own flags back when its text is new; flag those that rest on it where substance changed."""
    if not isinstance(event, RevisionSubmitted):
        return
    by = {"now": moment.journal.now, "by": moment.act.actor_id}
    change_in(moment.journal.session, _TAKE_BACK, section=section_id, **by)
    if is_grave(event):
        for above in _sections_above(moment.journal.session, section_id):
            _flag(moment, above, section_id, event)


def is_grave(event: SectionEvent) -> bool:
    """Whether the event is a revision that changed the substance of the one before it."""
    return isinstance(event, RevisionSubmitted) and event.change == "substance" and event.base_id is not None


def touched_families(session: Session, event: SectionEvent) -> list[str]:
    """The families of words that a revision touched in substance; empty where the comparison is not at hand."""
    if not isinstance(event, RevisionSubmitted) or event.base_id is None:
        return []
    base = session.get(Revision, event.base_id)
    known = session.get(Comparison, (base.text_hash, event.head.text_hash, ENGINE_VERSION)) if base else None
    return known.families.split() if known else []


def unseen_changes(session: Session, section_id: str) -> int:
    """How many bases of a section changed since somebody last looked."""
    return len(rows_in(session, _UNSEEN, section=section_id))


def _sections_above(session: Session, basis_id: str) -> list[str]:
    """The sections that rest on this one and are not withdrawn."""
    rows = session.exec(
        select(SectionBasis.section_id)
        .join(Section, col(Section.id) == col(SectionBasis.section_id))
        .where(SectionBasis.basis_id == basis_id, Section.phase != Phase.WITHDRAWN)
        .order_by(SectionBasis.section_id)
    )
    return list(rows)


def _flag(moment: Moment, section_id: str, basis_id: str, event: RevisionSubmitted) -> None:
    session, now = moment.journal.session, moment.journal.now
    of_pair = select(BasisChange).where(BasisChange.section_id == section_id, BasisChange.basis_id == basis_id)
    touched = touched_families(session, event)
    # Locked, so that who clears the flag at this moment either saw this revision or leaves it flagged.
    waiting = session.exec(of_pair.where(col(BasisChange.cleared_at).is_(None)).with_for_update()).first()
    if waiting is not None:
        waiting.families = " ".join(dict.fromkeys([*waiting.families.split(), *touched]))
        waiting.to_id, waiting.at = event.head.revision_id, now
        return
    looked = of_pair.where(col(BasisChange.cleared) != "unbound").order_by(col(BasisChange.id).desc())
    last = session.exec(looked).first()
    assert event.base_id is not None
    session.add(
        BasisChange(
            id=new_id(),
            section_id=section_id,
            basis_id=basis_id,
            from_id=last.to_id if last else event.base_id,
            to_id=event.head.revision_id,
            families=" ".join(touched),
            at=now,
        )
    )
