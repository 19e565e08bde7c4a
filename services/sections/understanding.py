"""Understanding a file that came back: which revision it was made from, and what its readers changed and remarked."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from sqlmodel import Session, col, select

from activities.convert.coming_back import CameBack
from activities.convert.word_marks import Reach
from domain.text.anchor import CONTEXT
from domain.text.canonical import addressed, text_hash
from domain.text.compare import compare
from domain.text.likeness import likeness
from domain.text.merge import merge
from domain.text.placement import place_all
from domain.text.plain import block_text
from domain.text.single_changes import single_changes
from schemas.actor import Actor
from schemas.problems import Refused
from schemas.reading import FileComment, TrackedChange, Unit
from schemas.text import Anchor, Ast, Conflict
from schemas.views.readings import Place, ReadChange, ReadComment, Understood
from services.house import House
from services.sections.opinions import opinions_in
from services.sections.redline_author import is_ours
from storage.tables import Comment, Revision, Section

MOST_REVISIONS = 20
"""Of a section's latest revisions so many are looked at for the likeliest one."""
MOST_CHANGES = 2_000


class Known(NamedTuple):
    """The revision that a file was made from, how that is known, and how like it is."""

    revision: Revision
    by: Literal["code", "named", "likeness"]
    likeness: float


def revision_of(house: House, section_id: str, named: str | None, code: str, ast: Ast) -> Known:
    """The revision that a text was made from: the named one, or that of the return code, or the likeliest.

    Raises Refused: not_found, file_of_another_section, reading_without_revision.
    """
    with house.database.read() as session:
        found = _accepted(session, named or code)
        if named and (found is None or found.section_id != section_id):
            raise Refused("not_found")
        if found is not None and found.section_id != section_id:
            raise Refused("file_of_another_section")
        rows = session.exec(
            select(Revision)
            .where(Revision.section_id == section_id, Revision.state == "accepted")
            .order_by(col(Revision.number).desc())
            .limit(MOST_REVISIONS)
        ).all()
    if found is not None:
        return Known(found, "named" if named else "code", likeness(house.texts.ast(found.text_hash), ast))
    if not rows:
        raise Refused("reading_without_revision")
    return max(
        (Known(row, "likeness", likeness(house.texts.ast(row.text_hash), ast)) for row in rows),
        key=lambda known: (known.likeness, known.revision.number or 0),
    )


def understand(house: House, back: CameBack, revision: Revision, actor: Actor) -> Understood:
    """What a file that came back says about a revision. Raises Refused("reading_too_large")."""
    base = house.texts.ast(revision.text_hash)
    head, astray = _as_edited(house, base, back)
    units = single_changes(base, head, compare(base, head))
    if len(units) > MOST_CHANGES:
        raise Refused("reading_too_large", limit=MOST_CHANGES)
    texts = [block_text(block) for block in addressed(base).blocks]
    by_place = text_hash(head) == text_hash(back.converted.ast)
    # What a redline of ours marked is in the revision already: only what its reader changed besides is left to tell.
    theirs = [one for one in back.contents.changes if not is_ours(revision, one.author, one.date)]
    unclear = [(doubt.code, doubt.words) for doubt in back.contents.doubts]
    if astray:
        unclear.append(("round_trip_conflict", ""))
    comments = _comments(back, _ours(house, actor, revision, back.contents.comments), revision, base, texts)
    unclear += [("range_over_paragraphs", one.words) for one in comments if one.until and not one.ours]
    unclear += [("place_unknown", one.words or one.text) for one in comments if _is_lost(one)]
    return Understood(
        changes=[_change(number, unit, texts, _who(unit, back, theirs, by_place)) for number, unit in enumerate(units)],
        patches=[list(unit.patches) for unit in units],
        comments=comments,
        unclear=unclear,
        lost=sorted({*back.contents.losses, *back.converted.warnings} - {"changes_accepted", "comments_dropped"}),
    )


def _accepted(session: Session, revision_id: str) -> Revision | None:
    row = session.get(Revision, revision_id) if revision_id else None
    return row if row is not None and row.state == "accepted" else None


def _as_edited(house: House, base: Ast, back: CameBack) -> tuple[Ast, bool]:
    """The revision with what people changed in the file, without what the file's format alone changes.

    The second says that the two could not be told apart everywhere.
    """
    came, target = back.converted.ast, back.converted.format
    if text_hash(came) == text_hash(base):
        return base, False
    sent = house.converter.to_ast(house.converter.from_ast(base, target), f"a.{target}").ast
    if text_hash(sent) == text_hash(base):
        return came, False
    result = merge(sent, base, came)
    return (came, True) if isinstance(result, Conflict) else (result.ast, False)


