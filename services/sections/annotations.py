"""Comments out and in as W3C Web Annotations; who may see which comment is decided where comments are listed."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlmodel import Session, col, select

from activities.placements import anchors_of
from domain.annotations import KINDS, annotation, collection, id_of, target, urn
from domain.text.anchor import anchor_at
from domain.text.canonical import addressed
from schemas.act import Act
from schemas.actor import Actor
from schemas.problems import Refused
from schemas.text import Anchor
from schemas.views.annotations import (
    AnnotationForm,
    AnnotationsForm,
    ImportedAnnotation,
    ImportedAnnotations,
)
from schemas.views.page import Page
from schemas.views.texts import CommentForm, CommentView, ReplyForm
from services.house import House
from services.relations import section_for
from services.sections.comments import (
    add_comment,
    comment_like,
    list_comments,
    read_comment,
    reply,
    reply_like,
)
from storage.journal import known_receipt
from storage.tables import Comment, Person, Placement, Revision

MOST_AT_ONCE = 200


def read_annotations(house: House, *, actor: Actor, revision_id: str) -> dict[str, Any]:
    """The comments of a section as they stand in one of its revisions, with their replies, as a collection.

    A comment whose words are not to be found there is given with the revision in which they are.
    """
    with house.database.read() as session:
        revision = _revision_for(session, "annotations.read", actor, revision_id)
    views = list(_comments(house, actor, revision.section_id))
    with house.database.read() as session:
        targets = _targets(house, session, revision)
        named = select(Person.id, Person.name).where(col(Person.id).in_({view.person_id for view in views}))
        names = dict(session.exec(named).all())
    items = [
        annotation(
            view.model_dump(), urn(view.parent_id) if view.parent_id else targets[view.id], names[view.person_id]
        )
        for view in views
        if view.parent_id in targets or view.id in targets
    ]
    return collection(f"/api/v1/revisions/{revision_id}/annotations", urn(revision_id), items)


def import_annotations(
    house: House, *, actor: Actor, act: Act, revision_id: str, form: AnnotationsForm
) -> ImportedAnnotations:
    """Make comments and replies of annotations, under the sender's own name; what cannot be placed is told.

    The same annotation sent again is the comment that it became. Raises Refused: not_found, not_allowed.
    """
    with house.database.read() as session:
        revision = _revision_for(session, "annotations.import", actor, revision_id)
    done: dict[int, ImportedAnnotation] = {}
    became: dict[str, str] = {}
    threads_first = sorted(enumerate(form.items), key=lambda one: one[1].motivation == "replying")
    for place, item in threads_first:
        one = act.model_copy(update={"id": f"{act.id}:{place}"})
        if item.motivation == "replying":
            found = _import_reply(house, actor, one, revision, item, became)
        else:
            found = _import(house, actor, one, revision, item)
        done[place] = found.model_copy(update={"place": place})
        if item.id and found.comment_id:
            became.setdefault(item.id, found.comment_id)
    return ImportedAnnotations(items=[done[place] for place in range(len(form.items))])


def _import(house: House, actor: Actor, act: Act, revision: Revision, item: AnnotationForm) -> ImportedAnnotation:
    quotes = [one for one in item.target.selector if one.type == "TextQuoteSelector"]
    exact = quotes[0].exact if len(quotes) == 1 else None
    if id_of(item.target.source or revision.id) != revision.id or exact is None:
        return ImportedAnnotation(place=0, outcome="not_placed", reason="other_target")
    said = [body.value for body in item.body if body.purpose != "editing"]
    words = [body.value for body in item.body if body.purpose == "editing"]
    if (item.motivation == "editing") != (len(words) == 1) or len(said) > 1:
        return ImportedAnnotation(place=0, outcome="not_placed", reason="body_unclear")
    form = CommentForm(
        revision_id=revision.id,
        kind=KINDS[item.motivation],
        text=said[0] if said else words[0],
        replacement=words[0] if words else None,
        quote=exact,
        prefix=quotes[0].prefix,
        suffix=quotes[0].suffix,
    )
    try:
        known = comment_like(house, actor, revision, form) if known_receipt(house.database, act) is None else None
        if known is not None:
            return ImportedAnnotation(place=0, outcome="known", comment_id=known)
        receipt = add_comment(house, actor=actor, act=act, section_id=revision.section_id, form=form)
    except Refused as refused:
        if refused.code not in ("quote_not_found", "quote_ambiguous"):
            raise
        return ImportedAnnotation(place=0, outcome="not_placed", reason=refused.code)
    return ImportedAnnotation(place=0, outcome="added", comment_id=receipt.facts["comment_id"])


def _import_reply(
    house: House, actor: Actor, act: Act, revision: Revision, item: AnnotationForm, became: Mapping[str, str]
) -> ImportedAnnotation:
    """Reply in the thread of what the annotation answers: one of its page, by what that became, or a comment here."""
    answered = item.target.source or ""
    if len(item.body) != 1 or item.body[0].purpose == "editing":
        return ImportedAnnotation(place=0, outcome="not_placed", reason="body_unclear")
    form = ReplyForm(text=item.body[0].value)
    try:
        parent = read_comment(house, actor=actor, comment_id=became.get(answered, id_of(answered)))
        if parent.section_id != revision.section_id:
            return ImportedAnnotation(place=0, outcome="not_placed", reason="other_target")
        fresh = known_receipt(house.database, act) is None
        known = reply_like(house, actor, parent.parent_id or parent.id, form) if fresh else None
        if known is not None:
            return ImportedAnnotation(place=0, outcome="known", comment_id=known)
        receipt = reply(house, actor=actor, act=act, comment_id=parent.id, form=form)
    except Refused as refused:
        if refused.code != "not_found":
            raise
        return ImportedAnnotation(place=0, outcome="not_placed", reason="other_target")
    return ImportedAnnotation(place=0, outcome="added", comment_id=receipt.facts["comment_id"])


def _revision_for(session: Session, operation: str, actor: Actor, revision_id: str) -> Revision:
    revision = session.get(Revision, revision_id)
    if revision is None or revision.number is None:
        raise Refused("not_found")
    section_for(session, operation, actor, revision.section_id)
    return revision


def _comments(house: House, actor: Actor, section_id: str) -> Iterator[CommentView]:
    page = Page(limit=MOST_AT_ONCE)
    while True:
        found = list_comments(house, actor=actor, section_id=section_id, page=page)
        yield from found.items
        if found.next_after is None:
            return
        page = Page(limit=MOST_AT_ONCE, after=found.next_after)


def _targets(house: House, session: Session, revision: Revision) -> dict[str, dict[str, Any]]:
    """By comment where its words stand in the revision, or else where they were last known to stand."""
    query = (
        select(Comment, Revision)
        .join(Revision, col(Revision.id) == col(Comment.revision_id))
        .where(
            Comment.section_id == revision.section_id,
            col(Comment.parent_id).is_(None),
            Comment.verdict == "",
            col(Revision.number) <= revision.number,
        )
    )
    made = [(comment, made_in) for comment, made_in in session.exec(query)]
    numbers = select(Revision.text_hash, Revision.id).where(Revision.section_id == revision.section_id)
    revisions = dict(session.exec(numbers.where(col(Revision.number).is_not(None))).all())
    known = anchors_of(session, made, revision)
    targets = {id_: target(revisions[anchor.text_hash], anchor) for id_, anchor in known.items()}
    text = addressed(house.texts.ast(revision.text_hash))
    for place in session.exec(select(Placement).where(Placement.revision_id == revision.id)):
        if (
            place.comment_id in targets
            and place.block is not None
            and place.start is not None
            and place.end is not None
        ):
            anchor: Anchor = anchor_at(text, place.block, place.start, place.end)
            targets[place.comment_id] = target(revision.id, anchor)
    return targets
