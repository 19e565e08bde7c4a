"""Which blocks of a redline are worth showing when only its changes are asked for."""

from schemas.redline import Piece, Redline

CONTEXT = 1
"""Blocks without changes shown before and after a changed one; headings are always shown."""


def shortened(redline: Redline) -> list[Piece | int]:
    """The pieces with changes, their neighbours and all headings; between them how many were left out."""
    found: list[Piece | int] = []
    for place, piece in enumerate(redline.pieces):
        near = redline.pieces[max(0, place - CONTEXT) : place + CONTEXT + 1]
        if piece.block["t"] == "Header" or any(one.state != "kept" for one in near):
            found.append(piece)
        elif found and isinstance(found[-1], int):
            found[-1] += 1
        else:
            found.append(1)
    return found
