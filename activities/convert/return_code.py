"""The return code of a downloaded Word file: which revision it was made from, so that it comes back to it.

It stands in a property of the file, which word processors keep, and in the names of bookmarks around the blocks,
which stay where a program drops properties. The code names a revision; who may do what with it is checked elsewhere.
"""

import re
import uuid
import zipfile
from collections import Counter
from io import BytesIO
from typing import Any

from lxml import etree

from activities.convert.word_package import Package, W, parsed

PROPERTY = "VecheReturnCode"
_CUSTOM = "docProps/custom.xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties that users set (ECMA-376, part 1, 22.3)
_CUSTOM_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUE_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_PREFIXES: dict[Any, str] = {None: _CUSTOM_SPACE, "vt": _VALUE_SPACE}
_TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CODE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_BOOKMARK = re.compile(r"v[0-9]{1,6}_([0-9a-f]{32})")
_FIXED = (1980, 1, 1, 0, 0, 0)


def stamp(docx: bytes, code: str) -> bytes:
    """The same Word file with a return code, the id of a revision; equal files and codes give equal bytes."""
    parts = _parts(docx)
    _set_property(parts, code)
    package = Package(parts)
    tree = package.tree(package.main)
    assert tree is not None
    _set_bookmarks(tree, code)
    parts[package.main] = _written(tree)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def read_code(package: Package) -> str:
    """The return code of a file, by its property or else by most of its bookmarks; empty if it has none."""
    tree = package.tree(_CUSTOM)
    for element in () if tree is None else tree:
        if isinstance(element.tag, str) and element.get("name") == PROPERTY:
            value = "".join(str(text) for text in element.itertext()).strip()
            if _CODE.fullmatch(value):
                return value
    main = package.tree(package.main)
    named = () if main is None else main.iter(f"{W}bookmarkStart")
    codes = Counter(found[1] for mark in named if (found := _BOOKMARK.fullmatch(mark.get(f"{W}name", ""))))
    return str(uuid.UUID(codes.most_common(1)[0][0])) if codes else ""


def _parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}


def _set_property(parts: dict[str, bytes], code: str) -> None:
    if _CUSTOM in parts:
        tree = parsed(parts[_CUSTOM])
    else:
        tree = etree.Element(f"{{{_CUSTOM_SPACE}}}Properties", nsmap=_PREFIXES)
        _add(parts, "[Content_Types].xml", _TYPES_SPACE, "Override", PartName=f"/{_CUSTOM}", ContentType=_CUSTOM_TYPE)
        relation = {"Id": "rIdVeche", "Type": _CUSTOM_RELATION, "Target": _CUSTOM}
        _add(parts, "_rels/.rels", _RELATIONS_SPACE, "Relationship", **relation)
    for element in list(tree):
        if element.get("name") == PROPERTY:
            tree.remove(element)
    number = max((int(element.get("pid", "1")) for element in tree), default=1) + 1
    kept = etree.SubElement(tree, f"{{{_CUSTOM_SPACE}}}property", fmtid=_FORMAT_ID, pid=str(number), name=PROPERTY)
    etree.SubElement(kept, f"{{{_VALUE_SPACE}}}lpwstr").text = code
    parts[_CUSTOM] = _written(tree)


def _add(parts: dict[str, bytes], name: str, space: str, element: str, **attributes: str) -> None:
    """Add an element to a list of the package, once."""
    tree = parsed(parts[name])
    known = "PartName" if "PartName" in attributes else "Type"
    if all(one.get(known) != attributes[known] for one in tree):
        etree.SubElement(tree, f"{{{space}}}{element}", attributes)
    parts[name] = _written(tree)


def _set_bookmarks(tree: etree._Element, code: str) -> None:
    """Set a bookmark around every paragraph and table of the body; earlier ones of ours go."""
    ours = {
        mark.get(f"{W}id") for mark in tree.iter(f"{W}bookmarkStart") if _BOOKMARK.fullmatch(mark.get(f"{W}name", ""))
    }
    for mark in [*tree.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        if mark.get(f"{W}id") in ours and (above := mark.getparent()) is not None:
            above.remove(mark)
    numbers = [element.get(f"{W}id", "") for element in tree.iter()]
    highest = max((int(number) for number in numbers if number.isdecimal()), default=0)
    body = tree.find(f"{W}body")
    blocks = () if body is None else [block for block in body if block.tag in (f"{W}p", f"{W}tbl")]
    for place, block in enumerate(blocks, start=1):
        numbered = {f"{W}id": str(highest + place)}
        named = {**numbered, f"{W}name": f"v{place}_{uuid.UUID(code).hex}"}
        if block.tag == f"{W}tbl":
            block.addprevious(etree.Element(f"{W}bookmarkStart", named))
            block.addnext(etree.Element(f"{W}bookmarkEnd", numbered))
        else:
            properties = block.find(f"{W}pPr")
            block.insert(0 if properties is None else 1, etree.Element(f"{W}bookmarkStart", named))
            block.append(etree.Element(f"{W}bookmarkEnd", numbered))


def _written(tree: etree._Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
