"""Attaching a comment by hand to other words of the latest revision, its thread and its first words kept."""

from collections.abc import Sequence
from typing import Any

from domain.text.anchor import find_anchor
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.setup_events import CommentReattached
from schemas.views.texts import ReattachForm
from services.house import House
from services.sections.comments import comment_for
from storage.journal import Journal, carry_out
from storage.tables import Placement, Reattachment, Revision, Section, Stream


def reattach(house: House, *, actor: Actor, act: Act, comment_id: str, form: ReattachForm) -> Receipt:
    """Attach a thread to exact words of the latest revision; from there on it follows these.

    The receipt names `comment_id`, the thread's. Raises Refused: not_found, outdated_revision, quote_not_found,
    quote_ambiguous.
    """
    with house.database.read() as session:
        row = comment_for(session, "comments.reattach", actor, comment_id)
        revision = session.get(Revision, form.revision_id)
    if revision is None or revision.section_id != row.section_id or revision.number is None:
        raise Refused("not_found")
    anchor = find_anchor(house.texts.ast(revision.text_hash), form.quote, form.prefix, form.suffix)
    thread = row.parent_id or row.id

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[CommentReattached]]:
        session = journal.session
        head_id = session.get_one(Section, row.section_id).head_id
        if head_id != form.revision_id:
            raise Refused("outdated_revision", revision_id=head_id)
        session.add(
            Reattachment(
                id=new_id(),
                comment_id=thread,
                revision_id=revision.id,
                person_id=actor.id,
                at=journal.now,
                **anchor.model_dump(exclude={"text_hash"}),
            )
        )
        place = {"block": anchor.block, "start": anchor.start, "end": anchor.end}
        session.merge(Placement(comment_id=thread, revision_id=revision.id, state="exact", score=1.0, **place))
        event = CommentReattached(comment_id=thread, revision_id=revision.id, **place)
        return {"comment_id": thread}, [event]

    return carry_out(house.database, house.clock, act, f"section/{row.section_id}", effect)
