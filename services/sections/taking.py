"""Taking proposals: the editor accepts one in one step into the next draft, under its author's name."""

from activities.recording.remarks import gathering_draft
from schemas.act import Act
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.remark_commands import AnswerComment
from schemas.remarks import ANSWERS, TakenInto
from schemas.section import Note
from schemas.views.readings import Taken
from services.house import House
from services.sections.answers import act_on
from services.sections.gathering import left_out, with_proposal
from storage.tables import Comment, Revision, Section

STILL_TO_TAKE = ("open", *ANSWERS)
"""How a proposal stands that may be taken yet: its answer is changed by that."""


async def take_proposal(house: House, *, actor: Actor, act: Act, comment_id: str) -> Taken:
    """Accept a proposal and take it into the editor's next draft, made from the latest revision or begun before.

    A proposal on an earlier revision is rebased; one that stands in another draft leaves that. Raises Refused as an
    answer is refused, and not_a_proposal, proposal_overtaken (the places are named), try_again.
    """

    def command(comment: Comment, _note: Note | None) -> AnswerComment:
        taken = _taken(house, actor, comment)
        left = left_out(house, comment, into=taken.draft_id)
        return AnswerComment(comment_id=comment.id, answer="accepted", taken=taken, left=left)

    receipt = await act_on(house, "comments.take", actor, act, comment_id, command)
    return Taken.model_validate(receipt.facts.get("taken") or receipt.facts)  # before answers it was the facts


def _taken(house: House, actor: Actor, comment: Comment) -> TakenInto:
    """The editor's draft with the proposal in it."""
    if comment.kind != "proposal" or comment.replacement is None:
        raise Refused("not_a_proposal")
    if comment.state not in STILL_TO_TAKE:
        raise Refused("comment_resolved")
    with house.database.read() as session:
        made_on = session.get_one(Revision, comment.revision_id)
        head = session.get_one(Revision, session.get_one(Section, comment.section_id).head_id)
        draft = gathering_draft(session, actor.id, comment.section_id)
    ours = (draft or head).text_hash
    text_hash, words = with_proposal(house, ours, comment, made_on, head.id)
    return TakenInto(
        draft_id=draft.id if draft else new_id(),
        text_hash=text_hash,
        words=words,
        before=draft.text_hash if draft else None,
        already=text_hash == ours,
    )
