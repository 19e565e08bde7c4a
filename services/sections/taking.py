"""Taking proposals: the editor accepts one into the next draft, under its author's name, or declines it."""

import json
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from activities.placements import anchor_of
from domain.text.merge import merge
from domain.text.merge_many import merge_many
from domain.text.plain import text_blocks
from domain.text.single_changes import with_change
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.merging import Proposed
from schemas.problems import Refused
from schemas.reading import Patch
from schemas.setup_events import ProposalDeclined, ProposalTaken
from schemas.text import Ast, Conflict
from schemas.views.readings import Taken
from services.house import House
from services.sections.comments import comment_for
from storage.journal import Journal, carry_out, known_receipt
from storage.tables import Comment, Revision, Section, Stream

REASON = "proposals_taken"
"""Why a draft that gathers proposals is set aside: until its editor hands it in."""


def take_proposal(house: House, *, actor: Actor, act: Act, comment_id: str) -> Taken:
    """Take a proposal into the editor's next draft, made from the latest revision or the draft begun before.

    A proposal on an earlier revision is rebased. Raises Refused: not_a_proposal, comment_resolved,
    proposal_overtaken (the places are named), try_again.
    """
    with house.database.read() as session:
        comment = comment_for(session, "comments.take", actor, comment_id)
        known = known_receipt(house.database, act)
        if known is not None:
            return Taken.model_validate(known.facts)
        _check(comment)
        made_on = session.get_one(Revision, comment.revision_id)
        head = session.get_one(Revision, session.get_one(Section, comment.section_id).head_id)
        draft = _draft(session, actor, comment.section_id)
    texts = house.texts
    ours = texts.ast((draft or head).text_hash)
    base = texts.ast(made_on.text_hash)
    result = merge(base, ours, _proposed(house, comment, base))
    if isinstance(result, Conflict):
        places = [block.model_dump() for block in result.blocks]
        raise Refused("proposal_overtaken", head_id=head.id, conflicts=places)
    text_hash, words = texts.keep(result.ast), sum(len(block.text.split()) for block in text_blocks(result.ast))

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[ProposalTaken]]:
        row = journal.session.get_one(Comment, comment.id)
        _check(row)
        standing = _draft(journal.session, actor, comment.section_id)
        if (standing.text_hash if standing else None) != (draft.text_hash if draft else None):
            raise Refused("try_again")
        if standing is None:
            standing = _new_draft(actor, act, head, journal)
            journal.session.add(standing)
        already = standing.text_hash == text_hash
        standing.text_hash, standing.words, standing.at = text_hash, words, journal.now
        standing.proposers = list(dict.fromkeys([*standing.proposers, row.person_id]))
        row.state, row.resolved_by, row.resolved_at = "accepted", actor.id, journal.now
        facts = {"draft_id": standing.id, "text_hash": text_hash, "already": already}
        return facts, [ProposalTaken(comment_id=row.id, draft_id=standing.id, text_hash=text_hash)]

    receipt = carry_out(house.database, house.clock, act, f"section/{comment.section_id}", effect)
    return Taken.model_validate(receipt.facts)


def decline_proposal(house: House, *, actor: Actor, act: Act, comment_id: str) -> Receipt:
    """Decline a proposal. Raises Refused: not_a_proposal, comment_resolved."""
    with house.database.read() as session:
        comment = comment_for(session, "comments.decline", actor, comment_id)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[ProposalDeclined]]:
        row = journal.session.get_one(Comment, comment.id)
        _check(row)
        row.state, row.resolved_by, row.resolved_at = "declined", actor.id, journal.now
        return {"comment_id": row.id}, [ProposalDeclined(comment_id=row.id)]

    return carry_out(house.database, house.clock, act, f"section/{comment.section_id}", effect)


def _check(comment: Comment) -> None:
    if comment.kind != "proposal" or comment.replacement is None:
        raise Refused("not_a_proposal")
    if comment.state != "open":
        raise Refused("comment_resolved")


def _draft(session: Session, actor: Actor, section_id: str) -> Revision | None:
    """The draft in which the editor gathers proposals."""
    mine = select(Revision).where(
        Revision.section_id == section_id,
        Revision.person_id == actor.id,
        Revision.state == "set_aside",
        Revision.reason == REASON,
    )
    return session.exec(mine.order_by(col(Revision.id).desc())).first()


def _new_draft(actor: Actor, act: Act, head: Revision, journal: Journal) -> Revision:
    return Revision(
        id=new_id(),
        act_id=f"{act.id}:taking",
        section_id=head.section_id,
        person_id=actor.id,
        state="set_aside",
        reason=REASON,
        base_id=head.id,
        text_hash=head.text_hash,
        original_hash=head.original_hash,
        filename=head.filename,
        format=head.format,
        at=journal.now,
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
