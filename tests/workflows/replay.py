"""Replays saved histories: `python -m tests.workflows.replay [WAY] FILE…` says of each whether it does.

WAY is `--other-shell`, processes that do something else, in which none may replay; or `--other-rules`: whoever asks
a rule of voting, a plan of dates or a ladder gets another answer than when the histories were recorded.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any, NoReturn

from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer

import domain.ballot
import domain.schedule
import domain.section.ladder
from app.ending import end
from app.sandbox import lean_sandbox


def another(*_given: Any, **_named: Any) -> NoReturn:
    """The other answer: there is none."""
    raise RuntimeError("a rule was asked in a replay")


if "--other-rules" in sys.argv:
    domain.ballot.count = domain.schedule.plan = domain.section.ladder.ring = another

import domain.section.decide  # noqa: E402  binds the rules as they are by now
from tests.workflows.other_shell import (  # noqa: E402
    OtherDocument,
    OtherObligation,
    OtherProposal,
    OtherSection,
)
from workflows.document import DocumentWorkflow  # noqa: E402
from workflows.obligation import ObligationWorkflow  # noqa: E402
from workflows.proposal import ProposalWorkflow  # noqa: E402
from workflows.section import SectionWorkflow  # noqa: E402

OURS = [SectionWorkflow, DocumentWorkflow, ObligationWorkflow, ProposalWorkflow]
OTHERS = [OtherSection, OtherDocument, OtherObligation, OtherProposal]


async def replay(files: list[Path], *, other_shell: bool) -> None:
    """Say of every file whether it replays."""
    replayer = Replayer(
        workflows=OTHERS if other_shell else OURS,
        data_converter=pydantic_data_converter,
        workflow_runner=lean_sandbox(),
    )
    for file in files:
        history = WorkflowHistory.from_json(file.stem, file.read_text())
        result = await replayer.replay_workflow(history, raise_on_replay_failure=False)
        failure = result.replay_failure
        print(file.name, type(failure).__name__ if failure else "replayed")
        if failure:
            print(file.name, failure, file=sys.stderr)


if __name__ == "__main__":
    chosen = [Path(word) for word in sys.argv[1:] if not word.startswith("--")]
    asyncio.run(replay(chosen, other_shell="--other-shell" in sys.argv))
    end(0)
