"""Takes out of pictures what is beside the picture: who took it, where and when, with what, and what was noted."""

import re
import struct
from collections.abc import Iterator
from typing import Any

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
_SHOWN = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs hIST sPLT acTL fcTL fdAT".split()
)
"""The chunks of a PNG that tell how it looks (PNG, third edition, 5.6 and 11)."""
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_END, _SCAN, _EXIF, _COMMENT = 0xD9, 0xDA, 0xE1, 0xFE
_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""The application segments of a JPEG that tell how it looks, and how each begins."""
_ORIENTATION = 0x0112


def without_metadata(content: bytes) -> bytes:
    """The same PNG or JPEG with nothing but the picture, which way up included; other files as they are.

    Only the frame of the file is read, never the picture. Raises ValueError if the frame is broken.
    """
    if content.startswith(PNG):
        return PNG + b"".join(_chunks(content))
    if content.startswith(JPEG):
        return JPEG + b"".join(_segments(content))
    return content


def _chunks(content: bytes) -> Iterator[bytes]:
    at = len(PNG)
    while True:
        length, kind = _unpacked(">I4s", content, at)
        chunk = content[at : at + length + 12]
        if len(chunk) < length + 12:
            raise ValueError("a PNG's chunk is cut off")
        if kind in _SHOWN:
            yield chunk
        at += len(chunk)
        if kind == b"IEND":
            return


def _segments(content: bytes) -> Iterator[bytes]:
    """The segments that are kept, each with the data that follow it; what comes after the end is left out."""
    at, told = len(JPEG), False
    while found := _MARKER.match(content, at):
        kind, at = found[1][0], found.end()
        if kind == _END:
            yield b"\xff\xd9"
            return
        (length,) = _unpacked(">H", content, at)
        segment = content[at : at + length]
        if length < 2 or len(segment) < length:
            raise ValueError("a JPEG's segment is cut off")
        at += length
        if kind == _EXIF and not told and (turned := _orientation(segment)):
            told = True
            yield _exif(turned)
        if _is_shown(kind, segment):
            after = _MARKER.search(content, at) if kind == _SCAN else None
            end = (after.start() if after else len(content)) if kind == _SCAN else at
            yield b"\xff" + bytes([kind]) + segment + content[at:end]
            at = end
        if at == len(content) and kind == _SCAN:  # cameras and scanners do forget the end
            return
    raise ValueError("a JPEG's segment is missing")


def _is_shown(kind: int, segment: bytes) -> bool:
    if kind in _KEPT:
        return segment[2:].startswith(_KEPT[kind])
    return kind != _COMMENT and not 0xE0 <= kind <= 0xEF


def _orientation(segment: bytes) -> int:
    """Which way up the picture is, from 2 to 8, by its Exif data; 0 if that is the usual way or is not said."""
    if segment[2:8] != b"Exif\0\0" or segment[8:12] not in (b"II*\0", b"MM\0*"):
        return 0
    tiff, order = segment[8:], "<" if segment[8:9] == b"I" else ">"
    try:
        (place,) = _unpacked(f"{order}I", tiff, 4)
        (count,) = _unpacked(f"{order}H", tiff, place)
        for number in range(count):
            tag, _kind, _count, value = _unpacked(f"{order}HHIH", tiff, place + 2 + 12 * number)
            if tag == _ORIENTATION:
                return int(value) if 2 <= value <= 8 else 0
    except ValueError:
        pass
    return 0


def _exif(turned: int) -> bytes:
    """An Exif segment that says which way up the picture is, and nothing else."""
    entry = struct.pack(">HHHIHH", 1, _ORIENTATION, 3, 1, turned, 0)
    data = b"Exif\0\0MM\0*" + struct.pack(">I", 8) + entry + bytes(4)
    return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data


def _unpacked(layout: str, content: bytes, at: int) -> tuple[Any, ...]:
    try:
        return struct.unpack_from(layout, content, at)
    except struct.error as error:
        raise ValueError("a picture is cut off") from error
