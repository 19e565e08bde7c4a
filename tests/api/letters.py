"""Answers by letter of the tests: what the mail server shows, and a verdict as if a letter had given it."""

from sqlmodel import col, select

from app.clock import utc_now
from domain.replies.tokens import token_of
from schemas.ids import new_id
from storage.tables import Event, MailAnswer
from tests.api.stage import Paper, Stage


def given_by_letter(stage: Stage, paper: Paper) -> str:
    """The path of what undoes the reviewer's verdict on the paper's head, which they give now."""
    stage.agree(paper.section)
    given = (Event.stream_id == f"section/{paper.sections[0]}", Event.type == "verdict_given")
    answer_id, revision_id = new_id(), stage.head(paper.section)
    with stage.parts.database.write() as session:
        act_id = session.exec(select(Event.command_id).where(*given).order_by(col(Event.seq).desc())).first()
        answer = {"id": answer_id, "act_id": act_id, "notice_id": new_id(), "verdict": "agree", "at": utc_now()}
        place = {"person_id": stage.reviewer.id, "section_id": paper.sections[0], "revision_id": revision_id}
        session.add(MailAnswer.model_validate(answer | place))
    return f"/answers/{token_of(stage.world.house.secret, 'undo', answer_id)}/undo"


def in_open_round(stage: Stage) -> Paper:
    """A paper whose round one verdict does not close."""
    return stage.in_phase("review", reviewers=[stage.reviewer, stage.member, stage.leader])
