"""A document that is proposed before all: a vote whether work on it is to begin."""

import asyncio
from uuid import UUID

from sqlmodel import Session, col, func, select

from activities.plan_force import members_on
from activities.recording.people import known_people
from domain.ballot import count
from domain.proposal import ballot
from domain.proposal.decide import check_terms
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.policy import Policy, VotingRule
from schemas.problems import Refused
from schemas.proposal import (
    DEFAULT_PROPOSAL,
    OpenProposal,
    ProposalPhase,
    ProposalState,
    ProposalTerms,
    SettleProposal,
    VoteOnProposal,
)
from schemas.section import Note
from schemas.section_commands import Recount
from schemas.views.document_forms import ReasonForm
from schemas.views.proposal import ProposalForm, ProposalVerdictForm, ProposalView, SettleForm
from services.acts import carry, given
from services.documents.documents import require_people
from services.documents.electorates import require_weighed
from services.house import House
from services.planning.contradictions import today_in
from services.relations import document_for
from storage.journal import Journal, known_receipt
from storage.tables import Document, Proposal, Stream
from storage.tables import Note as NoteRow


async def propose(house: House, *, actor: Actor, act: Act, document_id: str, form: ProposalForm) -> Receipt:
    """Begin a vote whether work on the document is to begin, before its launch. The receipt names `proposal_id`.

    Raises Refused: wrong_phase, proposal_open, proposal_without_voters, policy_unreachable, person_unknown,
    limit_is_zero, deadline_in_past, ladder_outcome_misplaced.
    """
    proposal_id = str(UUID(act.id[:32]))

    def prepare() -> Receipt | ProposalTerms:
        known = known_receipt(house.database, act)
        if known is not None:
            return known
        with house.database.read() as session:
            document = document_for(session, "proposals.open", actor, document_id)
            if document.phase != "setup":
                raise Refused("proposal_open") if document.phase == "proposed" else _late(document)
            terms = _terms(house, session, document, form)
        check_terms(terms, house.clock())
        _have_stream(house, document_id, proposal_id)
        return terms

    prepared = await asyncio.to_thread(prepare)
    if isinstance(prepared, Receipt):
        return prepared
    return await house.engine.send(f"proposal/{proposal_id}", OpenProposal(terms=prepared), act)


def read_proposal(house: House, *, actor: Actor, document_id: str) -> ProposalView:
    """The document's last vote whether to begin, counted. Raises Refused("not_found") where there was none."""
    with house.database.read() as session:
        _, row = proposal_for(session, "proposals.read", actor, document_id)
        state = ProposalState.model_validate(session.get_one(Stream, f"proposal/{row.id}").state)
        note = session.get(NoteRow, row.note_id) if row.note_id else None
    assert state.terms is not None
    counted = ballot(state)
    tally = count(state.terms.vote, counted)
    return ProposalView(
        id=row.id,
        number=row.number,
        state=row.state,
        deadline=state.deadline,
        voters=list(counted.voters),
        votes=[vote.model_dump(mode="json") for vote in state.votes],
        silent=list(counted.silent),
        status=tally.status,
        in_favour=tally.in_favour,
        against=tally.against,
        missing_in_favour=tally.missing_in_favour,
        reason=note.text if note else None,
        ended_at=row.ended_at,
    )


async def vote(house: House, *, actor: Actor, act: Act, document_id: str, form: ProposalVerdictForm) -> Receipt:
    """Give or change one's verdict whether to begin; disagreeing takes a text."""

    def admit(session: Session) -> None:
        document_for(session, "proposals.vote", actor, document_id)

    def command(_seen: None, note: Note | None) -> VoteOnProposal:
        return VoteOnProposal(verdict=form.verdict, note=note)

    stream_id = await asyncio.to_thread(_stream_of, house, document_id)
    return await carry(house, stream_id, act, admit=admit, command=command, reason=form.text)