def _who(unit: Unit, back: CameBack, changes: Sequence[TrackedChange], by_place: bool) -> TrackedChange | None:
    """Which of these tracked changes of the file a change is, or the first of several."""
    words = {*unit.before.split(), *unit.after.split()}
    if back.changes is not None and by_place:
        reach = back.counted.reach(*unit.head)
        near = [one for one in changes if _touch(reach, back.changes.get(one.number))]
    else:
        near = list(changes)
    like = [one for one in near if words & {*one.words.split()}]
    return max(like, key=lambda one: len(words & {*one.words.split()}), default=None)


def _touch(one: Reach, other: Reach | None) -> bool:
    return other is not None and one.start <= other.end and other.start <= one.end


def _change(number: int, unit: Unit, texts: Sequence[str], who: TrackedChange | None) -> ReadChange:
    text = texts[unit.block] if texts else ""
    return ReadChange(
        number=number,
        kind=unit.kind,
        place=Place(block=unit.block, start=unit.start, end=unit.end),
        quote=unit.quote,
        replacement=unit.replacement,
        before=unit.before,
        after=unit.after,
        prefix=text[max(0, unit.start - CONTEXT) : unit.start],
        suffix=text[unit.end : unit.end + CONTEXT],
        author=who.author if who else "",
        date=who.date if who else "",
        tracked=who is not None,
    )


def _comments(
    back: CameBack, ours: dict[int, str | None], revision: Revision, base: Ast, texts: Sequence[str]
) -> list[ReadComment]:
    places = _places(back, revision.text_hash, base)
    read = []
    for one in back.contents.comments:
        place = places.get(one.number)
        text = texts[place.block] if place else ""
        read.append(
            ReadComment(
                number=one.number,
                author=one.author,
                date=one.date,
                text=one.text,
                words=text[place.start : place.end] if place else one.words,
                until=_until(back, one.number) if place else "",
                place=place,
                prefix=text[max(0, place.start - CONTEXT) : place.start] if place else one.before,
                suffix=text[place.end : place.end + CONTEXT] if place else one.after,
                replies_to=None if one.parent is None or one.parent in ours else one.parent,
                replies_to_id=ours.get(one.parent) if one.parent is not None else None,
                ours=one.number in ours,
            )
        )
    return read


def _until(back: CameBack, number: int) -> str:
    """The last words of a comment on several blocks; empty if it is on one."""
    reach = (back.comments or {}).get(number)
    return back.counted.beyond(reach)[-CONTEXT:].rpartition("\n")[2].strip() if reach else ""


def _is_lost(one: ReadComment) -> bool:
    return one.place is None and not one.ours and one.replies_to is None and one.replies_to_id is None


def _ours(house: House, actor: Actor, revision: Revision, comments: Iterable[FileComment]) -> dict[int, str | None]:
    """The section's own comments in a file: by their second and their words, whatever a program renumbered.

    A comment of ours may have more written under its words, such as the wording that it proposes, and over them the
    words that it was about. Notes that a redline makes about formulas are ours too, and no comment's: None.
    """
    with house.database.read() as session:
        shown = opinions_in(session, actor, session.get_one(Section, revision.section_id)).shown
        known = select(Comment.id, Comment.at, Comment.text).where(Comment.section_id == revision.section_id, shown)
        rows = session.exec(known).all()
    by_second: dict[str, list[tuple[str, str]]] = {}
    for identifier, at, text in rows:
        by_second.setdefault(at.strftime("%Y-%m-%dT%H:%M:%S"), []).append((identifier, " ".join(text.split())))
    found: dict[int, str | None] = {}
    for one in comments:
        if is_ours(revision, one.author, one.date):
            found[one.number] = None
        words = [" ".join(text.split()) for text in (one.text, one.text.partition("\n")[2])]
        for identifier, text in by_second.get(one.date[:19], ()):
            if any(said.startswith(text) for said in words) and identifier not in found.values():
                found[one.number] = identifier
                break
    return found


def _places(back: CameBack, base_hash: str, base: Ast) -> dict[int, Place]:
    """Where the words of the file's comments stand in the revision, for those that stand there at one place."""
    if not back.comments:
        return {}
    came = addressed(back.converted.ast)
    anchors: dict[int, Anchor] = {}
    for number, reach in back.comments.items():
        spot = back.counted.place(reach)
        if spot is not None and spot[1] < spot[2]:
            anchors[number] = _anchor(came.hash, came.block_hashes, back.counted.texts, *spot)
    if came.hash == base_hash:
        return {number: Place(block=one.block, start=one.start, end=one.end) for number, one in anchors.items()}
    placed = place_all(list(anchors.values()), compare(came.ast, base), came.ast, base)
    return {
        number: Place(block=found.block, start=found.start, end=found.end)
        for number, found in zip(anchors, placed, strict=True)
        if found.block is not None and found.start is not None and found.end is not None and found.start < found.end
    }


def _anchor(came: str, hashes: Sequence[str], texts: Sequence[str], block: int, start: int, end: int) -> Anchor:
    text = texts[block]
    return Anchor(
        text_hash=came,
        block=block,
        block_hash=hashes[block],
        start=start,
        end=end,
        quote=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )
