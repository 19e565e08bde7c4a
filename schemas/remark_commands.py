"""The commands about a section's remarks: they are answered, and their authors react."""

from typing import Literal

from schemas.frozen import Frozen
from schemas.remarks import Answer, LeftOut, TakenInto
from schemas.section import Note


class AnswerComment(Frozen):
    """Answer a remark, or change its answer; a proposal that is taken is in a draft by that."""

    type: Literal["answer_comment"] = "answer_comment"
    comment_id: str
    answer: Answer
    note: Note | None = None
    taken: TakenInto | None = None
    left: LeftOut | None = None
    disagreement_id: str = ""
    """Of the disagreement that referring it to a meeting opens."""


class ResolveComment(Frozen):
    """The author is content with the answer: the thread is closed. `guest_id` says by which link they came."""

    type: Literal["resolve_comment"] = "resolve_comment"
    comment_id: str
    guest_id: str | None = None


class WithdrawComment(Frozen):
    """The author takes a remark back before it is answered."""

    type: Literal["withdraw_comment"] = "withdraw_comment"
    comment_id: str


RemarkCommand = AnswerComment | ResolveComment | WithdrawComment
