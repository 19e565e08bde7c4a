"""What letters that answer notices did, in the past tense: ids and codes only."""

from typing import Literal

from schemas.frozen import Frozen


class ReplyTaken(Frozen):
    """An answer by letter was taken, and its person is told; the act itself is an entry of its own before it."""

    type: Literal["reply_taken"] = "reply_taken"
    answer_id: str
    person_id: str
    notice_id: str


class ReplyRefused(Frozen):
    """An answer by letter was refused, and the person whose notice it answers is told why, once for each reason."""

    type: Literal["reply_refused"] = "reply_refused"
    person_id: str
    notice_id: str
    code: str


class AnswerUndone(Frozen):
    """What a letter did was taken back by the link in its confirmation."""

    type: Literal["answer_undone"] = "answer_undone"
    answer_id: str
    person_id: str
