"""Takes the names of authors out of an uploaded office file: its properties, and who changed or remarked what."""

import io
import re
import zipfile

_PROPERTIES = re.compile(
    rb"(<(?P<tag>(?:dc:creator|dc:contributor|cp:lastModifiedBy|meta:initial-creator|meta:printed-by|Manager|Company)"
    rb")(?:\s[^<>]*)?>)[^<]*(</(?P=tag)>)"
)
_CHANGES = re.compile(rb'(\s(?:w:author|w:initials|w15:author|w15:userId)=)(?:"[^"]*"|\'[^\']*\')')
_REMARKS = re.compile(rb"(<(?P<tag>dc:creator|meta:creator-initials|loext:sender-initials)>)[^<]*(</(?P=tag)>)")
_ENDINGS = (".docx", ".odt", ".xlsx")


def without_authors(content: bytes, filename: str) -> bytes:
    """The same file without the names of its authors; other kinds of file, and broken ones, as they are."""
    if not filename.lower().endswith(_ENDINGS):
        return content
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(made, "w") as clean:
            for entry in given.infolist():
                clean.writestr(entry, _cleaned(given.read(entry), entry.filename))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return content
    return made.getvalue()


def _cleaned(part: bytes, name: str) -> bytes:
    if not name.endswith(".xml"):
        return part
    for pattern, kept in ((_PROPERTIES, rb"\1\3"), (_REMARKS, rb"\1\3"), (_CHANGES, rb'\1""')):
        part = pattern.sub(kept, part)
    return part
