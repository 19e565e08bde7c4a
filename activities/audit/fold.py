"""Folding a stream's events anew, to hold its snapshot against them."""

from collections.abc import Callable
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from sqlmodel import Session

from activities.audit.shown import Shown, is_shown, shown_in
from domain import document, obligation, proposal, section
from schemas.document import DocumentState
from schemas.document_events import DOCUMENT_EVENT, DocumentEvent
from schemas.obligation import OBLIGATION_EVENT, ObligationEvent, ObligationState
from schemas.proposal import PROPOSAL_EVENT, ProposalEvent, ProposalState
from schemas.section import SectionState
from schemas.section_events import SECTION_EVENT, SectionEvent
from storage.tables import Document, Event, Obligation, Proposal, Section, Stream


def _types(union: Any) -> frozenset[str]:
    return frozenset(kind.model_fields["type"].default for kind in get_args(get_args(union)[0]))


class Family(NamedTuple):
    """How the streams of one kind are folded: where their row is, the empty state, and what their events do."""

    row: type[Section | Document | Obligation | Proposal]
    state: type[BaseModel]
    types: frozenset[str]
    events: TypeAdapter[Any]
    evolve: Callable[[Any, Any], Any]


FAMILIES = {
    "section": Family(Section, SectionState, _types(SectionEvent), SECTION_EVENT, section.evolve),
    "document": Family(Document, DocumentState, _types(DocumentEvent), DOCUMENT_EVENT, document.evolve),
    "obligation": Family(Obligation, ObligationState, _types(ObligationEvent), OBLIGATION_EVENT, obligation.evolve),
    "proposal": Family(Proposal, ProposalState, _types(ProposalEvent), PROPOSAL_EVENT, proposal.evolve),
}
"""By the kind of stream; the installation's has no snapshot."""


class Fold:
    """The state that a stream's events lead to; settings and comments move none and are passed over."""

    def __init__(self, kind: str, kept: dict[str, Any], begin: BaseModel, shown: Shown) -> None:
        """`kept` is the snapshot, `shown` what the row that everybody reads says."""
        self._kind = kind
        self._family = FAMILIES[kind]
        self._kept = kept
        self._state = begin
        self._shown = shown

    def take(self, entry: Event) -> None:
        """Fold the next entry in."""
        if entry.type in self._family.types:
            self._state = self._family.evolve(self._state, self._family.events.validate_python(entry.data))

    @property
    def is_as_kept(self) -> bool:
        """Whether the snapshot says the same."""
        try:
            return self._family.state.model_validate(self._kept) == self._state
        except ValidationError:
            return False

    @property
    def is_as_shown(self) -> bool:
        """Whether the row says the same, as far as it is compared."""
        return is_shown(self._state, self._kind, self._shown)


def fold_of(session: Session, stream_id: str) -> Fold | None:
    """The fold to hold the stream's snapshot against; None for a stream that has no snapshot."""
    stream = session.get(Stream, stream_id)
    family = FAMILIES.get(stream.kind) if stream else None
    if stream is None or family is None:
        return None
    kept, owner = dict(stream.state), stream_id.partition("/")[2]
    row = session.get(family.row, owner)
    begin = {
        "id": owner,
        "document_id": getattr(row, "document_id", ""),
        # No event names who coordinates from the beginning; a document's events name whoever does later.
        "coordinator_id": str(kept.get("coordinator_id", "")),
    }
    return Fold(stream.kind, kept, family.state.model_validate(begin), shown_in(session, row))
