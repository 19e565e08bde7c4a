"""What changed since the revisions that the last verdicts were given on: by that it is decided which carry over."""

from collections.abc import Iterable, Iterator

from sqlmodel import Session, col, select

from activities.placements import Placements, anchors_of
from domain.section.carrying import earlier_verdicts
from domain.text.shares import changed_words, touched_blocks, words_of
from schemas.section import EarlierVerdict, SectionState
from schemas.section_commands import ChangeSince
from services.house import House
from storage.tables import Comment, Placement, Revision, Stream


def changes_since(house: House, row: Revision) -> tuple[ChangeSince, ...]:
    """One comparison with a text to be handed in for every revision that somebody's last verdict was given on."""
    with house.database.read() as session:
        state = SectionState.model_validate(session.get_one(Stream, f"section/{row.section_id}").state)
    verdicts = earlier_verdicts(state, _everybody(state))
    return tuple(_since(house, row, judged, verdicts) for judged in dict.fromkeys(one.judged_id for one in verdicts))


def _everybody(state: SectionState) -> tuple[str, ...]:
    """Whoever has said something, whether they will vote again or not: that is known only when the round opens."""
    said = (*(one.person_id for one in state.outdated), *(vote.person_id for vote in state.votes))
    return tuple(dict.fromkeys(said))


def _since(house: House, row: Revision, judged_id: str, verdicts: Iterable[EarlierVerdict]) -> ChangeSince:
    with house.database.read() as session:
        judged = session.get_one(Revision, judged_id)
    diff = house.texts.diff(judged.text_hash, row.text_hash)
    authors = {one for verdict in verdicts if verdict.judged_id == judged_id for one in _authors(verdict)}
    commented = authors & set(_commented(house, row, judged)) if diff.changes else set[str]()
    return ChangeSince(
        revision_id=judged_id,
        change=house.texts.comparison(judged.text_hash, row.text_hash).change,
        changed_words=changed_words(diff),
        words=words_of(house.texts.ast(judged.text_hash)),
        commented=tuple(sorted(commented)),
    )


def _authors(verdict: EarlierVerdict) -> Iterator[str]:
    yield verdict.person_id
    if verdict.deputy_id is not None:
        yield verdict.deputy_id


def _commented(house: House, row: Revision, judged: Revision) -> Iterator[str]:
    """Who took part in a thread about a block that changed since the judged revision, or since the thread began.

    A thread of which it is not certain where its words stand counts as touched; one whose words were gone already
    in the judged revision does not.
    """
    Placements(house.database, house.texts).place_all(row.section_id, judged.id)
    with house.database.read() as session:
        threads, blocks = _threads(session, row.section_id), _blocks(session, row.section_id, judged)
        people = _people(session, row.section_id)
    touched = {judged.text_hash: touched_blocks(house.texts.diff(judged.text_hash, row.text_hash))}
    for comment, made_in in threads:
        block = blocks.get(comment.id, comment.block)
        text_hash = judged.text_hash if comment.id in blocks else made_in.text_hash
        if text_hash not in touched:
            touched[text_hash] = touched_blocks(house.texts.diff(text_hash, row.text_hash))
        if block is None or block in touched[text_hash]:
            yield from people[comment.id]


def _threads(session: Session, section_id: str) -> list[tuple[Comment, Revision]]:
    query = (
        select(Comment, Revision)
        .join(Revision, col(Revision.id) == col(Comment.revision_id))
        .where(Comment.section_id == section_id, col(Comment.parent_id).is_(None))
    )
    return [(comment, made_in) for comment, made_in in session.exec(query)]


def _blocks(session: Session, section_id: str, judged: Revision) -> dict[str, int | None]:
    """By thread begun by then, the block of the judged revision it is about: None if uncertain, -1 if gone."""
    earlier = [one for one in _threads(session, section_id) if (one[1].number or 0) <= (judged.number or 0)]
    anchors = anchors_of(session, earlier, judged)
    found: dict[str, int | None] = {
        id_: anchor.block if anchor.text_hash == judged.text_hash else -1 for id_, anchor in anchors.items()
    }
    for place in session.exec(select(Placement).where(Placement.revision_id == judged.id)):
        if place.comment_id in found:
            found[place.comment_id] = -1 if place.state == "lost" else place.block
    return found


def _people(session: Session, section_id: str) -> dict[str, set[str]]:
    """By thread, everybody who wrote in it."""
    rows = session.exec(
        select(Comment.id, Comment.parent_id, Comment.person_id).where(Comment.section_id == section_id)
    )
    people: dict[str, set[str]] = {}
    for id_, parent_id, person_id in rows:
        people.setdefault(parent_id or id_, set()).add(person_id)
    return people
