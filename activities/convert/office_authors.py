"""Takes the names of authors out of an office file: its properties, and who changed, remarked or signed what."""

import io
import re
import zipfile
from xml.sax import SAXException
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

import defusedxml.sax
from defusedxml import DefusedXmlException

from activities.convert import pictures
from activities.convert.archive import XML_STARTS
from activities.convert.door import ZIP_MAGIC

_TEXTS = frozenset(
    {
        *("creator", "contributor", "lastModifiedBy", "Manager", "Company", "initial-creator", "printed-by"),
        *("creator-initials", "sender-initials", "author", "author-name", "author-initials", "user-defined"),
        *("X509Certificate", "X509SubjectName", "X509IssuerName"),
    }
)
"""Elements, without their prefixes, whose text may be a name."""
_ATTRIBUTES = frozenset(["author", "initials", "userId", "userName"])
_PEOPLE = {
    "person": {"displayName": "Author"},
    "userInfo": {"name": "Author"},
    "absPath": {"url": ""},
    "permStart": {"ed": ""},
}
"""Attributes of some elements only, and what stands there instead where a program needs something."""
_TEMPLATE = "/attachedTemplate"
_OF_NOTE = re.compile(
    rb"author|creator|contributor|lastModifiedBy|printed-by|Manager|Company|initials|user|person|absPath|permStart|X509"
)
_CUSTOM = "docProps/custom.xml"
_UNPACKED = 128 * 2**20
_INSIDE = 2
"""How deep files inside files are looked into."""


def without_authors(content: bytes, inside: int = _INSIDE) -> bytes:
    """The same office file without the names of its authors; itself, if it has none.

    Raises ValueError for what is no sound archive of sound parts.
    """
    made = io.BytesIO()
    changed = False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(made, "w") as clean:
            if sum(entry.file_size for entry in given.infolist()) > _UNPACKED:
                raise ValueError("too large an office file")
            for entry in given.infolist():
                part = given.read(entry)
                cleaned = _part(part, entry.filename, inside)
                changed = changed or cleaned != part
                clean.writestr(entry, cleaned)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, SAXException, DefusedXmlException) as error:
        raise ValueError("no sound office file") from error
    return made.getvalue() if changed else content


def _part(part: bytes, name: str, inside: int) -> bytes:
    if part.startswith(ZIP_MAGIC) and inside:
        return without_authors(part, inside - 1)
    if part.startswith((pictures.PNG, pictures.JPEG)):
        return pictures.without_metadata(part)
    if not part.startswith(XML_STARTS):
        return part
    if b"\0" not in part[:4] and not _OF_NOTE.search(part) and not name.endswith((".rels", _CUSTOM)):
        return part
    made = io.BytesIO()
    writing = _Nameless(made, all_texts=name == _CUSTOM)
    defusedxml.sax.parse(io.BytesIO(part), writing, forbid_dtd=True)
    return made.getvalue() if writing.changed else part


class _Nameless(XMLGenerator):
    """Writes what it reads, but for names; in the remarks of a workbook also those before each text."""

    def __init__(self, out: io.BytesIO, *, all_texts: bool) -> None:
        super().__init__(out, "utf-8", short_empty_elements=True)
        self.changed = False
        self._hidden = int(all_texts)  # how many elements deep
        self._text = ""
        self._said: set[str] = set()

    def startElement(self, name: str, attrs: "AttributesImpl[str]") -> None:
        self._say()
        local = name.rpartition(":")[2]
        super().startElement(name, AttributesImpl({key: self._value(local, key, attrs) for key in attrs.getNames()}))
        self._hidden += self._hidden > 0 or local in _TEXTS

    def endElement(self, name: str) -> None:
        self._say()
        self._hidden -= self._hidden > 0
        super().endElement(name)

    def characters(self, content: str) -> None:
        self._text += content

    def ignorableWhitespace(self, content: str) -> None:
        self._text += content

    def _say(self) -> None:
        text, self._text = self._text, ""
        bare = text.strip()
        if self._hidden and bare:
            self._said.add(bare)
            self.changed = True
        elif bare.endswith(":") and bare[:-1] in self._said:
            self.changed = True
        elif text:
            super().characters(text)

    def _value(self, element: str, attribute: str, attrs: "AttributesImpl[str]") -> str:
        local, value = attribute.rpartition(":")[2], attrs[attribute]
        kept = "" if local in _ATTRIBUTES else _PEOPLE.get(element, {}).get(local, value)
        if local == "Target" and attrs.get("Type", "").endswith(_TEMPLATE):
            kept = "Normal.dotm"
        self.changed = self.changed or kept != value
        return kept
