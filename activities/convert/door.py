"""The door: an upload is looked at before any converter sees it, and let in or refused with its reason."""

from dataclasses import dataclass

from activities.convert.archive import OLE2_MAGIC, read_parts, repack
from activities.convert.door_docx import check_docx
from activities.convert.door_html import check_html
from activities.convert.door_markdown import check_markdown
from activities.convert.door_odt import check_odt
from schemas.conversion import ConvertSettings, TextFormat
from schemas.problems import Refused

FORMATS: dict[str, TextFormat] = {
    "md": "markdown",
    "markdown": "markdown",
    "txt": "markdown",
    "html": "html",
    "htm": "html",
    "docx": "docx",
    "odt": "odt",
}
MACRO_EXTENSIONS = frozenset({"docm", "dotm"})
ZIP_MAGIC = b"PK\x03\x04"
BINARY_MAGICS = (ZIP_MAGIC, OLE2_MAGIC, b"%PDF-", b"{\\rtf", b"\x7fELF", b"MZ\x90\0", b"\x89PNG", b"\xff\xd8\xff")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Admitted:
    """An upload that was let in: bytes made for the converter, not the ones that came."""

    format: TextFormat
    content: bytes
    warnings: frozenset[str]


def admit(content: bytes, filename: str, settings: ConvertSettings) -> Admitted:
    """Check an upload by its bytes and the ending of its name, which is used for nothing else.

    Raises Refused with a code of its own for each reason, upload_... or text_... .
    """
    kind = _format_by_name(filename)
    if len(content) > settings.upload_bytes:
        raise Refused("upload_too_large", limit_mb=settings.upload_bytes // 2**20)
    if not content:
        raise Refused("upload_empty")
    _check_magic(content, kind)
    if kind == "markdown":
        return Admitted(kind, check_markdown(content, settings).encode(), frozenset())
    if kind == "html":
        page, found = check_html(content, settings)
        return Admitted(kind, page.encode(), frozenset(found))
    parts = read_parts(content, settings)
    check = check_docx if kind == "docx" else check_odt
    warnings = check(parts, settings)
    return Admitted(kind, repack(parts), frozenset(warnings))


def _format_by_name(filename: str) -> TextFormat:
    extension = filename.rpartition(".")[2].lower()
    if extension in MACRO_EXTENSIONS:
        raise Refused("upload_has_macros")
    if extension not in FORMATS:
        raise Refused("upload_unknown_format")
    return FORMATS[extension]


def _check_magic(content: bytes, kind: TextFormat) -> None:
    """Refuse a file whose first bytes belong to another format than its name says."""
    if kind in ("markdown", "html"):
        if content.startswith(BINARY_MAGICS):
            raise Refused("upload_wrong_extension")
    elif content.startswith(OLE2_MAGIC):
        raise Refused("upload_encrypted" if ENCRYPTED_STREAM in content else "upload_wrong_extension")
    elif not content.startswith(ZIP_MAGIC):
        raise Refused("upload_ambiguous_archive" if ZIP_MAGIC in content else "upload_corrupt")
