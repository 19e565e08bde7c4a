"""The open duties of a person, read from the streams that may await them."""

from dataclasses import dataclass

from sqlalchemy import literal
from sqlmodel import Session, col, select

from domain.duties import Duty, duty_in_document, duty_in_proposal, duty_in_section
from schemas.document import DocumentState
from schemas.proposal import ProposalState
from schemas.section import SectionState
from storage.tables import Document, Notice, Obligation, ObligationPerson, Stream


@dataclass(frozen=True)
class Awaited:
    """A duty, and the stream that awaits it."""

    stream: Stream
    state: SectionState | DocumentState | ProposalState
    duty: Duty

    @property
    def document_id(self) -> str:
        """The document that it is about."""
        return self.state.id if isinstance(self.state, DocumentState) else self.state.document_id


def duties_of(session: Session, person_id: str) -> list[Awaited]:
    """All open duties; whoever owes something was told of it, so notices lead to every stream that may await it."""
    streams = session.exec(
        select(Stream)
        .where(
            col(Stream.closed).is_(False),
            col(Stream.id).in_(select(Notice.stream_id).where(Notice.person_id == person_id)),
        )
        .order_by(Stream.id)
    )
    found = (_awaited(stream, person_id) for stream in streams)
    return [one for one in found if one is not None]


def obligations_of(session: Session, person_id: str) -> list[tuple[Obligation, Document, Stream]]:
    """What else the person owes and has not fulfilled."""
    rows = session.exec(
        select(Obligation, Document, Stream)
        .join(ObligationPerson, col(ObligationPerson.obligation_id) == col(Obligation.id))
        .join(Document, col(Document.id) == col(Obligation.document_id))
        .join(Stream, col(Stream.id) == literal("obligation/") + col(Obligation.id))
        .where(ObligationPerson.person_id == person_id, col(Obligation.ended_at).is_(None))
        .order_by(Obligation.id)
    )
    return [(obligation, document, stream) for obligation, document, stream in rows]


def _awaited(stream: Stream, person_id: str) -> Awaited | None:
    state: SectionState | DocumentState | ProposalState
    if stream.kind == "section":
        state = SectionState.model_validate(stream.state)
        duty = duty_in_section(state, person_id)
    elif stream.kind == "document":
        state = DocumentState.model_validate(stream.state)
        duty = duty_in_document(state, person_id)
    elif stream.kind == "proposal":
        state = ProposalState.model_validate(stream.state)
        duty = duty_in_proposal(state, person_id)
    else:
        return None
    return None if duty is None else Awaited(stream, state, duty)
