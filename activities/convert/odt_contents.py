"""What an OpenDocument text holds besides its text: its tracked changes and comments, none of which is taken over."""

from lxml import etree

from activities.convert.word_package import parsed
from schemas.reading import ChangeOf, FileComment, FileContents, TrackedChange

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, TEXT = f"{{{_ODF}:office:1.0}}", f"{{{_ODF}:text:1.0}}"
DC = "{http://purl.org/dc/elements/1.1/}"
MOST_OPEN = 100  # changes and comments whose words are gathered at one time
_KINDS: dict[str, ChangeOf] = {f"{TEXT}insertion": "inserted", f"{TEXT}deletion": "deleted"}


def odt_contents(content: bytes) -> FileContents:
    """The changes and comments of a content.xml; pandoc's reader accepts the one and drops the other."""
    tree = parsed(content)
    inserted, quoted = _ranges(tree)
    changes: list[TrackedChange] = []
    for region in tree.iter(f"{TEXT}changed-region"):
        for element in region:
            kind = _KINDS.get(str(element.tag))
            if kind is not None:
                words = _words(element) if kind == "deleted" else inserted.get(region.get(f"{TEXT}id", ""), "")
                changes.append(_change(len(changes), kind, element, words))
    comments = [
        _comment(number, note, quoted.get(note.get(f"{OFFICE}name", ""), ""))
        for number, note in enumerate(tree.iter(f"{OFFICE}annotation"))
    ]
    return FileContents(changes=tuple(changes), comments=tuple(comments))


def _change(number: int, kind: ChangeOf, element: etree._Element, words: str) -> TrackedChange:
    author, date = _signed(element)
    return TrackedChange(
        number=number, kind=kind, author=author, date=date, words=words, before="", after="", paragraph=0
    )


def _comment(number: int, note: etree._Element, words: str) -> FileComment:
    author, date = _signed(note)
    return FileComment(
        number=number, author=author, date=date, text=_words(note), words=words, before="", after="", paragraph=0
    )


def _signed(element: etree._Element) -> tuple[str, str]:
    """The author and the date that an element or its change-info states."""
    author = next((name.text or "" for name in element.iter(f"{DC}creator")), "")
    return author.strip(), next((date.text or "" for date in element.iter(f"{DC}date")), "").strip()


def _words(element: etree._Element) -> str:
    return "\n".join(_line(paragraph) for paragraph in element.iter(f"{TEXT}p", f"{TEXT}h")).strip()


def _line(paragraph: etree._Element) -> str:
    return "".join(str(text) for text in paragraph.itertext())


def _ranges(tree: etree._Element) -> tuple[dict[str, str], dict[str, str]]:
    """The words between the marks of each insertion, and of each comment that has a range, by their names."""
    inserted: dict[str, list[str]] = {}
    quoted: dict[str, list[str]] = {}
    open_now: dict[tuple[str, str], list[str]] = {}
    aside = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in (f"{OFFICE}annotation", f"{TEXT}tracked-changes"):
            aside += 1 if event == "start" else -1
        if event == "start":
            _note(element, open_now, inserted, quoted)
        text = element.text if event == "start" else element.tail
        if event == "end" and element.tag in (f"{TEXT}p", f"{TEXT}h"):
            text = "\n" + (text or "")
        for words in open_now.values() if text and not aside else ():
            words.append(text)
    joined = [{name: "".join(words).strip() for name, words in found.items()} for found in (inserted, quoted)]
    return joined[0], joined[1]


def _note(
    element: etree._Element,
    open_now: dict[tuple[str, str], list[str]],
    inserted: dict[str, list[str]],
    quoted: dict[str, list[str]],
) -> None:
    if len(open_now) >= MOST_OPEN and not str(element.tag).endswith("-end"):
        return
    change, name = element.get(f"{TEXT}change-id", ""), element.get(f"{OFFICE}name", "")
    if element.tag == f"{TEXT}change-start":
        open_now["change", change] = inserted.setdefault(change, [])
    elif element.tag == f"{TEXT}change-end":
        open_now.pop(("change", change), None)
    elif element.tag == f"{OFFICE}annotation" and name:
        open_now["comment", name] = quoted.setdefault(name, [])
    elif element.tag == f"{OFFICE}annotation-end":
        open_now.pop(("comment", name), None)
