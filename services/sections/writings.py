"""The working text of a section: its editors write in it at once, every save is merged, nothing typed is lost.

One text a section, made from the head; whoever saves names the text that they began from, and what others saved
meanwhile is merged in. Handing it in makes a revision of it, and the head the next beginning.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from activities.convert.cleaning import cleaned
from domain.text.canonical import API_VERSION
from domain.text.editor.opened import opened
from domain.text.editor.written import kept_forms, written
from domain.text.merge import Choice, merge, settle
from schemas.actor import Actor
from schemas.canonical import canonical_json, keyed_hash
from schemas.problems import Refused
from schemas.text import Ast, Conflict, ConflictBlock
from services.house import House
from services.relations import let_in
from storage.tables import Revision, Section, Writing

NOTHING: Ast = {"pandoc-api-version": API_VERSION, "meta": {}, "blocks": []}
TRIES = 5
"""So often a save is put together anew because somebody else was quicker."""


@dataclass(frozen=True)
class Collided:
    """Places where somebody has to choose: their words against those that stand (`ours`) under the name `against`."""

    places: tuple[ConflictBlock, ...]
    against: str
    person_id: str | None


@dataclass(frozen=True)
class Working:
    """The working text for the editor; `tag` names it, and `base_id` is the revision that it was made from.

    `sent_tag` names what was sent, for who has typed on since and has yet to see what was merged into it.

    `is_merged`: there are words in it that its sender did not have. `collided`: a revision came in past it that changed
    the same places, so that it cannot be handed in before somebody chose.
    """

    document: dict[str, Any]
    tag: str
    base_id: str | None
    sent_tag: str = ""
    is_merged: bool = False
    collided: Collided | None = None


@dataclass(frozen=True)
class Standing:
    """What is to be gone on with: the text, the revision that it rests on, the row as it was read.

    `behind` is the head where it moved on in the same places, so that somebody has to choose.
    """

    text_hash: str
    base: Revision | None
    head: Revision | None
    row: Writing | None
    behind: Conflict | None = None


def read_working(house: House, *, actor: Actor, section_id: str) -> Working:
    """What a section's editors are writing; before their first word, its head."""
    with house.database.read() as session:
        let_in(session, "sections.submit", actor, section_id)
    return _view(house, section_id, standing_of(house, section_id))


def read_text(house: House, *, actor: Actor, section_id: str) -> tuple[Ast, str | None]:
    """The working text itself, and the id of the revision that it was made from."""
    with house.database.read() as session:
        let_in(session, "sections.submit", actor, section_id)
    standing = standing_of(house, section_id)
    return house.texts.ast(standing.text_hash), standing.base.id if standing.base else None


def save(
    house: House,
    *,
    actor: Actor,
    section_id: str,
    document: Any,
    seen: str,
    choices: Sequence[Choice] = (),
    against: str = "",
) -> Working | Collided:
    """Save what was written on the text with the tag `seen`, merged with what was saved meanwhile.

    Where both changed the same words nothing is saved, and the places are told; the sender sends them again with a
    choice for each and what they were told to be `against`. Raises Refused: not_an_editor, invalid_request,
    text_too_deep, try_again.
    """
    with house.database.read() as session:
        let_in(session, "sections.submit", actor, section_id)
    for _ in range(TRIES):
        standing = standing_of(house, section_id)
        typed = house.texts.keep(_clean(house, document, standing))
        put = _put_together(house, section_id, standing, typed, seen, choices, against)
        if isinstance(put, Collided):
            return put
        text_hash, base = put
        saved = kept(house, actor, section_id, standing, text_hash, base)
        if saved is not None:
            return _view(house, section_id, saved, typed)
    raise Refused("try_again")


def standing_of(house: House, section_id: str) -> Standing:
    """What is to be gone on with now: what was saved, merged onto the head where that moved."""
    with house.database.read() as session:
        section = session.get_one(Section, section_id)
        head = session.get(Revision, section.head_id) if section.head_id else None
        row = session.get(Writing, section_id)
        base = session.get(Revision, row.base_id) if row is not None and row.base_id else None
    texts = house.texts
    if row is None:
        return Standing(head.text_hash if head else texts.keep(NOTHING), head, head, None)
    if row.base_id == (head.id if head else None):
        return Standing(row.text_hash, head, head, row)
    assert head is not None
    result = merge(_ast(house, base), texts.ast(head.text_hash), texts.ast(row.text_hash))
    if isinstance(result, Conflict):
        return Standing(row.text_hash, base, head, row, result)
    return Standing(texts.keep(result.ast), head, head, row)


