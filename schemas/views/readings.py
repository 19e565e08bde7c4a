"""Files that came back, as the edges take and show them before anything is applied."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.reading import Patch
from schemas.views.form import Form, Reference


class Place(BaseModel):
    """Characters [start, end) of the plain text of one block of a revision."""

    block: int
    start: int
    end: int


class ReadChange(BaseModel):
    """One edit that was understood, as words before and after at a place of the revision; `quote` stands there now.

    `author` and `date` are what the file states, `tracked` whether it states anything. `known`: it came in before.
    """

    number: int
    kind: Literal["replaced", "inserted", "deleted", "moved", "formatted"]
    place: Place
    quote: str
    replacement: str
    before: str
    after: str
    prefix: str
    suffix: str
    author: str = ""
    date: str = ""
    tracked: bool = False
    known: bool = False


class ReadComment(BaseModel):
    """One comment that was understood; without a `place` its words are not in the revision, or not at one place.

    `replies_to` is the number of a comment of the same file, `replies_to_id` a comment of the section. `ours`: it was
    in the file when it was downloaded here. `known`: it came in before. A comment on several blocks stands at the
    words of the first; `until` are the words with which it ends.
    """

    number: int
    author: str
    date: str
    text: str
    words: str
    until: str = ""
    place: Place | None = None
    prefix: str = ""
    suffix: str = ""
    replies_to: int | None = None
    replies_to_id: str | None = None
    ours: bool = False
    known: bool = False


class Unclear(BaseModel):
    """Something that is not understood for sure, and a sentence about it in each language."""

    code: str
    words: str
    ru: str
    en: str


class Understood(BaseModel):
    """What is kept of a reading: changes with their exact form, comments, codes of what is unclear or lost."""

    changes: list[ReadChange] = Field(default_factory=list)
    patches: list[list[Patch]] = Field(default_factory=list)
    """Of each change, in the same order."""
    comments: list[ReadComment] = Field(default_factory=list)
    unclear: list[tuple[str, str]] = Field(default_factory=list)
    lost: list[str] = Field(default_factory=list)


class ReadingView(BaseModel):
    """What was understood of a file that came back, and to which revision it belongs.

    `known_by`: the file's return `code` says so, its sender `named` it, or it is the likeliest by `likeness` (from 0
    to 1), which whoever applies the reading has to confirm.
    """

    id: str
    section_id: str
    person_id: str
    filename: str
    file_hash: str
    format: str
    revision_id: str
    revision_number: int | None
    known_by: Literal["code", "named", "likeness"]
    likeness: float
    changes: list[ReadChange]
    comments: list[ReadComment]
    unclear: list[Unclear]
    lost: list[dict[str, str]]
    applied_at: datetime | None
    at: datetime


class ApplyForm(Form):
    """What of a reading is taken: numbers of changes and of comments; all of them where nothing is said.

    `revision_id` confirms the revision that the file belongs to; it must be said where only likeness tells it.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"revision_id": "01931f70-0000-7000-8000-000000000000", "changes": [0], "comments": []}]
        }
    )

    revision_id: Reference | None = None
    changes: list[int] | None = Field(default=None, max_length=5_000)
    comments: list[int] | None = Field(default=None, max_length=5_000)


class Applied(BaseModel):
    """What was taken: the comments and proposals added, by id, and how many were there already."""

    added: list[str]
    known: int


class Taken(BaseModel):
    """A proposal was taken: the draft that has it now, and whether the text said so already."""

    draft_id: str
    text_hash: str
    already: bool
