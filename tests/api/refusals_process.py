"""How every code about the life of a section is provoked over HTTP.

Each provoker sets its case up and returns what asks for the refusal in a language, as often as wanted.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from httpx2 import Response
from pydantic import BaseModel

from schemas.act import Act, Receipt
from services.house import Engine
from tests.api.stage import FIRST, POLICY, Paper, Stage, house_with
from tests.api.world import CONFIRMED, Account

Ask = Callable[[str], Response]
Provoke = Callable[[Stage], Ask]

PROVOKED_ON_STAGE: dict[str, Provoke] = {}
ABSENT = "00000000-0000-7000-8000-000000000000"
PAST = "2020-01-01T00:00:00Z"
WHY = {"reason": "так надо"}
SECOND = FIRST.replace("обустроиться", "найти работу")
RIVAL = FIRST.replace("обустроиться", "выучить язык")


def provokes(code: str) -> Callable[[Provoke], Provoke]:
    """Note how a code is provoked."""

    def note(provoke: Provoke) -> Provoke:
        assert code not in PROVOKED_ON_STAGE
        PROVOKED_ON_STAGE[code] = provoke
        return provoke

    return note


def asking(stage: Stage, method: str, path: str, by: Account, form: Any = None, **request: Any) -> Ask:
    """Sends one request in whatever language."""
    body = {} if form is None else {"json": form}
    return lambda language: stage.call(method, path, by, language=language, **body, **request)


def submitting(stage: Stage, paper: Paper, text: str, base: str | None, by: Account | None = None) -> Ask:
    return lambda language: stage.submit(paper.section, text, by, base, language=language)


@provokes("deadline_in_past")
def _(stage: Stage) -> Ask:
    form = {"limit": {"at": PAST}, **WHY}
    return asking(stage, "POST", f"{stage.in_phase('review').section}/extend", stage.coordinator, form)


@provokes("not_in_drafting")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("review")
    return submitting(stage, paper, SECOND, stage.head(paper.section))


class Meanwhile:
    """The engine, before whose next command something else happens once."""

    def __init__(self, engine: Engine, happens: Callable[[], None]) -> None:
        self._engine = engine
        self._happens: Callable[[], None] | None = happens

    async def send(self, stream_id: str, command: BaseModel, act: Act) -> Receipt:
        """Let it happen, then pass the command on."""
        happens, self._happens = self._happens, None
        if happens is not None:
            await asyncio.to_thread(happens)
        return await self._engine.send(stream_id, command, act)


@provokes("base_outdated")
def _(stage: Stage) -> Ask:
    def ask(language: str) -> Response:
        paper = stage.in_phase("review")
        stage.send_back(paper.section)

        def overtake() -> None:
            stage.hand_in(paper.section, SECOND, stage.second)
            stage.send_back(paper.section)

        base = stage.head(paper.section)
        with house_with(stage.world, engine=Meanwhile(stage.world.house.engine, overtake)):
            return stage.submit(paper.section, RIVAL, base=base, language=language)

    return ask


@provokes("merge_conflict")
def _(stage: Stage) -> Ask:
    paper, base = moved_on(stage)
    return submitting(stage, paper, RIVAL, base, stage.second)


def moved_on(stage: Stage) -> tuple[Paper, str]:
    """A document in drafting whose section has a second revision, and the id of the first."""
    paper = stage.in_phase("review")
    base = stage.head(paper.section)
    assert base is not None
    stage.send_back(paper.section)
    stage.hand_in(paper.section, SECOND)
    stage.send_back(paper.section)
    return paper, base


def helped(stage: Stage) -> Paper:
    """A section whose reviewer asked for more time and was reminded."""
    paper = stage.in_phase("review")
    stage.done("POST", f"{paper.section}/help", stage.reviewer, {"asks": "more_time", **WHY})
    stage.done("POST", f"{paper.section}/reminders", stage.coordinator, {"person_id": stage.reviewer.id})
    return paper


@provokes("asked_today")
def _(stage: Stage) -> Ask:
    return asking(stage, "POST", f"{helped(stage).section}/help", stage.reviewer, {"asks": "not_mine", **WHY})


@provokes("reminded_today")
def _(stage: Stage) -> Ask:
    form = {"person_id": stage.reviewer.id}
    return asking(stage, "POST", f"{helped(stage).section}/reminders", stage.coordinator, form)


@provokes("nothing_awaited")
def _(stage: Stage) -> Ask:
    form = {"person_id": stage.approver.id}
    return asking(stage, "POST", f"{stage.in_phase('review').section}/reminders", stage.coordinator, form)


def deciding(stage: Stage, paper: Paper, by: Account, verdict: str = "agree", **form: Any) -> Ask:
    form = {"revision_id": stage.head(paper.section), "verdict": verdict, **form}
    return asking(stage, "POST", f"{paper.section}/verdicts", by, form)


@provokes("round_closed")
def _(stage: Stage) -> Ask:
    return deciding(stage, stage.in_phase("sign_off"), stage.reviewer)


@provokes("own_opinion_first")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("review", policy={**POLICY, "opinions": "own_first"})
    return asking(stage, "GET", f"{paper.section}/timeline/export", stage.reviewer)


@provokes("verdict_not_given")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section)}
    return asking(stage, "POST", f"{paper.section}/verdicts/take-back", stage.reviewer, form)


@provokes("not_a_voter")
def _(stage: Stage) -> Ask:
    return deciding(stage, stage.in_phase("review"), stage.editor)


@provokes("outdated_revision")
def _(stage: Stage) -> Ask:
    paper, base = moved_on(stage)
    stage.hand_in(paper.section, RIVAL)
    return deciding(stage, paper, stage.reviewer, revision_id=base)


@provokes("reasons_required")
def _(stage: Stage) -> Ask:
    return deciding(stage, stage.in_phase("review"), stage.reviewer, "disagree")


def signing(stage: Stage, paper: Paper, by: Account) -> Ask:
    shown = stage.read(paper.section)
    form = {"revision_id": shown["head_id"], "text_hash": shown["text_hash"], **CONFIRMED}
    return asking(stage, "POST", f"{paper.section}/signatures", by, form)


def unconfirmed(stage: Stage, **given: Any) -> Ask:
    """A signature that comes with something else than the signer's password."""
    paper = stage.in_phase("sign_off")
    shown = stage.read(paper.section)
    form = {"revision_id": shown["head_id"], "text_hash": shown["text_hash"], **given}
    return asking(stage, "POST", f"{paper.section}/signatures", stage.approver, form)


