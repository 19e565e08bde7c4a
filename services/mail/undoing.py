"""Taking back what a letter did, by the link in its confirmation: until the round's close, after a confirming click."""

import asyncio
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session, col, select

from domain.replies.tokens import named_by
from schemas.act import Act
from schemas.mail_events import AnswerUndone
from schemas.problems import Refused
from schemas.section import Verdict
from schemas.views.document_forms import TakeBackForm
from schemas.views.mail import UndoView
from services.house import House
from services.identity.actors import actor_of
from services.mail.answered import is_shut_out
from services.sections import answers
from services.sections.section_acts import take_back_verdict
from storage.journal import Journal, carry_out, known_receipt
from storage.tables import Document, Event, MailAnswer, Person, Revision, Section, Stream


def look(house: House, *, token: str, address: str) -> UndoView:
    """What a letter did; looking changes nothing. Raises Refused: answer_unknown, too_many_attempts."""
    with house.database.read() as session:
        answer = _answer(house, session, token, address)
        section = session.get_one(Section, answer.section_id)
        document = session.get_one(Document, section.document_id)
        number = session.get_one(Revision, answer.revision_id).number or 0
    return UndoView(
        document=document.title,
        section=section.title,
        number=number,
        verdict=Verdict(answer.verdict) if answer.verdict else None,
        at=answer.at,
        open=_is_open(section, answer),
    )


async def undo(house: House, *, act: Act, token: str, address: str) -> None:
    """Take it back, as its person.

    Raises Refused: answer_unknown, answer_overtaken, round_closed, outdated_revision, comment_answered.
    """
    prepared = await asyncio.to_thread(_prepare, house, act, token, address)
    if prepared is None:
        return
    answer, person = prepared
    mine = Act(id=house.keyed_hash("undo", act.id), body_hash=act.body_hash, actor_id=person.id)
    actor = actor_of(house, person)
    if answer.verdict:
        form = TakeBackForm(revision_id=answer.revision_id)
        await take_back_verdict(house, actor=actor, act=mine, section_id=answer.section_id, form=form)
    elif answer.comment_id is not None:
        await answers.withdraw(house, actor=actor, act=mine, comment_id=answer.comment_id)
    await asyncio.to_thread(_note, house, act, answer)


def _prepare(house: House, act: Act, token: str, address: str) -> tuple[MailAnswer, Person] | None:
    if known_receipt(house.database, act) is not None:
        return None
    with house.database.read() as session:
        answer = _answer(house, session, token, address)
        if answer.verdict and not _stands(session, answer):
            raise Refused("answer_overtaken")
        if not answer.verdict and not _is_open(section := session.get_one(Section, answer.section_id), answer):
            raise Refused("round_closed", phase=str(section.phase))
        return answer, session.get_one(Person, answer.person_id)


def _stands(session: Session, answer: MailAnswer) -> bool:
    """Whether nobody decided in that seat since: its person, their deputy, or who entered a verdict on paper."""
    decided = col(Event.type).in_(["verdict_given", "verdict_taken_back"])
    mine = (Event.stream_id == f"section/{answer.section_id}", decided)
    events = list(session.exec(select(Event).where(*mine).order_by(col(Event.seq).desc())))
    seat = next((one.data["person_id"] for one in events if one.command_id == answer.act_id), None)
    last = next((one for one in events if one.data["person_id"] == seat), None)
    return last is not None and last.command_id == answer.act_id


def _is_open(section: Section, answer: MailAnswer) -> bool:
    return section.phase == "review" and section.head_id == answer.revision_id


def _note(house: House, act: Act, answer: MailAnswer) -> None:
    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        journal.session.get_one(MailAnswer, answer.id).undone_at = journal.now
        return {}, [AnswerUndone(answer_id=answer.id, person_id=answer.person_id)]

    carry_out(house.database, house.clock, act, f"section/{answer.section_id}", effect)


def _answer(house: House, session: Session, token: str, address: str) -> MailAnswer:
    named = named_by(house.secret, "undo", token)
    answer = session.get(MailAnswer, named) if named else None
    if answer is None or answer.undone_at is not None:
        if named is None:
            house.attempts.begin("undo link", address, house.clock())
        raise Refused("answer_unknown")
    person, section = session.get_one(Person, answer.person_id), session.get_one(Section, answer.section_id)
    if not person.active or is_shut_out(session, person, section, house.clock()):
        raise Refused("answer_unknown")
    return answer
