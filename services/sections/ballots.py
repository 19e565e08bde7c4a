"""A section's ballot and a document's candidate: counted, and explained in the reader's language."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlmodel import Session, col, select

from domain.ballot import count
from domain.document.signing import signers
from domain.explanation import TELLING, explain, explain_document, own_first, sentences
from domain.section.carrying import judged_by
from domain.section.electorate import ballot
from schemas.actor import Actor
from schemas.document import Candidate, DocumentState
from schemas.document_events import DOCUMENT_EVENT
from schemas.explanation import Explanation
from schemas.language import Language
from schemas.problems import Refused
from schemas.section_events import SECTION_EVENT
from schemas.views.ballot import BallotView, CandidateView
from services.house import House
from services.people.names import names_in
from services.relations import document_for, section_for
from services.sections.bases import flags_of
from services.sections.opinions import opinions_in
from storage.tables import Event, Section, Stream
from storage.unanswered import unanswered_of


def section_ballot(house: House, *, actor: Actor, section_id: str, language: Language) -> BallotView:
    """The latest round of a section, counted, and how the section stands."""
    stream_id = f"section/{section_id}"
    with house.database.read() as session:
        opinions = opinions_in(session, actor, section_for(session, "sections.ballot", actor, section_id))
        flags = flags_of(session, [section_id])
        state = opinions.known
        told, calendar = _told(session, stream_id, SECTION_EVENT), house.calendars.in_force(session)
        unanswered = () if opinions.are_hidden else unanswered_of(session, section_id, state.cycle)
        facts = explain(state, told, house.clock(), calendar, len(unanswered))
        if opinions.are_hidden:
            facts = own_first(facts, actor.id)
        names = _names(session, facts)
    votes = ballot(state)
    tally = count(state.policy.vote, votes)
    return BallotView(
        round=state.round,
        revision_id=state.head.revision_id if state.head else None,
        voters=list(state.voters),
        votes=[vote.model_dump(mode="json") for vote in state.votes],
        outdated=list(state.outdated),
        changed_since=judged_by(state, actor.id),
        silent=[] if opinions.are_hidden else list(votes.silent),
        status="hidden" if opinions.are_hidden else tally.status,
        needed=tally.needed,
        in_favour=tally.in_favour,
        against=tally.against,
        missing_in_favour=tally.missing_in_favour,
        deadline=state.deadline,
        signers=list(state.signers),
        signatures=list(state.signatures),
        basis_changes=flags.get(section_id, 0),
        unanswered=[one.id for one in unanswered],
        explanation=list(sentences(facts, names, language)),
        data=facts,
    )


def read_candidate(house: House, *, actor: Actor, document_id: str, language: Language) -> CandidateView:
    """What lies before leadership, and how it stands. Raises Refused("not_found") while nothing does."""
    stream_id = f"document/{document_id}"
    with house.database.read() as session:
        document = document_for(session, "documents.candidate", actor, document_id)
        state = DocumentState.model_validate(session.get_one(Stream, stream_id).state)
        if document.candidate is None:
            raise Refused("not_found")
        candidate = Candidate.model_validate(document.candidate)
        flags = flags_of(session, [section.section_id for section in candidate.sections])
        titles = dict(session.exec(select(Section.id, Section.title).where(Section.document_id == document_id)).all())
        told, calendar = _told(session, stream_id, DOCUMENT_EVENT), house.calendars.in_force(session)
        facts = explain_document(state, told, house.clock(), calendar)
        names = _names(session, facts)
    return CandidateView(
        number=candidate.number,
        hash=candidate.hash,
        sections=[
            s.model_dump(mode="json") | {"title": titles[s.section_id], "basis_changes": flags.get(s.section_id, 0)}
            for s in candidate.sections
        ],
        signers=list(signers(state)),
        signatures=list(state.signatures),
        deadline=state.deadline,
        explanation=list(sentences(facts, names, language)),
        data=facts,
    )


def _told(session: Session, stream_id: str, kind: TypeAdapter[Any]) -> list[tuple[datetime, Any]]:
    """The events of a stream that an explanation reads."""
    query = select(Event).where(Event.stream_id == stream_id, col(Event.type).in_(TELLING)).order_by(col(Event.seq))
    return [(row.at, kind.validate_python(row.data)) for row in session.exec(query)]


def _names(session: Session, facts: Explanation) -> Mapping[str, str]:
    """The names of everybody and everything that the explanation tells of."""
    return names_in(session, _ids(facts))


def _ids(facts: Explanation) -> Iterable[str]:
    yield facts.coordinator_id
    for turn in facts.turns:
        yield from (turn.person_id, turn.instead_of)
    yield from (*facts.may_vote, *facts.carried, *facts.outdated, *facts.on_paper)
    for spoken in facts.speaking:
        yield from (spoken.person_id, spoken.body_id)
    yield from (one.person_id for one in facts.left)
    for step in facts.expected:
        yield from step.told
    if facts.decided is not None:
        yield facts.decided.person_id
    if facts.signing is not None:
        yield from (*facts.signing.signed, *facts.signing.then)
    if facts.rule is not None:
        yield from (weight.of for weight in facts.rule.weights)
    if facts.tally is not None:
        yield from (voice.of for voice in facts.tally.voices)
        yield from (body.body_id for body in facts.tally.bodies)
