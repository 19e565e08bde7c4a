"""Drafts that gather proposals: the text with one more in it, and without one that is accepted no longer."""

import json
from collections.abc import Sequence

from sqlmodel import Session, col, select

from activities.placements import anchor_of
from activities.recording.remarks import last_answer
from domain.text.merge import merge
from domain.text.merge_many import merge_many
from domain.text.plain import text_blocks
from domain.text.single_changes import with_change
from schemas.merging import Proposed
from schemas.problems import Refused
from schemas.reading import Patch
from schemas.remarks import LeftOut
from schemas.text import Ast, Conflict
from services.house import House
from storage.tables import Answer, Comment, Revision


def left_out(house: House, comment: Comment, into: str | None = None) -> LeftOut | None:
    """The draft, not handed in yet, that a proposal leaves; None where it stands in none, or in `into` itself.

    Raises Refused("proposal_overtaken") where the others cannot stand there without it.
    """
    with house.database.read() as session:
        answer = last_answer(session, comment.id)
        draft = session.get(Revision, answer.draft_id) if answer and answer.draft_id else None
        if draft is None or draft.state == "accepted" or draft.id == into:
            return None
        base = session.get_one(Revision, draft.merged_id or draft.base_id)
        staying = [(one, session.get_one(Revision, one.revision_id)) for one in _gathered(session, draft, comment)]
    text_hash = base.text_hash
    for one, made_on in staying:
        text_hash, words = with_proposal(house, text_hash, one, made_on, base.id)
    return LeftOut(
        draft_id=draft.id,
        text_hash=text_hash,
        words=words if staying else base.words,
        before=draft.text_hash,
        proposers=tuple(dict.fromkeys(one.person_id for one, _ in staying)),
    )


def _gathered(session: Session, draft: Revision, but: Comment) -> Sequence[Comment]:
    """The other proposals that stand in a draft, as they were taken."""
    query = select(Comment, Answer).join(Answer, col(Answer.comment_id) == col(Comment.id))
    rows = session.exec(query.where(Answer.draft_id == draft.id, Comment.id != but.id).order_by(col(Answer.id)))
    return [one for one, answer in rows if last_answer(session, one.id) == answer]


def with_proposal(house: House, text_hash: str, comment: Comment, made_on: Revision, head_id: str) -> tuple[str, int]:
    """The text with a proposal in it, kept, and its words. Raises Refused("proposal_overtaken")."""
    texts = house.texts
    base = texts.ast(made_on.text_hash)
    result = merge(base, texts.ast(text_hash), _proposed(house, comment, made_on.text_hash, base))
    if isinstance(result, Conflict):
        places = [block.model_dump() for block in result.blocks]
        raise Refused("proposal_overtaken", head_id=head_id, conflicts=places)
    return texts.keep(result.ast), sum(len(block.text.split()) for block in text_blocks(result.ast))


def _proposed(house: House, comment: Comment, text_hash: str, base: Ast) -> Ast:
    """The text that the proposal was made on, with it: by its exact form, else by the words that stand for words.

    One that became official with a body's position was never kept as an object: its row says all.
    """
    body = json.loads(house.store.get(comment.address)) if comment.address else {}
    if "patches" in body:
        return with_change(base, [Patch.model_validate(patch) for patch in body["patches"]])
    anchor = anchor_of(comment, text_hash)
    merged = merge_many(base, [Proposed(id=comment.id, anchor=anchor, replacement=comment.replacement or "")])
    if not merged.applied:
        raise Refused("proposal_overtaken", head_id="", conflicts=[])
    return merged.ast