def tag_of(house: House, section_id: str, text_hash: str) -> str:
    """The name under which an editor's page knows a text: only we can make it, so nobody names texts of others."""
    return f"{text_hash}.{keyed_hash(house.secret, section_id, text_hash)[:16]}"


def _put_together(
    house: House,
    section_id: str,
    standing: Standing,
    typed: str,
    seen: str,
    choices: Sequence[Choice],
    against: str,
) -> tuple[str, Revision | None] | Collided:
    """The text to be saved and the revision that it rests on then."""
    texts, head = house.texts, standing.head
    if standing.behind and head is not None and choices and against == tag_of(house, section_id, head.text_hash):
        result = settle(_ast(house, standing.base), texts.ast(head.text_hash), texts.ast(typed), choices)
        if isinstance(result, Conflict):
            return Collided(result.blocks, against, head.person_id)
        return texts.keep(result.ast), head
    begun = _begun(house, section_id, seen)
    if standing.text_hash in (typed, begun):
        return typed, standing.base
    ours = tag_of(house, section_id, standing.text_hash)
    base = texts.ast(begun) if begun else _ast(house, standing.base)
    sides = texts.ast(standing.text_hash), texts.ast(typed)
    result = settle(base, *sides, choices) if choices and against == ours else merge(base, *sides)
    if isinstance(result, Conflict):
        return Collided(result.blocks, ours, standing.row.person_id if standing.row else None)
    return texts.keep(result.ast), standing.base


def _begun(house: House, section_id: str, seen: str) -> str | None:
    """The text that a tag of ours names, if it is still there."""
    text_hash = seen.partition(".")[0]
    if not hmac.compare_digest(seen.encode(), tag_of(house, section_id, text_hash).encode()):
        return None
    try:
        house.texts.ast(text_hash)
    except Refused:
        return None
    return text_hash


def kept(
    house: House, actor: Actor, section_id: str, standing: Standing, text_hash: str, base: Revision | None
) -> Standing | None:
    """What stands after the save; None if somebody else was quicker."""
    with house.database.write() as session:
        session.get_one(Section, section_id, with_for_update=True)
        row = session.get(Writing, section_id)
        if _as_read(row) != _as_read(standing.row):
            return None
        base_id = base.id if base else None
        if row is None:
            row = Writing(section_id=section_id, text_hash="", person_id=actor.id, at=house.clock())
        if (row.text_hash, row.base_id) != (text_hash, base_id):
            is_begun_anew = standing.head is not None and standing.text_hash == standing.head.text_hash
            row.writers = list(dict.fromkeys([*([] if is_begun_anew else row.writers or []), actor.id]))
            row.text_hash, row.base_id, row.person_id, row.at = text_hash, base_id, actor.id, house.clock()
            session.add(row)
    return standing_of(house, section_id)


def _as_read(row: Writing | None) -> tuple[str, str | None] | None:
    return None if row is None else (row.text_hash, row.base_id)


def _clean(house: House, document: Any, standing: Standing) -> Ast:
    """What was written, as the door lets it in; what the editor kept and did not come from this text is tried out."""
    ast = written(document)
    try:
        clean, _warnings = cleaned(ast)
        known = kept_forms(opened(house.texts.ast(standing.text_hash)))
        if not kept_forms(document) <= known | {""}:
            house.converter.from_ast(clean, "markdown")
        canonical_json(clean)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        raise Refused("invalid_request", detail="doc") from None
    return clean


def _view(house: House, section_id: str, standing: Standing, typed: str = "") -> Working:
    collided = None
    if standing.behind is not None and standing.head is not None:
        against = tag_of(house, section_id, standing.head.text_hash)
        collided = Collided(standing.behind.blocks, against, standing.head.person_id)
    return Working(
        document=opened(house.texts.ast(standing.text_hash)),
        tag=tag_of(house, section_id, standing.text_hash),
        base_id=standing.base.id if standing.base else None,
        sent_tag=tag_of(house, section_id, typed) if typed else "",
        is_merged=typed not in ("", standing.text_hash),
        collided=collided,
    )


def _ast(house: House, revision: Revision | None) -> Ast:
    return house.texts.ast(revision.text_hash) if revision is not None else NOTHING
