"""A letter that answers a notice: refused, or taken as its person's verdict or comment, once."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlmodel import Session

from activities.mail.incoming import Incoming, Unreadable, read_message
from domain.replies.said import Said, said_in
from domain.search.index import indexed
from schemas.act import Act
from schemas.canonical import sha256_hex
from schemas.ids import new_id
from schemas.problems import PROBLEMS, Refused
from schemas.section import Verdict
from schemas.setup_events import CommentAdded
from schemas.views.document_forms import VerdictForm
from services.house import House
from services.identity.actors import actor_of
from services.mail.answered import Answered, answered_by
from services.mail.telling import note_refused, tell_taken
from services.relations import let_in
from services.sections.comments import have_found
from services.sections.section_acts import give_verdict
from storage.journal import Journal, carry_out, known_receipt
from storage.refusals import RefusedAct
from storage.tables import Comment, MailAnswer, Section, Stream

LONGEST = 20_000
SHORTEST = 3


async def take_letter(house: House, content: bytes) -> str:
    """Take a message (RFC 5322) in; what became of it: taken, known, ignored, or the code of a refusal.

    A stranger is never answered, and a machine's letter neither refused nor answered. The same letter has one effect,
    by whichever way and however often it comes. Raises Refused where a part is away, so that it is sent again.
    """
    try:
        letter = await asyncio.to_thread(read_message, content, checked_by=house.mail_checked_by)
    except Unreadable as unreadable:
        return await asyncio.to_thread(_refuse, house, None, unreadable.code)
    if letter.automatic:
        return "ignored"
    answered = await asyncio.to_thread(_answered, house, letter)
    if answered is None:
        return await asyncio.to_thread(_refuse, house, None, "mail_token_unknown")
    said = said_in(letter.text, answered.person.name)
    code = _why_not(house, letter, answered, said)
    if code:
        return await asyncio.to_thread(_refuse, house, answered, code)
    return await _take(house, letter, answered, said)


def _answered(house: House, letter: Incoming) -> Answered | None:
    with house.database.read() as session:
        return answered_by(session, house.secret, letter.tokens, house.clock())


_MISTAKES = frozenset(code for code, problem in PROBLEMS.items() if problem.status == 422)
"""Not noted, as over HTTP: they are no attempts, and may tell what somebody was about to say."""


def _why_not(house: House, letter: Incoming, answered: Answered, said: Said) -> str:
    if letter.sender not in answered.addresses:
        return "mail_forwarded"
    if house.mail_checked_by and not letter.checked & {"dkim", "dmarc"}:
        return "mail_unchecked"
    if not answered.person.active or answered.is_shut_out:
        return "mail_person_gone"
    if not answered.consents:
        return "mail_unconsented"
    if not said.verdict and not said.text:
        return "mail_empty"
    return "mail_too_long" if len(said.text) > LONGEST else ""


def _refuse(house: House, answered: Answered | None, code: str) -> str:
    """Note it, in the section's record too, and tell the person whose notice was answered, if they may be told.

    Of a letter whose sender nobody has checked its person is not told: whoever forges one would make us write to them.
    """
    who = answered.person.id if answered else ""
    place = f"section/{answered.section_id}" if answered else ""
    if code not in _MISTAKES:
        house.refusals.note(house.database, RefusedAct(who, "mail.receive", code, place), house.clock())
    if answered is not None and answered.person.active:
        note_refused(house, answered, code, tell=code != "mail_unchecked")
    return code


async def _take(house: House, letter: Incoming, answered: Answered, said: Said) -> str:
    # Without an id of its own a letter is known by its words, which answer a later notice just as well.
    key = letter.message_id or f"{answered.notice.id} {sha256_hex(letter.text.encode())}"
    act = house.act_of(answered.person.id, "mail.receive", key, f"{said.verdict} {said.text}")
    answer = MailAnswer(
        id=str(UUID(act.id[:32])),
        act_id=act.id,
        person_id=answered.person.id,
        notice_id=answered.notice.id,
        section_id=answered.section_id,
        revision_id=answered.revision_id,
        verdict=str(said.verdict or ""),
        at=house.clock(),
    )
    if await asyncio.to_thread(_is_known, house, answer.id):
        return "known"
    if not answered.open and not await asyncio.to_thread(known_receipt, house.database, act):
        return await asyncio.to_thread(_refuse, house, answered, "round_closed")
    try:
        if said.verdict is not None:
            await _decide(house, answered, act, said.verdict, said.text)
        else:
            answer.comment_id = await asyncio.to_thread(_comment, house, answered, act, said.text)
    except Refused as refused:
        if refused.code in _PASSING:
            raise
        return await asyncio.to_thread(_refuse, house, answered, refused.code)
    await asyncio.to_thread(tell_taken, house, answered, answer)
    return "taken"


_PASSING = frozenset(
    {
        *("engine_unavailable", "database_unavailable", "object_store_unavailable", "storage_full"),
        *("try_again", "paused", "too_busy"),
    }
)
"""Refusals that a later try may not meet."""


def _is_known(house: House, answer_id: str) -> bool:
    with house.database.read() as session:
        return session.get(MailAnswer, answer_id) is not None


async def _decide(house: House, answered: Answered, act: Act, verdict: Verdict, text: str) -> None:
    form = VerdictForm(revision_id=answered.revision_id, verdict=verdict, text=text if len(text) >= SHORTEST else None)
    await give_verdict(
        house,
        actor=actor_of(house, answered.person),
        act=act,
        section_id=answered.section_id,
        form=form,
        guest_id=answered.guest_id,
    )


def _comment(house: House, answered: Answered, act: Act, text: str) -> str:
    """A remark on the whole text."""
    with house.database.read() as session:
        _let_in(session, house, answered)
        document_id = session.get_one(Section, answered.section_id).document_id
    words = indexed("", text)

    def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        comment = Comment(
            id=new_id(),
            section_id=answered.section_id,
            revision_id=answered.revision_id,
            person_id=answered.person.id,
            cycle=stream.cycle,
            address="",
            text=text,
            at=journal.now,
        )
        journal.session.add(comment)
        journal.session.flush()
        have_found(journal.session, comment, document_id, words)
        added = CommentAdded(
            comment_id=comment.id, revision_id=comment.revision_id, kind="remark", typed=house.typed(comment)
        )
        return {"comment_id": comment.id}, [added]

    receipt = carry_out(house.database, house.clock, act, f"section/{answered.section_id}", effect)
    return str(receipt.facts["comment_id"])


def _let_in(session: Session, house: House, answered: Answered) -> None:
    let_in(session, "comments.add", actor_of(house, answered.person), answered.section_id)
