"""A PNG made small: pages have few colours, so a palette holds them (PNG, third edition, colour type 3)."""

import struct
import zlib
from collections import Counter

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PALETTE = 256


def packed(content: bytes) -> bytes:
    """The picture with at most 256 colours; it has eight bits a channel, with or without alpha, not interlaced."""
    width, height, channels, body = _read(content)
    rows = _unfiltered(zlib.decompress(body), width, height, channels)
    colours = Counter(
        pixel for row in rows for pixel in zip(row[0::channels], row[1::channels], row[2::channels], strict=True)
    )
    palette = [colour for colour, _ in colours.most_common(_PALETTE)]
    places = {colour: place for place, colour in enumerate(palette)}
    for colour in colours:
        if colour not in places:
            places[colour] = min(range(len(palette)), key=lambda at: _distance(palette[at], colour))
    lines = b"".join(
        b"\0" + bytes(places[pixel] for pixel in zip(row[0::channels], row[1::channels], row[2::channels], strict=True))
        for row in rows
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = (b"IHDR", header), (b"PLTE", bytes(sum(palette, ()))), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")
    return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _read(content: bytes) -> tuple[int, int, int, bytes]:
    assert content.startswith(_SIGNATURE)
    at, body, width, height, colour = len(_SIGNATURE), b"", 0, 0, 0
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        data = content[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, *_, interlaced = struct.unpack(">IIBBBBB", data)
            assert (depth, interlaced) == (8, 0)
        elif kind == b"IDAT":
            body += data
        at += length + 12
    return width, height, {2: 3, 6: 4}[colour], body


def _unfiltered(raw: bytes, width: int, height: int, channels: int) -> list[bytes]:
    """The rows as they were before each was filtered (section 9.2)."""
    stride, rows, above = width * channels, [], bytes(width * channels)
    for number in range(height):
        start = number * (stride + 1)
        kind, row = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        if kind == 2:
            row = bytearray((a + b) & 255 for a, b in zip(row, above, strict=True))
        elif kind:
            for at in range(stride):
                left = row[at - channels] if at >= channels else 0
                corner = above[at - channels] if at >= channels else 0
                row[at] = (
                    row[at] + (left, 0, (left + above[at]) // 2, _paeth(left, above[at], corner))[kind - 1]
                ) & 255
        above = bytes(row)
        rows.append(above)
    return rows


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda one: abs(guess - one))
