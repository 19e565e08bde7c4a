"""What entries name by its id and keep elsewhere: typed reasons, texts, comments, files and people."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from schemas.canonical import sha256_hex
from storage.journal import INSTALLATION
from storage.tables import Comment, Event, MaterialVersion, Note, Person, Reattachment, Revision


class Named:
    """Holds what entries name against what they say of it; only an erasure on record takes a reason away."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._erased: set[str] = set()
        self._forgotten: set[str] = set()
        erasing = col(Event.type).in_(("note_erased", "person_erased"))
        for entry in session.exec(select(Event).where(Event.stream_id == INSTALLATION, erasing)):
            said = entry.data
            if entry.type == "note_erased":
                self._erased.add(said["note_id"])
            elif said.get("notes") is not False:  # None: erased before the entry said whether reasons went, too
                self._forgotten.add(said["person_id"])

    def fault_of(self, entry: Event) -> str | None:
        """What is wrong with a thing that the entry names, or None."""
        said = entry.data
        if not all(self._is_kept(note) for note in _notes_in(said)):
            return "note_changed"
        return None if self._is_as_said(entry, said) else "named_differs"

    def _is_kept(self, note: dict[str, Any]) -> bool:
        row = self._session.get(Note, note["id"])
        if row is None:
            return False
        if (row.text, row.salt) == ("", ""):
            return row.id in self._erased or row.person_id in self._forgotten
        return bool(sha256_hex(f"{row.salt}\n{row.text}".encode()) == note["hash"])

    def _is_as_said(self, entry: Event, said: dict[str, Any]) -> bool:
        owner = entry.stream_id.partition("/")[2]
        match entry.type:
            case "revision_submitted":
                head = said["head"]
                text = self._session.get(Revision, head["revision_id"])
                kept = (text.section_id, text.number, text.text_hash, text.person_id) if text else None
                return kept == (owner, head["number"], head["text_hash"], entry.actor_id)
            case "comment_added" | "comment_replied":
                comment = self._session.get(Comment, said["comment_id"])
                told = (said.get("revision_id"), said.get("parent_id"))
                return (
                    comment is not None
                    and (comment.person_id, comment.parent_id) == (entry.actor_id, told[1])
                    and (told[0] in (None, comment.revision_id))
                )
            case "comment_reattached":
                attached = select(Reattachment).where(Reattachment.comment_id == said["comment_id"])
                place = (said["revision_id"], entry.actor_id, said["block"], said["start"], said["end"])
                return place in [
                    (row.revision_id, row.person_id, row.block, row.start, row.end)
                    for row in self._session.exec(attached)
                ]
            case "material_added":
                query = select(MaterialVersion.person_id).where(MaterialVersion.material_id == said["material_id"])
                return self._session.exec(query.where(MaterialVersion.number == said["number"])).all() == [
                    entry.actor_id
                ]
        return True


def _notes_in(said: Any) -> Iterator[dict[str, Any]]:
    if isinstance(said, dict):
        for name, value in said.items():
            if name == "note" and isinstance(value, dict):
                yield value
            else:
                yield from _notes_in(value)
    elif isinstance(said, list):
        for value in said:
            yield from _notes_in(value)


class Roles:
    """Which role people have, and whether their accounts are open, as the installation's entries say."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._said: dict[str, tuple[str, bool, int]] = {}

    def take(self, entry: Event) -> None:
        """Take the next entry in."""
        if entry.type not in ("person_added", "person_changed", "person_erased"):
            return
        said = entry.data
        role, active, _ = self._said.get(said["person_id"], ("member", True, 0))
        if entry.type == "person_erased":
            role, active = "member", False
        else:
            told = said.get("active")
            role, active = said.get("role") or role, active if told is None else told
        self._said[said["person_id"]] = (role, active, entry.seq)

    def differing(self) -> int | None:
        """The number of the first entry that says otherwise of somebody than their row, or None."""
        rows = self._session.exec(select(Person.id, Person.role, Person.active)).all()
        kept = {person_id: (role, active) for person_id, role, active in rows}
        return min((seq for id_, (*said, seq) in self._said.items() if kept.get(id_) != tuple(said)), default=None)
