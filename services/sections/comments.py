"""Comments: anchored to exact words, replied to, listed with their answers; they move nothing."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlmodel import Session, col, select

from activities.placements import Placements
from activities.recording.remarks import voice_of
from activities.searching import put_item
from domain.rights import Relation
from domain.search.index import Indexed, indexed
from domain.text.anchor import find_anchor
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.canonical import canonical_json, sha256_hex
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.setup_events import CommentAdded, CommentReplied
from schemas.text import Anchor
from schemas.views.answers import AnswerView
from schemas.views.page import Page, Slice
from schemas.views.texts import CommentForm, CommentView, PlacementState, PlacementView, ReplyForm
from services.house import House
from services.relations import (
    relations_to_document,
    relations_to_section,
    require_own_voice,
    require_position_first,
    section_for,
)
from services.rights import may, permit
from services.sections.opinions import opinions_in, require_visible
from storage.journal import Journal, carry_out
from storage.paging import page_of
from storage.tables import (
    Answer,
    Comment,
    Document,
    Note,
    Placement,
    Reattachment,
    Revision,
    Section,
    Stream,
    UnsentRemark,
)
from storage.unanswered import is_unanswered


def list_comments(
    house: House,
    *,
    actor: Actor,
    section_id: str,
    page: Page,
    placement: PlacementState | None = None,
    unanswered: bool = False,
) -> Slice[CommentView]:
    """All comments and replies of a section, with their places in its latest revision, or those placed so there.

    `unanswered`: only those of the current cycle that wait for an answer.
    """
    with house.database.read() as session:
        section = section_for(session, "comments.list", actor, section_id)
        shown = opinions_in(session, actor, section).shown
        query = select(Comment).where(Comment.section_id == section_id, shown)
        if placement is not None:
            placed = (Placement.revision_id == section.head_id, Placement.state == placement)
            query = query.join(Placement, col(Placement.comment_id) == col(Comment.id)).where(*placed)
        if unanswered:
            query = query.where(Comment.cycle == section.cycle, *is_unanswered())
        found = page_of(session, query, col(Comment.id), lambda row: row.id, page)
        ids = [row.id for row in found.items]
        places, attached = _places(session, ids, section.head_id), _attached(session, ids)
        answers = answers_of(session, ids)
        theirs = {row.id for row in found.items if speaks_for(session, actor, section.document_id, row)}

    def view(row: Comment) -> CommentView:
        seen = _view(row, places.get(row.id), attached.get(row.id), answers.get(row.id, []))
        return seen.model_copy(update={"yours": row.id in theirs})

    return found.each(view)


def read_comment(house: House, *, actor: Actor, comment_id: str) -> CommentView:
    """One comment."""
    with house.database.read() as session:
        row = comment_for(session, "comments.read", actor, comment_id)
        section = session.get_one(Section, row.section_id)
        place = _places(session, [row.id], section.head_id).get(row.id)
        attached, answers = _attached(session, [row.id]), answers_of(session, [row.id])
        seen = _view(row, place, attached.get(row.id), answers.get(row.id, []))
        return seen.model_copy(update={"yours": speaks_for(session, actor, section.document_id, row)})


def add_comment(
    house: House,
    *,
    actor: Actor,
    act: Act,
    section_id: str,
    form: CommentForm,
    admit: Callable[[Journal], None] | None = None,
) -> Receipt:
    """Comment on exact words of a revision. The receipt names `comment_id`.

    `admit` may refuse within the transaction. Raises Refused: not_found, quote_not_found, quote_ambiguous.
    """
    with house.database.read() as session:
        document_id = section_for(session, "comments.add", actor, section_id).document_id
        revision = session.get(Revision, form.revision_id)
    if revision is None or revision.section_id != section_id or revision.state != "accepted":
        raise Refused("not_found")
    anchor = find_anchor(house.texts.ast(revision.text_hash), form.quote, form.prefix, form.suffix)
    text = indexed("", "\n".join(filter(None, [form.text, form.replacement])))
    address = house.store.put(said_of(form, actor.id, anchor))

    def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[CommentAdded]]:
        if admit is not None:
            admit(journal)
        comment = Comment(
            id=new_id(),
            section_id=section_id,
            revision_id=revision.id,
            person_id=actor.id,
            kind=form.kind,
            cycle=stream.cycle,
            address=address,
            text=form.text,
            replacement=form.replacement,
            at=journal.now,
            **anchor.model_dump(exclude={"text_hash"}),
        )
        journal.session.add(comment)
        journal.session.flush()
        have_found(journal.session, comment, document_id, text)
        place = Placement(
            comment_id=comment.id,
            revision_id=revision.id,
            state="exact",
            score=1.0,
            block=anchor.block,
            start=anchor.start,
            end=anchor.end,
        )
        journal.session.add(place)
        typed = house.typed(comment)
        return {"comment_id": comment.id}, [
            CommentAdded(comment_id=comment.id, revision_id=revision.id, kind=form.kind, typed=typed)
        ]

    receipt = carry_out(house.database, house.clock, act, f"section/{section_id}", effect)
    place_in_head(house, section_id, revision.id)
    return receipt


def comment_like(house: House, actor: Actor, revision: Revision, form: CommentForm) -> str | None:
    """The actor's comment on the same words of the same revision that says the same, if there is one.

    Raises Refused: quote_not_found, quote_ambiguous.
    """
    anchor = find_anchor(house.texts.ast(revision.text_hash), form.quote, form.prefix, form.suffix)
    same = (Comment.revision_id == revision.id, Comment.address == sha256_hex(said_of(form, actor.id, anchor)))
    with house.database.read() as session:
        return session.exec(select(Comment.id).where(*same)).first()


def said_of(form: CommentForm | UnsentRemark, author_id: str, anchor: Anchor) -> bytes:
    """What a comment says, by whom and of which words, as it is kept."""
    body = {"kind": form.kind, "text": form.text, "replacement": form.replacement, "author": author_id}
    return canonical_json(body | {"target": anchor.model_dump(mode="json")}).encode()


def reply(house: House, *, actor: Actor, act: Act, comment_id: str, form: ReplyForm) -> Receipt:
    """Reply in a thread. The receipt names `comment_id`, the reply's own."""
    with house.database.read() as session:
        parent = comment_for(session, "comments.reply", actor, comment_id)
        document_id = session.get_one(Section, parent.section_id).document_id
    text = indexed("", form.text)
    thread = parent.parent_id or parent.id
    address = house.store.put(_said_in(thread, form, actor.id))

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[CommentReplied]]:
        comment = Comment(
            id=new_id(),
            section_id=parent.section_id,
            revision_id=parent.revision_id,
            person_id=actor.id,
            parent_id=thread,
            kind="reply",
            address=address,
            text=form.text,
            at=journal.now,
        )
        journal.session.add(comment)
        journal.session.flush()
        have_found(journal.session, comment, document_id, text)
        replied = CommentReplied(comment_id=comment.id, parent_id=thread, typed=house.typed(comment))
        return {"comment_id": comment.id}, [replied]

    return carry_out(house.database, house.clock, act, f"section/{parent.section_id}", effect)


