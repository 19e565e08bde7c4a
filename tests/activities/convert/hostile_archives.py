"""Word and OpenDocument files that mean harm or only look so: name -> (file name, builder, code or SAFE)."""

import io
import random
import struct
import zipfile
from collections.abc import Callable

from tests.activities.convert.files import (
    content_types,
    document,
    docx,
    docx_parts,
    odt,
    pack,
    paragraph,
    picture,
    relation,
    relations,
)

SAFE = "safe"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
MEGABYTE = 2**20


def with_part(name: str, content: bytes) -> bytes:
    return pack({**docx_parts(), name: content})


def without_part(name: str) -> bytes:
    return pack({key: value for key, value in docx_parts().items() if key != name})


def twice(second_name: str) -> bytes:
    """A Word file with a second text under the same name, or one that some disks take for the same."""
    packed = io.BytesIO(docx())
    with zipfile.ZipFile(packed, "a") as archive:
        info = zipfile.ZipInfo("placeholder.xxxxx")
        archive.writestr(info, document(paragraph("другое")))
    place = b"placeholder.xxxxx"
    return packed.getvalue().replace(place, second_name.encode())


def symlink() -> bytes:
    packed = io.BytesIO(docx())
    with zipfile.ZipFile(packed, "a") as archive:
        info = zipfile.ZipInfo("word/link.xml")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return packed.getvalue()


def with_declared_size(change: int) -> bytes:
    """A Word file whose directory lies about the size of its last part."""
    content = bytearray(docx())
    entry = content.rindex(b"PK\x01\x02")
    (size,) = struct.unpack_from("<I", content, entry + 24)
    struct.pack_into("<I", content, entry + 24, size + change)
    return bytes(content)


def with_flag(flag: int) -> bytes:
    content = bytearray(docx())
    struct.pack_into("<H", content, content.rindex(b"PK\x01\x02") + 8, flag)
    return bytes(content)


def with_method(method: int) -> bytes:
    content = bytearray(docx())
    struct.pack_into("<H", content, content.rindex(b"PK\x01\x02") + 10, method)
    return bytes(content)


def template(target: str) -> bytes:
    return with_part("word/_rels/settings.xml.rels", relations(relation("attachedTemplate", target, external=True)))


def link(target: str) -> bytes:
    body = '<w:p><w:hyperlink r:id="r1"><w:r><w:t>слово</w:t></w:r></w:hyperlink></w:p>'
    return docx(body, relation("hyperlink", target, external=True))


def noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)


def nested(opening: str, closing: str, depth: int, inside: str = paragraph("x")) -> str:
    return opening * depth + inside + closing * depth


Builder = Callable[[], bytes]

