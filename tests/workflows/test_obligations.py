"""What is owed and what is voted on rings by itself, on a server whose clock skips; the ledger compared whole."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from schemas.obligation import ExtendObligation, Fulfil
from schemas.policy import PhaseRule, Step
from schemas.proposal import VoteOnProposal
from schemas.section import Verdict
from tests.workflows.house import Open
from tests.workflows.plans import owe, propose
from tests.workflows.records import EDITORS, NOTE, REVIEWERS, hours, quiet, rules

pytestmark = pytest.mark.anyio
CALM = rules(drafting=quiet(), review=quiet(), sign_off=quiet())


async def test_milestone_is_reminded_of_escalated_extended_and_fulfilled(skipping: Open, database_url: str) -> None:
    async with skipping(CALM, url=database_url) as house:
        today = (await house.environment.get_current_time()).astimezone(ZoneInfo("Europe/Moscow")).date()
        stream_id = await owe(house, today + timedelta(days=2))
        await house.pass_time(timedelta(days=4))
        assert [row[2:] for row in outcomes(house.ledger(stream_id))] == [
            ("reminder-1", "rung", None, 1, True),
            ("deadline", "rung", None, 2, True),
            ("step-1", "rung", None, 2, True),
            ("step-2", "rung", None, 2, True),
        ]
        await house.tell(stream_id, "coordinator", ExtendObligation(limit=hours(48), note=NOTE))
        await house.pass_time(timedelta(hours=45))
        await house.tell(stream_id, EDITORS[0], Fulfil(note=NOTE))
        assert [row[2:] for row in outcomes(house.ledger(stream_id))[4:]] == [
            ("reminder-1", "rung", None, 1, True),
            *((name, "cancelled", "obligation_fulfilled", 0, False) for name in ("deadline", "step-1", "step-2")),
        ]
        assert house.told("obligation_reminder") == [EDITORS[0]] * 2
        assert house.told("obligation_escalation") == ["coordinator", EDITORS[0], "leader-1", "leader-2"]
        assert house.told("obligation_fulfilled") == ["coordinator", EDITORS[0]]
        late = house.late()
        assert all(timedelta(0) <= one < timedelta(seconds=2) for one in late)
        assert house.stream(stream_id).closed


async def test_vote_whether_to_begin_is_closed_by_the_votes_cast(skipping: Open) -> None:
    ladder = (Step(after=hours(2), tell=("reviewers", "coordinator"), outcome="close_by_rule"),)
    async with skipping(CALM) as house:
        stream_id = await propose(house, PhaseRule(limit=hours(10), reminders=(hours(4),), ladder=ladder))
        await house.tell(stream_id, REVIEWERS[0], VoteOnProposal(verdict=Verdict.AGREE))
        await house.pass_time(timedelta(hours=13))
        assert [row[2:] for row in outcomes(house.ledger(stream_id))] == [
            ("reminder-1", "rung", None, 2, True),
            ("deadline", "rung", None, 3, True),
            ("step-1", "rung", "close_by_rule", 3, True),
        ]
        assert house.events(stream_id)[-1] == "proposal_decided"
        assert house.told("proposal_begun") == ["coordinator", *REVIEWERS]


def outcomes(ledger: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """The ledger without the times, which depend on when the test began."""
    return [(row[0], row[1], row[2], *row[4:]) for row in ledger]