def reply_like(house: House, actor: Actor, thread: str, form: ReplyForm) -> str | None:
    """The actor's reply in a thread, named by its first comment, that says the same, if there is one."""
    same = (Comment.parent_id == thread, Comment.address == sha256_hex(_said_in(thread, form, actor.id)))
    with house.database.read() as session:
        return session.exec(select(Comment.id).where(*same)).first()


def _said_in(thread: str, form: ReplyForm, author_id: str) -> bytes:
    return canonical_json({"text": form.text, "author": author_id, "parent": thread}).encode()


def have_found(session: Session, comment: Comment, document_id: str, text: Indexed) -> None:
    """Have a comment found by its words, `text` being their index."""
    put_item(
        session,
        "comment",
        comment.id,
        text,
        document_id=document_id,
        section_id=comment.section_id,
        source=comment.address,
    )


def place_in_head(house: House, section_id: str, revision_id: str) -> None:
    """A comment on an earlier revision is placed at once; for later ones whoever follows the revision up does it."""
    with house.database.read() as session:
        head_id = session.get_one(Section, section_id).head_id
    if head_id is not None and head_id != revision_id:
        Placements(house.database, house.texts).place_all(section_id, head_id)


def comment_for(session: Session, operation: str, actor: Actor, comment_id: str) -> Comment:
    """A comment, if the actor may do the operation on it. Raises Refused("not_found")."""
    row = session.get(Comment, comment_id)
    section = session.get(Section, row.section_id) if row else None
    document = session.get(Document, section.document_id) if section else None
    if row is None or section is None or document is None:
        raise Refused("not_found")
    relations = relations_to_document(session, actor, document) | relations_to_section(session, actor, section)
    sees = may("comments.read", actor, relations)
    # Who may close a thread is its first comment's author: a reply in it gives no say over it.
    thread = session.get(Comment, row.parent_id) if row.parent_id else row
    if Relation.PARTICIPANT in relations and thread is not None and speaks_for(session, actor, document.id, thread):
        relations.add(Relation.SELF)
    require_visible(session, actor, section, row)
    permit(operation, actor, relations, refusal="not_allowed" if sees else "not_found")
    require_own_voice(operation, relations)
    require_position_first(session, operation, actor, section.id, relations)
    return row


def speaks_for(session: Session, actor: Actor, document_id: str, remark: Comment) -> bool:
    """Whether the actor says what its author makes of an answer: its author does, or who came in their place.

    For the note of a verdict that a deputy gave, whom they gave it for does too.
    """
    return actor.id in (remark.principal_id, voice_of(session, remark, document_id, actor.today))


def _places(session: Session, ids: Sequence[str], revision_id: str | None) -> dict[str, Placement]:
    rows = session.exec(
        select(Placement).where(col(Placement.comment_id).in_(ids), Placement.revision_id == revision_id)
    )
    return {row.comment_id: row for row in rows}


def _attached(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """The words that comments were attached to by hand, the last of each."""
    query = select(Reattachment).where(col(Reattachment.comment_id).in_(ids)).order_by(col(Reattachment.id))
    return {row.comment_id: row.quote for row in session.exec(query)}


def answers_of(session: Session, ids: Sequence[str]) -> dict[str, list[AnswerView]]:
    """The answers that comments got, by comment, the last one last."""
    query = select(Answer, Note.text).join(Note, col(Note.id) == col(Answer.note_id), isouter=True)
    found: dict[str, list[AnswerView]] = {}
    for row, grounds in session.exec(query.where(col(Answer.comment_id).in_(ids)).order_by(col(Answer.id))):
        view = AnswerView.model_validate(row.model_dump() | {"answer": row.kind, "text": grounds or ""})
        found.setdefault(row.comment_id, []).append(view)
    return found


def _view(row: Comment, place: Placement | None, attached_to: str | None, answers: list[AnswerView]) -> CommentView:
    seen = PlacementView.model_validate(place, from_attributes=True) if place else None
    more = {
        "placement": seen,
        "attached_to": attached_to,
        "answers": answers,
        "answer": answers[-1] if answers else None,
    }
    return CommentView.model_validate(row.model_dump() | more)
