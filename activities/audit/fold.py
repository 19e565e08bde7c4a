"""Folding a stream's events anew, to hold its snapshot against them."""

from collections.abc import Callable
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from sqlmodel import Session

from domain import document, section
from schemas.document import DocumentState
from schemas.document_events import DOCUMENT_EVENT, DocumentEvent
from schemas.section import SectionState
from schemas.section_events import SECTION_EVENT, SectionEvent
from storage.tables import Event, Section, Stream


def _types(union: Any) -> frozenset[str]:
    return frozenset(kind.model_fields["type"].default for kind in get_args(get_args(union)[0]))


_SECTION, _DOCUMENT = _types(SectionEvent), _types(DocumentEvent)


class Fold:
    """The state that a stream's events lead to; settings and comments move none and are passed over."""

    def __init__(
        self,
        kept: dict[str, Any],
        state: BaseModel,
        events: tuple[frozenset[str], TypeAdapter[Any]],
        evolve: Callable[[Any, Any], Any],
    ) -> None:
        self._kept = kept
        self._state = state
        self._types, self._events = events
        self._evolve = evolve

    def take(self, entry: Event) -> None:
        """Fold the next entry in."""
        if entry.type in self._types:
            self._state = self._evolve(self._state, self._events.validate_python(entry.data))

    @property
    def is_as_kept(self) -> bool:
        """Whether the snapshot says the same."""
        try:
            return type(self._state).model_validate(self._kept) == self._state
        except ValidationError:
            return False


def fold_of(session: Session, stream_id: str) -> Fold | None:
    """The fold to hold the stream's snapshot against; None for a stream that has no snapshot."""
    stream = session.get(Stream, stream_id)
    if stream is None:
        return None
    kept, owner = dict(stream.state), stream_id.partition("/")[2]
    coordinator = str(kept.get("coordinator_id", ""))
    if stream.kind == "section":
        row = session.get(Section, owner)
        begin = SectionState(id=owner, document_id=row.document_id if row else "", coordinator_id=coordinator)
        return Fold(kept, begin, (_SECTION, SECTION_EVENT), section.evolve)
    if stream.kind == "document":
        return Fold(
            kept, DocumentState(id=owner, coordinator_id=coordinator), (_DOCUMENT, DOCUMENT_EVENT), document.evolve
        )
    return None