WORD: dict[str, tuple[str, Builder, str]] = {
    "one run of 30 MB": ("a.docx", lambda: docx(paragraph("x" * 30 * MEGABYTE)), "upload_zip_bomb"),
    "30,000 equal paragraphs": ("a.docx", lambda: docx(paragraph("x" * 600) * 30_000), "upload_zip_bomb"),
    "a picture of 30 MB of nothing": (
        "a.docx", lambda: with_part("word/media/image1.png", bytes(30 * MEGABYTE)), "upload_zip_bomb"),
    "a bomb in a bomb": (
        "a.docx", lambda: with_part("word/a.zip", pack({"b": bytes(30 * MEGABYTE)}) * 400), "upload_zip_bomb"),
    "20 MB of text": (
        "a.docx", lambda: docx(paragraph(noise(9 * MEGABYTE).hex())), "conversion_too_large"),
    "2,001 parts": (
        "a.docx",
        lambda: pack(docx_parts() | {f"word/{number}.txt": b"" for number in range(2_001)}),
        "upload_too_many_parts",
    ),
    "3,000 nested tables": (
        "a.docx", lambda: docx(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 3_000)), "text_too_deep"),
    "60 nested tables": (
        "a.docx", lambda: docx(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 60)), "text_too_deep"),
    "20,000 nested controls": (
        "a.docx", lambda: docx(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 20_000)), "text_too_deep"),
    "billion laughs": (
        "a.docx", lambda: with_part("word/document.xml", document("&c;", LAUGHS)), "upload_has_dtd"),
    "external entity": ("a.docx", lambda: with_part("word/document.xml", document("&e;", XXE)), "upload_has_dtd"),
    "external entity in UTF-16": (
        "a.docx",
        lambda: with_part("word/document.xml", document("&e;", XXE).decode().encode("utf-16")),
        "upload_has_dtd",
    ),
    "external entity in relations": (
        "a.docx", lambda: with_part("word/_rels/document.xml.rels", XXE.encode() + relations()), "upload_has_dtd"),
    "external entity in a picture": (
        "a.docx", lambda: with_part("word/media/i.svg", XXE.encode() + b"<svg/>"), "upload_has_dtd"),
    "part above the folder": ("a.docx", lambda: with_part("../../evil.xml", b"<a/>"), "upload_unsafe_path"),
    "part at an absolute path": ("a.docx", lambda: with_part("/etc/evil.xml", b"<a/>"), "upload_unsafe_path"),
    "part on a drive": ("a.docx", lambda: with_part("C:/evil.xml", b"<a/>"), "upload_unsafe_path"),
    "part behind backslashes": ("a.docx", lambda: with_part("..\\evil.xml", b"<a/>"), "upload_unsafe_path"),
    "part with an encoded way out": (
        "a.docx", lambda: with_part("word/media/%2e%2e%2fevil.png", b"x"), "upload_unsafe_path"),
    "symbolic link": ("a.docx", symlink, "upload_unsafe_path"),
    "two bodies of one name": ("a.docx", lambda: twice("word/document.xml"), "upload_ambiguous_archive"),
    "two bodies, one in capitals": ("a.docx", lambda: twice("word/DOCUMENT.XML"), "upload_ambiguous_archive"),
    "data after the archive": ("a.docx", lambda: docx() + b"<script>", "upload_ambiguous_archive"),
    "a page before the archive": ("a.docx", lambda: b"<html>" + docx(), "upload_ambiguous_archive"),
    "an archive after an archive": ("a.docx", lambda: docx(paragraph("a")) + docx(), "upload_ambiguous_archive"),
    "size declared too small": ("a.docx", lambda: with_declared_size(-20), "upload_corrupt"),
    "size declared too large": ("a.docx", lambda: with_declared_size(20), "upload_ambiguous_archive"),
    "encrypted part": ("a.docx", lambda: with_flag(1), "upload_encrypted"),
    "unknown compression": ("a.docx", lambda: with_method(14), "upload_corrupt"),
    "encrypted by Word": (
        "a.docx", lambda: OLE2 + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "upload_encrypted"),
    "old Word file": ("a.docx", lambda: OLE2 + bytes(600), "upload_wrong_extension"),
    "nothing": ("a.docx", lambda: b"", "upload_empty"),
    "cut in half": ("a.docx", lambda: docx()[:500], "upload_corrupt"),
    "noise": ("a.docx", lambda: noise(5_000), "upload_corrupt"),
    "noise behind the first bytes": ("a.docx", lambda: b"PK\x03\x04" + noise(5_000), "upload_corrupt"),
    "an archive of nothing": ("a.docx", lambda: pack({}), "upload_corrupt"),
    "broken XML": ("a.docx", lambda: with_part("word/document.xml", b"<w:document><w:body>"), "upload_corrupt"),
    "an encoding that nobody reads": (
        "a.docx",
        lambda: with_part("word/document.xml", document("x", '<?xml version="1.0" encoding="UTF-7"?>')),
        "upload_corrupt",
    ),
    "no text": ("a.docx", lambda: without_part("word/document.xml"), "upload_corrupt"),
    "no types": ("a.docx", lambda: without_part("[Content_Types].xml"), "upload_corrupt"),
    "no relations": ("a.docx", lambda: without_part("_rels/.rels"), "upload_corrupt"),
    "a spreadsheet": (
        "a.docx",
        lambda: with_part("[Content_Types].xml", content_types("application/vnd.ms-excel.sheet.main+xml")),
        "upload_wrong_extension",
    ),
    "an OpenDocument text": ("a.docx", odt, "upload_corrupt"),
    "macros by type": (
        "a.docx",
        lambda: with_part(
            "[Content_Types].xml", content_types("application/vnd.ms-word.document.macroEnabled.main+xml")),
        "upload_has_macros",
    ),
    "macros by part": ("a.docx", lambda: with_part("word/vbaProject.bin", OLE2), "upload_has_macros"),
    "macros by name": ("a.docm", docx, "upload_has_macros"),
    "OLE object": ("a.docx", lambda: docx(paragraph("x"), relation("oleObject", "e.bin")), "upload_active_content"),
    "OLE file inside": ("a.docx", lambda: with_part("word/embeddings/e.bin", OLE2), "upload_active_content"),
    "foreign text by reference": (
        "a.docx", lambda: docx('<w:altChunk r:id="r1"/>', relation("aFChunk", "a.html")), "upload_active_content"),
    "another document by reference": (
        "a.docx", lambda: docx(paragraph("x"), relation("subDocument", "b.docx")), "upload_active_content"),
    "frame of a page": (
        "a.docx",
        lambda: docx(paragraph("x"), relation("frame", "http://127.0.0.1/", external=True)),
        "upload_active_content",
    ),
    "template from the network": ("a.docx", lambda: template("http://127.0.0.1/t.dotm"), "upload_active_content"),
    "template from a share": ("a.docx", lambda: template(r"\\127.0.0.1\t.dotm"), "upload_active_content"),
    "template from a share as a URL": ("a.docx", lambda: template("file://h/c/t.dotm"), "upload_active_content"),
    "template on a disk": ("a.docx", lambda: template("file:///C:\\Users\\x\\t.dotm"), SAFE),
    "link of script": ("a.docx", lambda: link("javascript:alert(1)"), SAFE),
    "link of data": ("a.docx", lambda: link("data:text/html,x"), SAFE),
    "link to a file": ("a.docx", lambda: link("file:///etc/passwd"), SAFE),
    "picture from the network": (
        "a.docx",
        lambda: docx(picture('r:link="r1"'), relation("image", "http://127.0.0.1/i.png", external=True)),
        SAFE,
    ),
    "picture from a file": (
        "a.docx", lambda: docx(picture('r:link="r1"'), relation("image", "file:///etc/passwd", external=True)), SAFE),
    "picture above the folder": (
        "a.docx", lambda: docx(picture('r:embed="r1"'), relation("image", "../../../../etc/passwd")), SAFE),
    "cell across a billion columns": (
        "a.docx",
        lambda: docx(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>'
            f"{paragraph('x')}</w:tc></w:tr></w:tbl>"),
        SAFE,
    ),
    "field that starts a program": (
        "a.docx",
        lambda: docx(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText>'
            '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'),
        SAFE,
    ),
    "signs that turn the text round": ("a.docx", lambda: docx(paragraph("1\u202e000\u202c руб.")), SAFE),
    "markup in words": ("a.docx", lambda: docx(paragraph("&lt;script&gt;alert(1)&lt;/script&gt;")), SAFE),
    "test virus in a part": ("a.docx", lambda: with_part("word/eicar.com", EICAR), SAFE),
    "template of macros by name": ("a.dotm", docx, "upload_has_macros"),
}  # fmt: skip

