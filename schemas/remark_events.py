"""The events about a section's remarks, in the past tense; they hold ids, codes and hashes only."""

from typing import Literal

from schemas.deadline import Deadline
from schemas.frozen import Frozen
from schemas.remarks import Answer, HeldBy, LeftOut, TakenInto
from schemas.section import Note


class OfRemark(Frozen):
    """What every event about one remark carries."""

    comment_id: str


class CommentAnswered(OfRemark):
    """A remark was answered, or its answer `before` was changed; `author_id` is told, empty who answered themselves.

    `uphold_until` is the term, where rules give one, in which the author may uphold it before the text is approved.
    """

    type: Literal["comment_answered"] = "comment_answered"
    answer: Answer
    before: Answer | None = None
    author_id: str = ""
    note: Note | None = None
    taken: TakenInto | None = None
    left: LeftOut | None = None
    uphold_until: Deadline | None = None


class CommentResolved(OfRemark):
    """The author was content, and the thread closed; before answers were recorded, somebody else may have closed it."""

    type: Literal["comment_resolved"] = "comment_resolved"


class CommentWithdrawn(OfRemark):
    """The author took an unanswered remark back."""

    type: Literal["comment_withdrawn"] = "comment_withdrawn"


class AnswersAwaited(Frozen):
    """The vote is done in favour, and the round waits for answers to so many remarks; `by` settled the vote.

    So many `disagreements` are to be settled, or taken to leadership, besides.
    """

    type: Literal["answers_awaited"] = "answers_awaited"
    by: HeldBy
    unanswered: int
    disagreements: int = 0


class VoteUnsettled(Frozen):
    """While the round waited for answers its votes changed so that they no longer suffice: the vote goes on."""

    type: Literal["vote_unsettled"] = "vote_unsettled"


RemarkEvent = CommentAnswered | CommentResolved | CommentWithdrawn | AnswersAwaited | VoteUnsettled
