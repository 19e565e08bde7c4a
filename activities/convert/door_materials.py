"""The door of the materials folder: more kinds of file than texts may be, each looked at by its bytes."""

from activities.convert.archive import read_parts
from activities.convert.door import BINARY_MAGICS, MACRO_EXTENSIONS, ZIP_MAGIC, admit
from activities.convert.door_docx import check_macros
from activities.convert.xml_part import elements_of_note
from domain.materials import MEDIA_TYPES, ending
from schemas.conversion import ConvertSettings
from schemas.problems import Refused

MAGICS = {"pdf": (b"%PDF-",), "png": (b"\x89PNG\r\n\x1a\n",), "jpg": (b"\xff\xd8\xff",), "jpeg": (b"\xff\xd8\xff",)}
TEXTS = frozenset({"md", "txt", "csv", "html", "htm"})
CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
_MACROS = MACRO_EXTENSIONS | {"xlsm", "xltm", "xlsb"}


def admit_material(content: bytes, filename: str, settings: ConvertSettings) -> str:
    """Let a file in or refuse it with its reason; returns the ending that tells its kind.

    Raises Refused as `door.admit` does: upload_... and text_not_utf8.
    """
    kind = ending(filename)
    if kind in _MACROS:
        raise Refused("upload_has_macros")
    if kind not in MEDIA_TYPES:
        raise Refused("material_unknown_format")
    if len(content) > settings.upload_bytes:
        raise Refused("upload_too_large", limit_mb=settings.upload_bytes // 2**20)
    if not content:
        raise Refused("upload_empty")
    if kind in ("docx", "odt"):
        admit(content, filename, settings)
    elif kind == "xlsx":
        _check_workbook(content, settings)
    elif kind in TEXTS:
        _check_text(content)
    elif not content.startswith(MAGICS[kind]):
        raise Refused("upload_wrong_extension")
    return kind


def decoded(content: bytes) -> str:
    """A text in UTF-8, or in the Windows code page of Russian tables. Raises Refused("text_not_utf8")."""
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("text_not_utf8")


def _check_text(content: bytes) -> None:
    if content.startswith(BINARY_MAGICS) or b"\0" in content:
        raise Refused("upload_wrong_extension")
    decoded(content)


def _check_workbook(content: bytes, settings: ConvertSettings) -> None:
    if not content.startswith(ZIP_MAGIC):
        raise Refused("upload_wrong_extension")
    parts = read_parts(content, settings)
    if not parts.get(CONTENT_TYPES) or WORKBOOK not in parts:
        raise Refused("upload_wrong_extension")
    wanted = frozenset({"Override", "Default"})
    check_macros(list(parts), elements_of_note(parts[CONTENT_TYPES], settings.xml_depth, wanted))
    for name, part in parts.items():
        if part and name != CONTENT_TYPES:
            elements_of_note(part, settings.xml_depth, frozenset())