@provokes("confirmation_required")
def _(stage: Stage) -> Ask:
    return unconfirmed(stage)


@provokes("proof_spent")
def _(stage: Stage) -> Ask:
    return unconfirmed(stage, proof="veche_proof_password.1.aa")


@provokes("shown_outdated")
def _(stage: Stage) -> Ask:
    return unconfirmed(stage, shown="0" * 64, **CONFIRMED)


@provokes("not_in_sign_off")
def _(stage: Stage) -> Ask:
    return signing(stage, stage.in_phase("review"), stage.approver)


@provokes("not_a_signer")
def _(stage: Stage) -> Ask:
    return signing(stage, stage.in_phase("sign_off"), stage.reviewer)


@provokes("already_signed")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("sign_off", approvers=[stage.approver, stage.member])
    stage.sign(paper.section)
    return signing(stage, paper, stage.approver)


@provokes("not_an_editor")
def _(stage: Stage) -> Ask:
    return submitting(stage, stage.in_phase("drafting"), FIRST, None, stage.reviewer)


@provokes("nobody_to_judge")
def _(stage: Stage) -> Ask:
    return submitting(stage, stage.in_phase("drafting", reviewers=[stage.editor]), FIRST, None)


@provokes("deadline_not_later")
def _(stage: Stage) -> Ask:
    form = {"limit": {"days": 1}, **WHY}
    return asking(stage, "POST", f"{stage.in_phase('review').section}/extend", stage.coordinator, form)


@provokes("not_your_turn")
def _(stage: Stage) -> Ask:
    rules = {**POLICY, "sign": {"order": "in_turn"}}
    return signing(
        stage, stage.in_phase("sign_off", policy=rules, approvers=[stage.member, stage.approver]), stage.approver
    )


def delegating(stage: Stage, paper: Paper, by: Account, deputy: Account) -> Ask:
    return asking(stage, "POST", f"{paper.section}/delegate", by, {"deputy_id": deputy.id, **WHY})


