"""One document out of an edition's content: sections and annexes as blocks, the title page as words."""

from dataclasses import dataclass

from activities.edition.annexes import annexes
from activities.edition.ast import Element, document, inlines, link, meta_inlines, paragraph, plain, walk
from activities.edition.sections import section_blocks
from activities.edition.typography import typeset
from activities.edition.words import WORDS, Words
from schemas.edition import EditionContent

CONTENTS_DEPTH = 2
TITLE_STYLES = {"organisation": "Organisation", "approval": "Approval", "title": "Title", "edition": "Subtitle"}


@dataclass(frozen=True)
class Entry:
    """One line of the contents."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Document:
    """The whole edition before it takes a form; the words of the title page are typeset, never empty but absent."""

    content: EditionContent
    title: str
    title_lines: tuple[str, ...]
    organisation: str
    approval: str
    blocks: list[Element]
    entries: tuple[Entry, ...]

    @property
    def words(self) -> Words:
        """The fixed words in the edition's language."""
        return WORDS[self.content.language]

    @property
    def title_page(self) -> list[tuple[str, str]]:
        """The lines of the title page from top to bottom, each with its kind; what is empty is left out."""
        lines = [
            ("organisation", self.organisation),
            ("approval", self.approval),
            ("title", self.title),
            *(("edition", line) for line in self.title_lines),
        ]
        return [(kind, text) for kind, text in lines if text]

    @property
    def styled_title_page(self) -> list[Element]:
        """The same for a word processor, each line in the paragraph style of its kind."""
        return [
            {"t": "Div", "c": [["", [], [["custom-style", TITLE_STYLES[kind]]]], [paragraph(text)]]}
            for kind, text in self.title_page
        ]

    @property
    def instant(self) -> str:
        """When it was published as the files' own metadata write it: UTC, to the second (ISO 8601)."""
        return self.content.published_at.strftime("%Y-%m-%dT%H:%M:%SZ")

    def with_meta(self, **meta: str) -> Element:
        """The document for pandoc with these metadata; the empty ones are left out."""
        language = {"lang": meta_inlines(self.content.language)}
        return document(self.blocks, language | {key: meta_inlines(text) for key, text in meta.items() if text})

    def contents(self) -> Element:
        """The contents as a list of links, second-level headings under the first."""
        items: list[list[Element]] = []
        for entry in self.entries:
            line = {"t": "Plain", "c": [link("#" + entry.anchor, inlines(entry.text))]}
            if entry.level == 1 or not items:
                items.append([line])
            elif len(items[-1]) == 1:
                items[-1].append({"t": "BulletList", "c": [[line]]})
            else:
                items[-1][1]["c"].append([line])
        return {"t": "BulletList", "c": items}


def assemble(content: EditionContent) -> Document:
    """Title page, sections in their order and the annexes as one document."""
    blocks = [
        block for place, section in enumerate(content.sections, start=1) for block in section_blocks(section, place)
    ]
    blocks = typeset([*blocks, *annexes(content)], content.language)
    words = WORDS[content.language]

    def set_line(text: str) -> str:
        return plain(typeset([paragraph(text)], content.language)[0]["c"])

    return Document(
        content=content,
        title=set_line(content.title),
        title_lines=(words.edition.format(number=content.number), words.day(content.date)),
        organisation=set_line(content.organisation),
        approval=set_line(content.approval),
        blocks=blocks,
        entries=_entries(blocks),
    )


def _entries(blocks: list[Element]) -> tuple[Entry, ...]:
    found: list[Entry] = []

    def note(element: Element) -> list[Element]:
        if element["t"] == "Header" and element["c"][0] <= CONTENTS_DEPTH:
            level, (anchor, *_), content = element["c"]
            found.append(Entry(level, anchor, plain(content)))
        return [element]

    walk(blocks, note)
    return tuple(found)
