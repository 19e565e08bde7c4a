"""What people are told of their letters: that one was taken, or why not; only ever at their own address."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from schemas.act import Act
from schemas.ids import new_id
from schemas.mail_events import ReplyRefused, ReplyTaken
from services.house import House
from services.mail.answered import Answered
from storage.journal import Journal, carry_out
from storage.tables import MailAnswer, Notice, Stream


def tell_taken(house: House, answered: Answered, answer: MailAnswer) -> None:
    """Keep what a letter did, and have it confirmed."""
    told = answered.facts | {"answer_id": answer.id, "taken": answer.verdict or "comment"}

    def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        journal.session.add(answer)
        journal.session.add(_notice(journal, stream, answered, "answer_taken", told))
        taken = ReplyTaken(answer_id=answer.id, person_id=answer.person_id, notice_id=answer.notice_id)
        return {}, [taken]

    _carry_out(house, answered, effect, "taken", answer.act_id)


def note_refused(house: House, answered: Answered, code: str, *, tell: bool) -> None:
    """Record why a letter did nothing, and `tell` the person: once for a notice and a reason, however many come."""
    told = answered.facts | {"why": code}

    def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        if tell:
            journal.session.add(_notice(journal, stream, answered, "answer_refused", told))
        refused = ReplyRefused(person_id=answered.person.id, notice_id=answered.notice.id, code=code)
        return {}, [refused]

    _carry_out(house, answered, effect, "refused", f"{answered.notice.id} {code}")


def _carry_out(house: House, answered: Answered, effect: Any, what: str, key: str) -> None:
    id_ = house.keyed_hash(f"letter {what}", key)
    act = Act(id=id_, body_hash=id_, actor_id=answered.person.id)
    carry_out(house.database, house.clock, act, f"section/{answered.section_id}", effect)


def _notice(journal: Journal, stream: Stream, answered: Answered, kind: str, facts: dict[str, Any]) -> Notice:
    return Notice(
        id=new_id(),
        stream_id=stream.id,
        seq=stream.seq + 1,
        person_id=answered.person.id,
        kind=kind,
        facts=facts,
        next_try_at=journal.now,
        made_at=journal.now,
    )
