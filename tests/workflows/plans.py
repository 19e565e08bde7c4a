"""Obligations and proposals for the tests of the processes, made without a plan and without a document's launch."""

from datetime import UTC, date, datetime
from typing import Any

from activities.recording.people import known_people
from app.wiring import Parts
from schemas.ids import new_id
from schemas.obligation import ObligationState, Oblige, Terms
from schemas.policy import PhaseRule, Step, VotingRule
from schemas.proposal import OpenProposal, ProposalState, ProposalTerms
from services.documents.documents import add_document
from storage.journal import Journal
from storage.tables import Obligation, Proposal
from tests.workflows.house import Installation
from tests.workflows.records import EDITORS, LEADERS, REVIEWERS, hours, rules

RULE = PhaseRule(
    limit=hours(1000),
    reminders=(hours(4),),
    ladder=(Step(after=hours(2), tell=("owner", "coordinator")), Step(after=hours(4), tell=("approvers",))),
)


async def owe(house: Installation, day: date, **terms: Any) -> str:
    """The stream of something that the first editor owes by this day, in force."""
    stream_id = begin_obligation(house.parts, house.document_id)
    await house.tell(stream_id, "", obliged(day, **terms))
    return stream_id


def begin_obligation(parts: Parts, document_id: str) -> str:
    """The stream of something that is not owed yet."""
    obligation_id = new_id()
    with parts.database.write() as session:
        journal = Journal(session, datetime.now(UTC))
        title = "пункт 1 «Собрать отчёты»"
        session.add(Obligation(id=obligation_id, document_id=document_id, title=title, made_at=journal.now))
        session.flush()
        state = ObligationState(id=obligation_id, document_id=document_id)
        journal.open(f"obligation/{obligation_id}", "obligation", state.model_dump(mode="json"))
    return f"obligation/{obligation_id}"


def obliged(day: date, **terms: Any) -> Oblige:
    """The first editor owes it by this day, unless the terms say otherwise."""
    given = {"coordinator_id": "coordinator", "owed_by": EDITORS[:1], "leaders": LEADERS, "day": day, "rule": RULE}
    return Oblige(terms=Terms(**{**given, **terms}))


async def propose(house: Installation, rule: PhaseRule, vote: VotingRule | None = None) -> str:
    """The stream of an open vote of the reviewers on a document of its own."""
    stream_id, opening = begin_proposal(house.parts, rule, vote)
    await house.tell(stream_id, "coordinator", opening)
    return stream_id


def begin_proposal(parts: Parts, rule: PhaseRule, vote: VotingRule | None = None) -> tuple[str, OpenProposal]:
    """The stream of a vote of the reviewers on a document of its own, and the command that opens it."""
    proposal_id = new_id()
    with parts.database.write() as session:
        journal = Journal(session, datetime.now(UTC))
        document = add_document(
            journal,
            coordinator_id="coordinator",
            title="Предложение",
            language="ru",
            approvers=LEADERS,
            policy=rules(),
            sections=(),
        )
        session.add(Proposal(id=proposal_id, document_id=document.id, number=1, state="planned", made_at=journal.now))
        session.flush()
        state = ProposalState(id=proposal_id, document_id=document.id)
        journal.open(f"proposal/{proposal_id}", "proposal", state.model_dump(mode="json"))
        known = known_people(session, REVIEWERS, journal.now.date()).known
    terms = ProposalTerms(
        coordinator_id="coordinator",
        electors=tuple(known[person] for person in REVIEWERS),
        vote=vote or VotingRule(kind="majority"),
        rule=rule,
    )
    return f"proposal/{proposal_id}", OpenProposal(terms=terms)
