"""Taking proposals: the editor accepts one in one step into the next draft, under its author's name."""

import json

from activities.placements import anchor_of
from activities.recording.remarks import gathering_draft
from domain.text.merge import merge
from domain.text.merge_many import merge_many
from domain.text.plain import text_blocks
from domain.text.single_changes import with_change
from schemas.act import Act
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.merging import Proposed
from schemas.problems import Refused
from schemas.reading import Patch
from schemas.remark_commands import AnswerComment
from schemas.remarks import ANSWERS, TakenInto
from schemas.section import Note
from schemas.text import Ast, Conflict
from schemas.views.readings import Taken
from services.house import House
from services.sections.answers import act_on
from storage.tables import Comment, Revision, Section

STILL_TO_TAKE = ("open", *ANSWERS)
"""How a proposal stands that may be taken yet: its answer is changed by that."""


async def take_proposal(house: House, *, actor: Actor, act: Act, comment_id: str) -> Taken:
    """Accept a proposal and take it into the editor's next draft, made from the latest revision or begun before.

    A proposal on an earlier revision is rebased. Raises Refused as an answer is refused, and not_a_proposal,
    proposal_overtaken (the places are named), try_again.
    """

    def command(comment: Comment, _note: Note | None) -> AnswerComment:
        return AnswerComment(comment_id=comment.id, answer="accepted", taken=_taken(house, actor, comment))

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
    texts = house.texts
    ours = (draft or head).text_hash
    base = texts.ast(made_on.text_hash)
    result = merge(base, texts.ast(ours), _proposed(house, comment, base))
    if isinstance(result, Conflict):
        places = [block.model_dump() for block in result.blocks]
        raise Refused("proposal_overtaken", head_id=head.id, conflicts=places)
    text_hash = texts.keep(result.ast)
    return TakenInto(
        draft_id=draft.id if draft else new_id(),
        text_hash=text_hash,
        words=sum(len(block.text.split()) for block in text_blocks(result.ast)),
        before=draft.text_hash if draft else None,
        already=text_hash == ours,
    )


def _proposed(house: House, comment: Comment, base: Ast) -> Ast:
    """The text that the proposal was made on, with it: by its exact form, else by the words that stand for words."""
    body = json.loads(house.store.get(comment.address))
    if "patches" in body:
        return with_change(base, [Patch.model_validate(patch) for patch in body["patches"]])
    anchor = anchor_of(comment, body["target"]["text_hash"])
    merged = merge_many(base, [Proposed(id=comment.id, anchor=anchor, replacement=comment.replacement or "")])
    if not merged.applied:
        raise Refused("proposal_overtaken", head_id="", conflicts=[])
    return merged.ast
