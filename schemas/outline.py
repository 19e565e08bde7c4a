"""An outline: what a document is to contain before anybody has written it."""

from typing import Literal

from pydantic import Field

from schemas.frozen import Frozen
from schemas.text import Ast


class ProposedSection(Frozen):
    """A section found in an outline: its title and, as a Pandoc document and as plain text, its brief.

    `number` is as written. Numbering that starts again begins another `run` (from 1); only one run is
    `selected`, the others are shown so that a person can choose.
    """

    number: int
    title: str
    brief_ast: Ast
    brief_text: str
    run: int = 1
    selected: bool = True


class Outline(Frozen):
    """What was read from an outline and by which marks.

    With `needs_confirmation` the sections are a proposal for a person to confirm. `unassigned` are the
    paragraphs that went into no section, as plain text, so that nothing is dropped unseen.
    """

    title: str
    sections: tuple[ProposedSection, ...]
    by: Literal["headings", "numbered", "bold"]
    needs_confirmation: bool
    unassigned: tuple[str, ...] = ()


class Wording(Frozen):
    """The same words in Russian and in English."""

    ru: str
    en: str


class SectionTemplate(Frozen):
    """A section of a template; `bases` are the numbers of the sections it rests on."""

    number: int = Field(ge=1)
    title: Wording
    brief: Wording
    bases: tuple[int, ...] = ()


class DocumentTemplate(Frozen):
    """A document that many bodies write alike, ready to be filled; briefs are Markdown paragraphs.

    `opinions` is what its rules say of them, as long as whoever makes the document gives no rules of their own.
    """

    name: str
    title: Wording
    opinions: Literal["open", "own_first"] = "open"
    sections: tuple[SectionTemplate, ...]
