"""Obligations and proposals for the tests of the processes, made without a plan and without a document's launch."""

from datetime import UTC, date, datetime
from typing import Any

from activities.recording.people import known_people
from schemas.ids import new_id
from schemas.obligation import ObligationState, Oblige, Terms
from schemas.policy import PhaseRule, Policy, Step, VotingRule
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
    obligation_id = new_id()
    with house.parts.database.write() as session:
        journal = Journal(session, datetime.now(UTC))
        title = "пункт 1 «Собрать отчёты»"
        row = Obligation(id=obligation_id, document_id=house.document_id, title=title, made_at=journal.now)
        session.add(row)
        session.flush()
        state = ObligationState(id=obligation_id, document_id=house.document_id)
        journal.open(f"obligation/{obligation_id}", "obligation", state.model_dump(mode="json"))
    given = {"coordinator_id": "coordinator", "owed_by": EDITORS[:1], "leaders": LEADERS, "day": day, "rule": RULE}
    await house.tell(f"obligation/{obligation_id}", "", Oblige(terms=Terms(**{**given, **terms})))
    return f"obligation/{obligation_id}"


async def propose(house: Installation, rule: PhaseRule, vote: VotingRule | None = None) -> str:
    """The stream of an open vote of the reviewers on a document of its own."""
    proposal_id = new_id()
    policy: Policy = rules()
    with house.parts.database.write() as session:
        journal = Journal(session, datetime.now(UTC))
        document = add_document(
            journal,
            coordinator_id="coordinator",
            title="Предложение",
            language="ru",
            approvers=LEADERS,
            policy=policy,
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
    await house.tell(f"proposal/{proposal_id}", "coordinator", OpenProposal(terms=terms))
    return f"proposal/{proposal_id}"
