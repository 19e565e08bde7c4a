"""What a file brings into a section: edits become proposals, remarks comments or replies, by who sent the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from activities.searching import put_item
from domain.search.index import indexed
from schemas.actor import Actor
from schemas.canonical import canonical_json
from schemas.ids import new_id
from schemas.language import Language
from schemas.setup_events import CommentAdded, CommentReplied
from schemas.views.readings import ReadChange, ReadComment, Understood
from services.house import House
from storage.journal import Journal
from storage.tables import Comment, Placement, Revision

NOWHERE = -1
"""The block of a comment whose words are not in the revision, or not at one place."""
SAID: dict[Language, dict[str, str]] = {
    "ru": {
        "replaced": "Правка из файла: другая редакция этих слов.",
        "inserted": "Правка из файла: вставка.",
        "deleted": "Правка из файла: исключение.",
        "moved": "Правка из файла: перенос на другое место.",
        "formatted": "Правка из файла: оформление.",
    },
    "en": {
        "replaced": "Edit from a file: another wording.",
        "inserted": "Edit from a file: an insertion.",
        "deleted": "Edit from a file: a deletion.",
        "moved": "Edit from a file: a move to another place.",
        "formatted": "Edit from a file: other looks.",
    },
}
"""What stands as the text of a proposal that was made in a file without a word of explanation."""
_UNTIL: dict[Language, str] = {
    "ru": "(К нескольким абзацам — до слов «…{words}».)",
    "en": "(On several paragraphs, up to the words “…{words}”.)",
}


@dataclass
class Incoming:
    """One edit or remark of a file, and the keyed hash that it is recognised by, for who speaks `language`.

    Once kept it has the `address` of its body, and the hash of the block that it stands in.
    """

    said: ReadChange | ReadComment
    origin: str
    language: Language = "ru"
    address: str = ""
    block_hash: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether it was in the file when it was downloaded here."""
        return isinstance(self.said, ReadComment) and self.said.ours

    @property
    def is_offered(self) -> bool:
        """Whether it is taken where nothing is chosen: changes of looks alone are not."""
        return not (isinstance(self.said, ReadChange) and self.said.kind == "formatted")

    @property
    def text(self) -> str:
        """What it says; of a comment on several blocks also how far it goes."""
        if isinstance(self.said, ReadChange):
            return SAID[self.language][self.said.kind]
        text = self.said.text or "…"
        return f"{text}\n{_UNTIL[self.language].format(words=self.said.until)}" if self.said.until else text

    def keep(
        self, house: House, actor: Actor, revision: Revision, understood: Understood, hashes: Sequence[str]
    ) -> None:
        """Store its body in the object store, with the exact form of an edit; `hashes` are of the text's blocks."""
        if self.said.place is not None and self.said.place.block < len(hashes):
            self.block_hash = hashes[self.said.place.block]
        body: dict[str, Any] = {"text": self.text, "author": actor.id, "revision": revision.id}
        if isinstance(self.said, ReadChange):
            patches = understood.patches[self.said.number]
            body |= {"kind": "proposal", "replacement": self.said.replacement, "base": revision.text_hash}
            body["patches"] = [patch.model_dump(mode="json") for patch in patches]
        self.address = house.store.put(canonical_json(body).encode())


def add(
    house: House,
    journal: Journal,
    document_id: str,
    revision: Revision,
    person_id: str,
    incoming: Incoming,
    parent: str | None,
    cycle: int,
) -> tuple[Comment, CommentAdded | CommentReplied]:
    """Add a reply to the thread of `parent`; or a comment or proposal at its place, without one among the lost."""
    comment = _comment(journal, revision, person_id, incoming)
    comment.cycle = cycle
    if parent is not None:
        comment.kind, comment.parent_id = "reply", parent
        comment.revision_id = journal.session.get_one(Comment, parent).revision_id
        _put(journal, comment, document_id)
        return comment, CommentReplied(comment_id=comment.id, parent_id=parent, typed=house.typed(comment))
    said = incoming.said
    if isinstance(said, ReadChange):
        comment.kind, comment.replacement = "proposal", said.replacement
    comment.quote = said.quote if isinstance(said, ReadChange) else said.words
    comment.prefix, comment.suffix, comment.block = said.prefix, said.suffix, NOWHERE
    place = Placement(comment_id=comment.id, revision_id=revision.id, state="lost", score=0.0)
    if said.place is not None:
        where = said.place.model_dump()
        comment.sqlmodel_update({**where, "block_hash": incoming.block_hash})
        place.sqlmodel_update({**where, "state": "exact", "score": 1.0})
    _put(journal, comment, document_id)
    journal.session.add(place)
    added = CommentAdded(comment_id=comment.id, revision_id=revision.id, kind=comment.kind, typed=house.typed(comment))
    return comment, added


def _comment(journal: Journal, revision: Revision, person_id: str, incoming: Incoming) -> Comment:
    return Comment(
        id=new_id(),
        section_id=revision.section_id,
        revision_id=revision.id,
        person_id=person_id,
        address=incoming.address,
        text=incoming.text,
        file_author=incoming.said.author,
        file_date=incoming.said.date,
        origin=incoming.origin,
        at=journal.now,
    )


def _put(journal: Journal, comment: Comment, document_id: str) -> None:
    journal.session.add(comment)
    journal.session.flush()
    text = indexed("", "\n".join(filter(None, [comment.text, comment.replacement])))
    put_item(
        journal.session,
        "comment",
        comment.id,
        text,
        document_id=document_id,
        section_id=comment.section_id,
        source=comment.address,
    )
