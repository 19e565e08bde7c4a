"""What lies before signers: of a section and of the whole, with the hash of all that a signer has to know of."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from domain.disputes import OF_DISPUTES, Dispute, disputes
from domain.document.signing import principal_of as leader_for
from domain.section.deputies import principal_of
from schemas.canonical import canonical_json, sha256_hex
from schemas.document import Candidate, DocumentState
from schemas.problems import Refused
from schemas.section import Head, SectionState
from storage.tables import Comment, Event

UNSETTLED = ("open", "meeting", "leadership", "dissent")
"""The outcomes of a disagreement that leave it unsettled by any text."""


@dataclass(frozen=True)
class LyingSection:
    """What lies before a section's signers, with `before` (who, when) the event of the signature before it."""

    state: SectionState
    head: Head
    before: Event | None
    disputed: list[Dispute]
    remarks: dict[str, int]
    unanswered: list[str]

    @property
    def shown(self) -> str:
        """The hash of all that a signer has to know of; what only gets settled meanwhile changes nothing of it."""
        known = {
            "section": self.state.id,
            "revision": self.head.revision_id,
            "text": self.head.text_hash,
            "before": self.before.data["text_hash"] if self.before else "",
            "disputed": sorted(one.id for one in self.disputed),
            "unanswered": self.unanswered,
        }
        return sha256_hex(canonical_json(known).encode())


@dataclass(frozen=True)
class LyingWhole:
    """What lies before the leaders; `before` are the signature before it and the list that it was on.

    `disputed` is by section.
    """

    state: DocumentState
    candidate: Candidate
    before: tuple[Event, Candidate] | None
    disputed: dict[str, list[Dispute]]

    @property
    def shown(self) -> str:
        """The hash of all that a signer has to know of."""
        known = {
            "document": self.state.id,
            "candidate": self.candidate.hash,
            "before": self.before[1].hash if self.before else "",
            "disputed": sorted(one.id for found in self.disputed.values() for one in found),
        }
        return sha256_hex(canonical_json(known).encode())


def require_shown(lying: LyingSection | LyingWhole, shown: str) -> None:
    """Refuse a signature under something else than lies there now: shown_outdated. Without a hash nothing is asked."""
    if shown and lying.shown != shown:
        raise Refused("shown_outdated")


def section_lying(session: Session, state: SectionState, head: Head, actor_id: str) -> LyingSection:
    """What lies before somebody who signs a section in sign-off, or for whom they stand in."""
    stream_id = f"section/{state.id}"
    signed = select(Event).where(Event.stream_id == stream_id, Event.type == "signed").order_by(col(Event.seq))
    earlier = [row for row in session.exec(signed) if row.data["revision_id"] != head.revision_id]
    seat = principal_of(state, actor_id) or actor_id
    own = [row for row in earlier if row.data["person_id"] == seat]
    threads = (Comment.section_id == state.id, Comment.cycle == state.cycle, col(Comment.parent_id).is_(None))
    remarks = session.exec(select(Comment.id, Comment.state).where(*threads)).all()
    return LyingSection(
        state=state,
        head=head,
        before=next(reversed(own or earlier), None),
        disputed=_unsettled(session, [state.id])[state.id],
        remarks=dict(sorted(Counter(stands for _, stands in remarks).items())),
        unanswered=sorted(id_ for id_, stands in remarks if stands == "open"),
    )


def whole_lying(session: Session, state: DocumentState, candidate: Candidate, actor_id: str) -> LyingWhole:
    """What lies before a leader of a document whose candidate is signed, or for whom they stand in."""
    opened = select(Event).where(Event.stream_id == f"document/{state.id}", Event.type == "candidate_opened")
    by_hash = {
        one.hash: one for one in (Candidate.model_validate(row.data["candidate"]) for row in session.exec(opened))
    }
    earlier = [row for row in whole_signed(session, state.id) if row.data["candidate_hash"] != candidate.hash]
    seat = leader_for(state, actor_id) or actor_id
    own = [row for row in earlier if row.data["person_id"] == seat]
    last = next(reversed(own or earlier), None)
    return LyingWhole(
        state=state,
        candidate=candidate,
        before=(last, by_hash[last.data["candidate_hash"]]) if last else None,
        disputed=_unsettled(session, [one.section_id for one in candidate.sections]),
    )


def whole_signed(session: Session, document_id: str) -> list[Event]:
    """All signatures on candidates of a document, in their order."""
    signed = (Event.stream_id == f"document/{document_id}", Event.type == "document_signed")
    return list(session.exec(select(Event).where(*signed).order_by(col(Event.seq))))


def _unsettled(session: Session, section_ids: list[str]) -> dict[str, list[Dispute]]:
    """The disagreements of sections that no text has settled, each section's in the order in which they arose."""
    streams = {f"section/{one}": one for one in section_ids}
    told: dict[str, list[tuple[datetime, dict[str, Any]]]] = {one: [] for one in section_ids}
    these = (col(Event.stream_id).in_(streams), col(Event.type).in_(OF_DISPUTES))
    for row in session.exec(select(Event).where(*these).order_by(col(Event.seq))):
        told[streams[row.stream_id]].append((row.at, row.data))
    return {id_: [one for one in disputes(events) if one.outcome in UNSETTLED] for id_, events in told.items()}
