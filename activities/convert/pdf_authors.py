"""A program of its own, run in the jail: a PDF from stdin, on stdout without who made, remarked and signed it."""

import io
import logging
import sys
from contextlib import suppress
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from activities.convert.pictures import without_metadata

_BESIDE = ("/Metadata", "/PieceInfo", "/Info", "/Perms")
_SIGNED = ("/Name", "/ContactInfo", "/Location", "/Reason", "/Contents", "/Cert", "/Prop_Build")


def main() -> None:
    """Write the file anew from what its pages need; a signature does not hold any more then, and says nobody's name."""
    logging.disable()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(sys.stdin.buffer.read())))
    writer.metadata = None
    _clean(writer.root_object)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    made = io.BytesIO()
    writer.write(made)
    sys.stdout.buffer.write(made.getvalue())


def _clean(root: DictionaryObject) -> None:
    """Take the names out of everything that can be reached."""
    waiting: list[Any] = [root]
    seen: set[int] = set()
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            _clean_one(found)
            waiting.extend(found.values())
        elif isinstance(found, ArrayObject):
            waiting.extend(found)


def _clean_one(found: DictionaryObject) -> None:
    for name in _names_in(found):
        found.pop(name, None)
    if isinstance(found, StreamObject) and found.get("/Filter") == "/DCTDecode":
        with suppress(ValueError):  # a reader that can't find its frame shows no such picture either
            found._data = without_metadata(found._data)


def _names_in(found: DictionaryObject) -> tuple[str, ...]:
    """The entries of an object that may name somebody (ISO 32000-2: 12.5.6.2, 12.8.1, 14.3, 14.5)."""
    if found.get("/Type") == "/Sig" or "/ByteRange" in found:
        return _BESIDE + _SIGNED
    is_remark = "/Rect" in found and found.get("/Subtype") != "/Widget"
    return (*_BESIDE, "/T") if is_remark else _BESIDE


if __name__ == "__main__":
    main()
