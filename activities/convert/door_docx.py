"""What a Word file must have and must not have to be let in."""

import posixpath
import re

from activities.convert.xml_part import Element, elements_of_note
from schemas.conversion import ConvertSettings
from schemas.problems import Refused

CONTENT_TYPES = "[Content_Types].xml"
MAIN_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ACTIVE_RELATIONS = frozenset({"oleObject", "control", "aFChunk", "subDocument", "activeXControlBinary"})
EXTERNAL_RELATIONS = frozenset({"hyperlink", "image", "attachedTemplate"})
EMBEDDED_RELATIONS = frozenset({"package", "chart", "diagramData"})
NOTED = {
    **dict.fromkeys(("ins", "del", "moveFrom", "moveTo"), "changes_accepted"),
    **dict.fromkeys(("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange"), "looks_accepted"),
    **dict.fromkeys(("cellIns", "cellDel", "cellMerge"), "looks_accepted"),
    "commentReference": "comments_dropped",
    "txbxContent": "text_boxes_moved",
    "sdt": "controls_flattened",
    "endnoteReference": "endnotes_moved",
}
HEADERS = frozenset({"hdr", "ftr"})
WANTED = frozenset({"Relationship", "Override", "Default", "altChunk", *HEADERS, *NOTED})
_SAYS_SOMETHING = re.compile(rb"<(?:\w+:)?t(?:\s[^<>]*)?>\s*[^\s<]")


def check_docx(parts: dict[str, bytes], settings: ConvertSettings) -> set[str]:
    """Warnings about the file whose archive holds `parts`.

    Raises Refused: upload_corrupt, upload_has_dtd, text_too_deep, upload_has_macros, upload_active_content.
    """
    found = {name: elements_of_note(part, settings.xml_depth, WANTED) for name, part in parts.items() if part}
    if CONTENT_TYPES not in found:
        raise Refused("upload_corrupt")
    check_macros(list(parts), found[CONTENT_TYPES])
    _check_main_part(found)
    warnings = {NOTED[name] for elements in found.values() for name, _ in elements if name in NOTED}
    for part, elements in found.items():
        if any(name in HEADERS for name, _ in elements) and _SAYS_SOMETHING.search(parts[part]):
            warnings.add("headers_dropped")
        for name, attributes in elements:
            if name == "altChunk":
                raise Refused("upload_active_content")
            if name == "Relationship":
                warnings |= _relation_warnings(attributes)
    return warnings


def check_macros(names: list[str], content_types: list[Element]) -> None:
    """Refuse a package whose parts or content types are of macros: Refused("upload_has_macros")."""
    types = [attributes.get("ContentType", "").lower() for _, attributes in content_types]
    if any("macroenabled" in kind or "vbaproject" in kind for kind in types):
        raise Refused("upload_has_macros")
    if any(posixpath.basename(name).lower() in ("vbaproject.bin", "vbadata.xml") for name in names):
        raise Refused("upload_has_macros")


def _check_main_part(found: dict[str, list[Element]]) -> None:
    """Refuse a file without exactly one main part of text."""
    mains = [
        posixpath.normpath(attributes.get("Target", "").lstrip("/"))
        for name, attributes in found.get("_rels/.rels", [])
        if name == "Relationship" and _kind(attributes) == "officeDocument"
    ]
    if len(mains) != 1 or mains[0] not in found:
        raise Refused("upload_corrupt")
    types = {
        attributes.get("PartName", "").lstrip("/"): attributes.get("ContentType", "")
        for name, attributes in found[CONTENT_TYPES]
        if name == "Override"
    }
    if types.get(mains[0], MAIN_CONTENT_TYPE) != MAIN_CONTENT_TYPE:
        raise Refused("upload_wrong_extension")


def _relation_warnings(attributes: dict[str, str]) -> set[str]:
    kind = _kind(attributes)
    external = attributes.get("TargetMode", "").lower() == "external"
    if kind in ACTIVE_RELATIONS or (external and kind not in EXTERNAL_RELATIONS):
        raise Refused("upload_active_content")
    if kind == "attachedTemplate":
        if _is_remote(attributes.get("Target", "")):
            raise Refused("upload_active_content")
        return {"template_ignored"}
    if kind in EMBEDDED_RELATIONS:
        return {"embedded_dropped"}
    return {"image_external"} if external and kind == "image" else set()


def _kind(attributes: dict[str, str]) -> str:
    return attributes.get("Type", "").rpartition("/")[2]


def _is_remote(target: str) -> bool:
    """Whether a template lies on another machine; Word itself notes a local one as `file:///C:\\...`."""
    path = re.sub(r"^file:/{0,3}(?=[a-z]:)", "", target.strip(), flags=re.IGNORECASE)
    return re.match(r"[a-z]:[\\/]|[^\\/:]+$", path, flags=re.IGNORECASE) is None
