"""A revision as it is read: its blocks, and beside each the threads about its words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from activities.reading_page import reading_blocks
from domain.text.plain import text_blocks
from schemas.actor import Actor
from schemas.problems import Refused
from schemas.redline import Remark
from schemas.views.reviews import UnsentRemarkView
from schemas.views.texts import CommentView, RevisionView
from services.house import House
from services.pages import every
from services.people.names import names_of
from services.sections.comments import list_comments
from services.sections.texts import revision_for

_STANDING = ("exact", "moved", "changed")


@dataclass(frozen=True)
class Thread:
    """A comment and its replies; `number`, from 0, is that of its words in the text."""

    number: int
    comment: CommentView
    replies: tuple[CommentView, ...]


@dataclass(frozen=True)
class Unsent:
    """A remark that its reader has not sent yet; `number` as of a thread."""

    number: int
    remark: UnsentRemarkView


@dataclass(frozen=True)
class SheetBlock:
    """A block of the text as sanitised HTML, its words, and the threads about them; a page's notes have no `index`."""

    index: int | None
    html: str
    text: str = ""
    threads: tuple[Thread, ...] = ()
    unsent: tuple[Unsent, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A revision with its margin; `names` are everybody's in it.

    `whole` are threads about all of the text, `apart` those whose words it does not have or has at several places,
    `unsent` the reader's gathered remarks about the words of an earlier revision.
    """

    revision: RevisionView
    blocks: tuple[SheetBlock, ...]
    apart: tuple[Thread, ...]
    whole: tuple[Thread, ...] = ()
    unsent: tuple[UnsentRemarkView, ...] = ()
    names: dict[str, str] = field(default_factory=dict)

    @property
    def threads(self) -> list[Thread]:
        """All of them."""
        return [*(one for block in self.blocks for one in block.threads), *self.whole, *self.apart]

    def standing(self, state: str) -> list[Thread]:
        """Those about words that were moved, changed, lost, or that are ambiguous now."""
        placed = [(one.comment.placement.state if one.comment.placement else "lost", one) for one in self.threads]
        whole = {one.comment.id for one in self.whole}
        return [one for stands, one in placed if stands == state and one.comment.id not in whole]

    @property
    def strayed(self) -> int:
        """How many do not stand exactly at the words that they were made about."""
        return sum(len(self.standing(state)) for state in ("lost", "ambiguous", "changed", "moved"))


def read_sheet(
    house: House,
    *,
    actor: Actor,
    revision_id: str,
    unsent: Sequence[UnsentRemarkView] = (),
    only_its_own: bool = False,
) -> Sheet:
    """A revision with the comments that the actor may see, and their `unsent` ones, placed in it.

    With `only_its_own` comments on other revisions are left out.
    Raises Refused as `revision_for` does.
    """
    row = revision_for(house, "revisions.text", actor, revision_id)
    revision = RevisionView.model_validate(row, from_attributes=True)
    threads = read_threads(house, actor=actor, section_id=revision.section_id)
    if only_its_own:
        threads = [thread for thread in threads if thread.comment.revision_id == revision_id]
    ast = house.texts.ast(revision.text_hash)
    here = [one for one in unsent if one.revision_id == revision_id]
    marked = [*(_remark(thread, revision_id) for thread in threads), *map(_unsent_remark, here)]
    drawn = reading_blocks(ast, marked, house.converter.run_pandoc)
    texts = [block.text for block in text_blocks(ast)]
    by_block: dict[int, list[Thread]] = {}
    for thread in threads:
        if (index := _block(thread, revision_id)) is not None:
            by_block.setdefault(index, []).append(thread)
    blocks = [
        SheetBlock(
            index,
            html,
            texts[index],
            tuple(sorted(by_block.get(index, ()), key=_start)),
            tuple(Unsent(number, one) for number, one in enumerate(here, len(threads)) if one.block == index),
        )
        for index, html in enumerate(drawn[: len(texts)])
    ]
    notes = [SheetBlock(None, html) for html in drawn[len(texts) :]]
    unplaced = [thread for thread in threads if _block(thread, revision_id) is None]
    whole = tuple(thread for thread in unplaced if not thread.comment.quote)
    apart = tuple(thread for thread in unplaced if thread.comment.quote)
    said = [one.person_id for thread in threads for one in (thread.comment, *thread.replies)]
    said += [thread.comment.answer.person_id for thread in threads if thread.comment.answer]
    names = names_of(house, actor=actor, ids=[revision.person_id, *said])
    earlier = tuple(one for one in unsent if one.revision_id != revision_id)
    return Sheet(revision, (*blocks, *notes), apart, whole, earlier, names)


def read_threads(house: House, *, actor: Actor, section_id: str) -> list[Thread]:
    """The section's threads that the actor may see, in the order in which they were begun."""
    return _threads(_comments(house, actor, section_id))


def _comments(house: House, actor: Actor, section_id: str) -> list[CommentView]:
    """All that the actor may see, none for who may read the text only."""
    try:
        return every(lambda page: list_comments(house, actor=actor, section_id=section_id, page=page))
    except Refused:
        return []


def _threads(comments: Sequence[CommentView]) -> list[Thread]:
    replies: dict[str, list[CommentView]] = {}
    for comment in comments:
        if comment.parent_id is not None:
            replies.setdefault(comment.parent_id, []).append(comment)
    first = [comment for comment in comments if comment.parent_id is None]
    return [Thread(number, one, tuple(replies.get(one.id, ()))) for number, one in enumerate(first)]


def _remark(thread: Thread, revision_id: str) -> Remark:
    plain = Remark(author="", at=None, text="")
    place = thread.comment.placement
    if place is None or _block(thread, revision_id) is None:
        return plain
    return plain.model_copy(
        update={"side": "head", "block": place.block, "start": place.start or 0, "end": place.end or 0}
    )


def _unsent_remark(one: UnsentRemarkView) -> Remark:
    return Remark(author="", at=None, text="", side="head", block=one.block, start=one.start, end=one.end)


def _block(thread: Thread, revision_id: str) -> int | None:
    place = thread.comment.placement
    is_here = place is not None and place.revision_id == revision_id and place.state in _STANDING
    return place.block if place is not None and is_here else None


def _start(thread: Thread) -> int:
    place = thread.comment.placement
    return place.start or 0 if place is not None else 0