async def settle(house: House, *, actor: Actor, act: Act, document_id: str, form: SettleForm) -> Receipt:
    """Decide with reasons: to refuse at any time, to begin where the time ran out without a decision."""

    def admit(session: Session) -> None:
        document_for(session, "proposals.settle", actor, document_id)

    def command(_seen: None, note: Note | None) -> SettleProposal:
        return SettleProposal(outcome=form.outcome, note=given(note))

    stream_id = await asyncio.to_thread(_stream_of, house, document_id)
    return await carry(house, stream_id, act, admit=admit, command=command, reason=form.reason)


async def recount(house: House, *, actor: Actor, act: Act, document_id: str, form: ReasonForm) -> Receipt:
    """Count the deadline of the vote anew by the calendar now in force, with a reason.

    Raises Refused: deadline_stands, deadline_in_past, wrong_phase.
    """

    def admit(session: Session) -> None:
        document_for(session, "proposals.recount", actor, document_id)

    def command(_seen: None, note: Note | None) -> Recount:
        return Recount(note=given(note))

    stream_id = await asyncio.to_thread(_stream_of, house, document_id)
    return await carry(house, stream_id, act, admit=admit, command=command, reason=form.reason)


def latest(session: Session, document_id: str, number: int | None = None) -> Proposal | None:
    """The last proposal of a document whose vote was begun, or the one of that number."""
    query = select(Proposal).where(Proposal.document_id == document_id, Proposal.state != ProposalPhase.PLANNED)
    if number is not None:
        query = query.where(Proposal.number == number)
    return session.exec(query.order_by(col(Proposal.number).desc()).limit(1)).first()


def proposal_for(
    session: Session, operation: str, actor: Actor, document_id: str, number: int | None = None
) -> tuple[Document, Proposal]:
    """A vote whether to begin, the last or the one of that number, and its document; raises as `document_for` does."""
    document, proposal = document_for(session, operation, actor, document_id), latest(session, document_id, number)
    if proposal is None:
        raise Refused("not_found")
    return document, proposal


def _late(document: Document) -> Refused:
    return Refused("wrong_phase", phase=document.phase)


def _stream_of(house: House, document_id: str) -> str:
    """The stream of the last proposal; of none where there was none, which the record answers with not_found."""
    with house.database.read() as session:
        row = latest(session, document_id)
    return f"proposal/{row.id if row else document_id}"


def _have_stream(house: House, document_id: str, proposal_id: str) -> None:
    with house.database.write() as session:
        journal = Journal(session, house.clock())
        journal.lock(f"document/{document_id}")
        if session.get(Proposal, proposal_id) is not None:
            return
        last = session.exec(select(func.max(Proposal.number)).where(Proposal.document_id == document_id)).one()
        row = Proposal(
            id=proposal_id,
            document_id=document_id,
            number=(last or 0) + 1,
            state=ProposalPhase.PLANNED,
            made_at=journal.now,
        )
        session.add(row)
        session.flush()
        state = ProposalState(id=proposal_id, document_id=document_id)
        journal.open(f"proposal/{proposal_id}", "proposal", state.model_dump(mode="json"))


def _terms(house: House, session: Session, document: Document, form: ProposalForm) -> ProposalTerms:
    day = today_in(house, document)
    require_people(session, form.voters)
    if form.vote is not None:
        require_weighed(session, form.vote)
    people = list(form.voters) or (list(members_on(session, form.body_id, day)) if form.body_id else [])
    known = known_people(session, people, day).known
    through = () if form.voters or form.body_id is None else (form.body_id,)
    return ProposalTerms(
        coordinator_id=document.coordinator_id,
        electors=tuple(known[one].model_copy(update={"through": through}) for one in dict.fromkeys(people)),
        vote=form.vote or VotingRule(kind="majority"),
        rule=form.rule or DEFAULT_PROPOSAL,
        zone=Policy.model_validate(document.policy).zone,
    )
