"""Events of people's settings and comments: they move nothing, but they stand in the record.

They hold ids, codes and hashes only.

`typed` is the hash of what people typed into the row (`storage.typed`); empty in entries from before it was recorded.
"""

from typing import Literal

from schemas.frozen import Frozen
from schemas.section import Note
from schemas.typed import Typed


class DocumentCreated(Frozen):
    """A document was made with these sections, from a template, an outline or nothing."""

    type: Literal["document_created"] = "document_created"
    document_id: str
    source: str
    typed: str = ""
    sections: tuple[Typed, ...] = ()


class OutlineImported(Frozen):
    """An outline was read and waits to be confirmed."""

    type: Literal["outline_imported"] = "outline_imported"
    import_id: str


class SettingsChanged(Frozen):
    """Settings of a document or section changed; `fields` names which."""

    type: Literal["settings_changed"] = "settings_changed"
    fields: tuple[str, ...]
    version: int
    typed: str = ""


class SectionAdded(Frozen):
    """A section was added to a document that is being set up."""

    type: Literal["section_added"] = "section_added"
    section_id: str
    typed: str = ""


class PeopleAssigned(Frozen):
    """Who edits, reviews and approves was set before the launch."""

    type: Literal["people_assigned"] = "people_assigned"
    editors: tuple[str, ...]
    reviewers: tuple[str, ...]
    approvers: tuple[str, ...]


class Answers(Frozen):
    """A person or a body answers for a task in a section, or without one in all."""

    task: str
    section_id: str | None = None
    person_id: str | None = None
    body_id: str | None = None
    as_one: bool = False


class ResponsibilitiesSet(Frozen):
    """Who answers for what in a document was set anew, whole."""

    type: Literal["responsibilities_set"] = "responsibilities_set"
    answers: tuple[Answers, ...]
    version: int


class CommentAdded(Frozen):
    """Somebody commented on words of a revision."""

    type: Literal["comment_added"] = "comment_added"
    comment_id: str
    revision_id: str
    kind: str
    typed: str = ""


class CommentReplied(Frozen):
    """Somebody replied in a thread."""

    type: Literal["comment_replied"] = "comment_replied"
    comment_id: str
    parent_id: str
    typed: str = ""


class CommentReattached(Frozen):
    """A comment was attached to other words of a revision by hand: characters [start, end) of a block."""

    type: Literal["comment_reattached"] = "comment_reattached"
    comment_id: str
    revision_id: str
    block: int
    start: int
    end: int


class BasisSeen(Frozen):
    """Somebody looked at what changed in a section's basis, up to this revision of it."""

    type: Literal["basis_seen"] = "basis_seen"
    basis_id: str
    revision_id: str


class HelpAsked(Frozen):
    """Who owes something in a section asked its coordinator for more time, or said that it is not theirs.

    `duty` is the id of `domain.duties`.
    """

    type: Literal["help_asked"] = "help_asked"
    asks: Literal["more_time", "not_mine"]
    duty: str
    note: Note


class Reminded(Frozen):
    """Somebody of whom something is awaited in a section was reminded of it by hand, out of turn."""

    type: Literal["reminded"] = "reminded"
    person_id: str
    duty: str


class MaterialAdded(Frozen):
    """A file came into the materials folder, as the first or a later version of a material; `file` binds that."""

    type: Literal["material_added"] = "material_added"
    material_id: str
    number: int
    typed: str = ""
    file: str = ""


class MaterialChanged(Frozen):
    """A material was renamed or moved; `fields` names which."""

    type: Literal["material_changed"] = "material_changed"
    material_id: str
    fields: tuple[str, ...]
    typed: str = ""


class MaterialWithdrawn(Frozen):
    """A material was taken out of the folder: kept and hidden."""

    type: Literal["material_withdrawn"] = "material_withdrawn"
    material_id: str


class NoticeRead(Frozen):
    """Somebody marked an inbox item as read."""

    type: Literal["notice_read"] = "notice_read"
    notice_id: str


class FileRead(Frozen):
    """A file that came back was read against a revision; `known_by` says how it is known which."""

    type: Literal["file_read"] = "file_read"
    reading_id: str
    revision_id: str
    known_by: str


class ReadingApplied(Frozen):
    """What a file brought was taken: how many comments, replies and proposals, and how many were there already."""

    type: Literal["reading_applied"] = "reading_applied"
    reading_id: str
    added: int
    known: int