@provokes("deputy_away")
def _(stage: Stage) -> Ask:
    paper, away = stage.in_phase("review"), stage.world.person()
    today = stage.world.today()
    form = {"person_id": away.id, "since": str(today), "until": str(today + timedelta(days=2))}
    stage.done("POST", "/absences", stage.administrator, form)
    return delegating(stage, paper, stage.reviewer, away)


@provokes("deputy_is_voter")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("review", reviewers=[stage.reviewer, stage.leader])
    return delegating(stage, paper, stage.reviewer, stage.leader)


def passed_on(stage: Stage) -> Paper:
    paper = stage.in_phase("review")
    delegating(stage, paper, stage.reviewer, stage.member)("ru")
    return paper


@provokes("duty_passed")
def _(stage: Stage) -> Ask:
    return deciding(stage, passed_on(stage), stage.reviewer)


@provokes("duty_passed_once")
def _(stage: Stage) -> Ask:
    return delegating(stage, passed_on(stage), stage.member, stage.leader)


def ending(stage: Stage, paper: Paper) -> Ask:
    return asking(stage, "POST", f"{paper.section}/decide", stage.coordinator, {"in_favour": True, **WHY})


@provokes("ladder_not_ended")
def _(stage: Stage) -> Ask:
    return ending(stage, stage.in_phase("review"))


@provokes("votes_suffice")
def _(stage: Stage) -> Ask:
    paper = stage.undecided(reviewers=[stage.reviewer, stage.member, stage.leader])
    stage.agree(paper.section)
    return ending(stage, paper)


@provokes("deadline_stands")
def _(stage: Stage) -> Ask:
    return asking(stage, "POST", f"{stage.in_phase('review').section}/recount", stage.coordinator, WHY)


def reassigning(stage: Stage, paper: Paper, part: str, joins: str, leaves: str | None = None) -> Ask:
    form = {"part": part, "joins": joins, "leaves": leaves, **WHY}
    return asking(stage, "POST", f"{paper.section}/reassign", stage.coordinator, form)


@provokes("already_assigned")
def _(stage: Stage) -> Ask:
    return reassigning(stage, stage.in_phase("drafting"), "editor", stage.second.id)


@provokes("not_assigned")
def _(stage: Stage) -> Ask:
    return reassigning(stage, stage.in_phase("drafting"), "editor", stage.member.id, stage.reviewer.id)


@provokes("assigned_by_matrix")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("drafting")
    version = stage.read(f"{paper.path}/responsibilities")["version"]
    rows = {"rows": [{"task": "review", "person_id": stage.leader.id}]}
    stage.done("PUT", f"{paper.path}/responsibilities", stage.coordinator, rows, version=version)
    return reassigning(stage, paper, "reviewer", stage.member.id, stage.leader.id)


@provokes("recused_here")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("review", reviewers=[stage.reviewer, stage.leader])
    stage.done("POST", f"{paper.section}/recuse", stage.leader, WHY)
    return delegating(stage, paper, stage.reviewer, stage.leader)


@provokes("already_acted")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("review", reviewers=[stage.reviewer, stage.leader])
    stage.agree(paper.section)
    return reassigning(stage, paper, "reviewer", stage.member.id, stage.reviewer.id)


@provokes("wrote_it_alone")
def _(stage: Stage) -> Ask:
    return reassigning(stage, stage.in_phase("review"), "reviewer", stage.editor.id, stage.reviewer.id)


@provokes("person_unknown")
def _(stage: Stage) -> Ask:
    return reassigning(stage, stage.in_phase("drafting"), "editor", ABSENT)


@provokes("base_unknown")
def _(stage: Stage) -> Ask:
    paper, _base = moved_on(stage)
    return submitting(stage, paper, RIVAL, ABSENT)


@provokes("not_a_draft")
def _(stage: Stage) -> Ask:
    revision = stage.head(stage.in_phase("review").section)
    return partial(_hand_in_again, stage, revision or "")


def _hand_in_again(stage: Stage, revision: str, language: str) -> Response:
    return stage.call("POST", f"/drafts/{revision}/hand-in", stage.editor, language=language)