OPEN_DOCUMENT: dict[str, tuple[str, Builder, str]] = {
    "a spreadsheet of OpenDocument": (
        "a.odt",
        lambda: odt(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        "upload_wrong_extension",
    ),
    "encrypted OpenDocument": (
        "a.odt",
        lambda: odt(**{"META-INF/manifest.xml": b"<m><file-entry><encryption-data/></file-entry></m>"}),
        "upload_encrypted",
    ),
    "OpenDocument macros": ("a.odt", lambda: odt(**{"Basic/Standard/M.xml": b"<a/>"}), "upload_has_macros"),
    "OpenDocument scripts": ("a.odt", lambda: odt(**{"Scripts/python/m.py": b"x"}), "upload_has_macros"),
    "OpenDocument event": (
        "a.odt", lambda: odt("<text:p><script:event-listener/></text:p>"), "upload_has_macros"),
    "OpenDocument OLE object": ("a.odt", lambda: odt(**{"Object 1": OLE2}), "upload_active_content"),
    "OpenDocument external entity": (
        "a.odt", lambda: odt(**{"content.xml": XXE.encode() + b"<a>&e;</a>"}), "upload_has_dtd"),
    "OpenDocument without text": (
        "a.odt", lambda: odt(**{"content.xml": b""}), "upload_corrupt"),
    "30 nested OpenDocument lists": (
        "a.odt",
        lambda: odt(nested("<text:list><text:list-item>", "</text:list-item></text:list>", 30, "<text:p>x</text:p>")),
        "text_too_deep",
    ),
    "a billion spaces": (
        "a.odt", lambda: odt('<text:p>a<text:s text:c="1000000000"/>b</text:p>'), "conversion_too_large"),
    "a hundred million spaces by thousands": (
        "a.odt", lambda: odt('<text:p><text:s text:c="1000"/></text:p>' * 100_000), "upload_zip_bomb"),
    "a million spaces by thousands": (
        "a.odt", lambda: odt('<text:p><text:s text:c="1000"/></text:p>' * 1_000), "conversion_too_large"),
    "spaces counted in more digits than Python reads": (
        "a.odt", lambda: odt(f'<text:p>a<text:s text:c="{"9" * 5_000}"/>b</text:p>'), "conversion_too_large"),
    "spaces counted in words": ("a.odt", lambda: odt('<text:p>a<text:s text:c="много"/>b</text:p>'), SAFE),
    "OpenDocument picture from the network": (
        "a.odt",
        lambda: odt('<text:p><draw:frame><draw:image xlink:href="http://127.0.0.1/i.png"/></draw:frame>x</text:p>'),
        SAFE,
    ),
    "OpenDocument link of script": (
        "a.odt", lambda: odt('<text:p><text:a xlink:href="javascript:alert(1)">x</text:a></text:p>'), SAFE),
    "a Word file": ("a.odt", docx, "upload_corrupt"),
}  # fmt: skip
