"""Files of every kind that name who made, changed, remarked and signed them, with some words that are not theirs."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress

import openpyxl
from openpyxl.comments import Comment
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.errors import PyPdfError
from pypdf.generic import NameObject, TextStringObject

from tests.activities.convert import pdf_files
from tests.activities.convert.files import W, docx_parts, odt_parts, pack, relation
from tests.activities.convert.pdf_files import TEXT

_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:d="http://purl.org/dc/elements/1.1/"><d:creator>{who}</d:creator>'
    "<cp:lastModifiedBy><![CDATA[{who}]]></cp:lastModifiedBy></cp:coreProperties>"
)
_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property name="Checked by" pid="2"><vt:lpwstr>{who}</vt:lpwstr></property></Properties>'
)


def word(who: str) -> bytes:
    """A Word file with properties (one part of them in UTF-16), a tracked change, people, a template and a workbook."""
    change = f'<w:ins w:id="1" w:author="{who}" w:date="2026-01-01T00:00:00Z"><w:r><w:t>{TEXT}</w:t></w:r></w:ins>'
    template = relation("attachedTemplate", f"file:///C:\\Users\\{who}\\a.dotm", external=True, identifier="r9")
    people = f'<x:people xmlns:x="{W}"><x:person x:author="{who}"/></x:people>'
    parts = docx_parts(f"<w:p>{change}</w:p>", template)
    return pack(
        parts
        | {
            "docProps/core.xml": _CORE.format(who=who).encode(),
            "docProps/custom.xml": ('<?xml version="1.0" encoding="utf-16"?>' + _CUSTOM.format(who=who)).encode(
                "utf-16"
            ),
            "word/people.xml": people.encode(),
            "word/embeddings/book.xlsx": workbook(who),
            "word/media/image1.jpeg": photograph(who),
        }
    )


def opendocument(who: str) -> bytes:
    """An ODT file with properties and a remark."""
    remark = f"<text:p>{TEXT}<office:annotation><dc:creator>{who}</dc:creator></office:annotation></text:p>"
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:m="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    own = f'<m:user-defined m:name="a">{who}</m:user-defined>'
    meta = f"<meta {spaces}><m:initial-creator>{who}</m:initial-creator>{own}</meta>"
    parts = odt_parts(remark)
    content = parts["content.xml"].replace(
        b" xmlns:text", b' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:text', 1
    )
    return pack(parts | {"content.xml": content, "meta.xml": meta.encode()})


def workbook(who: str) -> bytes:
    """A workbook with properties, and a remark that begins with its author's name, as Excel writes them."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.properties.creator = book.properties.lastModifiedBy = who
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = TEXT
    sheet["A1"].comment = Comment("проверено", who)
    book.save(file)
    with_name = io.BytesIO(file.getvalue())
    parts = _parts(with_name)
    (remarks,) = (name for name in parts if "comment" in name and name.endswith(".xml") and "legacy" not in name)
    said = "<r><t>проверено</t></r>"
    parts[remarks] = re.sub("<t[ >].*?</t>", f"<r><t>{who}:</t></r>{said}", parts[remarks].decode()).encode()
    persons = f'<personList xmlns="p"><person displayName="{who}" id="1" userId="{who}" providerId="AD"/></personList>'
    return pack(parts | {"xl/persons/person.xml": persons.encode()})


def pdf(who: str) -> bytes:
    """A PDF with both kinds of properties, a remark, and an earlier version of itself."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_files.typeset())))
    writer.add_metadata({"/Author": who, "/Title": f"{who}, отчёт"})
    writer.xmp_metadata = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{who}</a></x:xmpmeta>'.encode()  # type: ignore[assignment]
    remark = Text(rect=(0, 0, 9, 9), text="проверено")
    remark[NameObject("/T")] = TextStringObject(who)
    writer.add_annotation(0, remark)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def drawing(who: str) -> bytes:
    """A PNG with notes of its author before the picture, in it and after its end; plain, if that is nobody."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    note = b"Author\0" + who.encode() if who else b""
    chunks = [(b"IHDR", header), (b"tEXt", note), (b"IDAT", zlib.compress(b"\0\0")), (b"iTXt", note), (b"IEND", b"")]
    kept = [one for one in chunks if one[1] or one[0] == b"IEND"]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in kept) + note


def photograph(who: str, turned: int = 6) -> bytes:
    """The frame of a JPEG with a camera's notes, a comment, and a second picture after its end."""
    entries = struct.pack(">HHHIHHHHII", 2, 0x0112, 3, 1, turned, 0, 0x013B, 2, len(who.encode()), 38)
    notes = b"Exif\0\0MM\0*" + struct.pack(">I", 8) + entries + bytes(4) + who.encode()
    segments = [
        *((0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), (0xE1, notes), (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + who.encode())),
        *((0xFE, who.encode()), (0xDB, bytes(65)), (0xC0, bytes(9)), (0xDA, bytes(6))),
    ]
    whole = b"".join(b"\xff" + bytes([kind]) + struct.pack(">H", len(data) + 2) + data for kind, data in segments)
    return b"\xff\xd8" + whole + b"scan\xff\0scan\xff\xd0scan" + b"\xff\xd9" + who.encode()


KINDS = {"docx": word, "odt": opendocument, "xlsx": workbook, "pdf": pdf, "png": drawing, "jpg": photograph}


def everything_in(content: bytes) -> Iterator[bytes]:
    """The bytes of a file, of what is packed in it, and of PDF's objects, in every encoding that a name may have."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from everything_in(archive.read(name))
    if content.startswith(b"%PDF"):
        with suppress(PyPdfError):  # one with a password, or none at all
            reader = PdfReader(io.BytesIO(content))
            for found in reader.xref[0]:
                yield str(reader.get_object(found)).encode()


def _parts(file: io.BytesIO) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
