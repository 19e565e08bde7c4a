"""A record with everything in it: a document's life, administration, two checkpoints, and what came after them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.clock import utc_now
from schemas.act import Act
from schemas.ids import new_id
from schemas.installation_events import InvitationMade
from schemas.obligation import ExtendObligation, LeaveObligation
from schemas.policy import Limit, PhaseRule, VotingRule
from schemas.proposal import VoteOnProposal
from schemas.section import Verdict
from services.house import House
from storage.journal import INSTALLATION, carry_out
from tests.activities.recording.conftest import Desk
from tests.workflows.house import open_trial, settings_for
from tests.workflows.plans import begin_obligation, begin_proposal, obliged
from tests.workflows.records import EDITORS, NOTE, REVIEWERS, introduce, prepare, rules


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """The record, on SQLite and on PostgreSQL."""
    parts = open_trial(settings_for(tmp_path, database_url, "unused:1", "unused"))
    document_id, sections = prepare(parts, policy=rules(vote=VotingRule(kind="at_least", count=1)), sections=3)
    desk = Desk(parts, document_id, sections, parts.recorder)
    desk.launch()
    administer(desk, 6)
    desk.approve(0)
    assert parts.checkpoints.make() is not None
    desk.approve(1)
    desk.approve(2)
    desk.approve_whole()
    plan(desk)
    introduce(desk.parts)
    administer(desk, 5)
    assert parts.checkpoints.make() is not None
    administer(desk, 4)
    desk.reopen(0)
    desk.do(desk.stream_id(0), EDITORS[0], desk.hand_in("Новый текст."))
    yield desk
    parts.database.close()


def house_of(desk: Desk) -> House:
    """The services on the desk's parts."""
    parts = desk.parts
    return House(parts.database, parts.store, parts.clock, parts.secret, converter=parts.converter)


def plan(desk: Desk) -> None:
    """Something owed by two, one of whom leaves, and that is extended; and a vote whether to begin, decided."""
    owed = begin_obligation(desk.parts, desk.document_id)
    desk.do(owed, "", obliged(date(2030, 10, 15), owed_by=EDITORS))
    desk.do(owed, "", LeaveObligation(person_id=EDITORS[-1]))
    desk.do(owed, "coordinator", ExtendObligation(limit=Limit(at=datetime(2031, 1, 1, tzinfo=UTC)), note=NOTE))
    proposal, opening = begin_proposal(desk.parts, PhaseRule(limit=Limit(days=30)))
    desk.do(proposal, "coordinator", opening)
    for person in REVIEWERS:
        desk.record(proposal, person, VoteOnProposal(verdict=Verdict.AGREE))


def administer(desk: Desk, times: int) -> None:
    """So many acts of administration."""
    for _ in range(times):
        event = InvitationMade(invitation_id=new_id(), role="member")
        act = Act(id=new_id(), body_hash="", actor_id="coordinator")
        carry_out(desk.parts.database, utc_now, act, INSTALLATION, lambda *_, event=event: ({}, [event]))  # type: ignore[misc]
