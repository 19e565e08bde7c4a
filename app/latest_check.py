"""Reads the signed word on which edition is the latest, and who may sign it; used by `veche verify --latest`."""

from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from pydantic import ValidationError

from activities.edition.keys import signer
from schemas.latest import LatestEdition, Succession

MOST_BYTES = 1 << 20


class NoStatement(Exception):
    """The file is no signed word on a latest edition, or was changed."""


def read_latest(file: Path, trusted: Set[str]) -> tuple[LatestEdition, str, frozenset[str]]:
    """The statement, the fingerprint of the key that signed it, and every key to trust now.

    A key that a trusted one named as the one to follow it is trusted too. Raises NoStatement, OSError.
    """
    with file.open("rb") as opened:
        lines = opened.read(MOST_BYTES).splitlines(keepends=True)
    if len(lines) < 2:
        raise NoStatement
    signed_by = signer(lines[0], lines[1])
    try:
        said = LatestEdition.model_validate_json(lines[0])
    except ValidationError as error:
        raise NoStatement from error
    if signed_by is None or said.key != signed_by or said.written().encode() != lines[0]:
        raise NoStatement
    return said, signed_by, _followed(trusted, lines[2:])


def _followed(trusted: Set[str], lines: Sequence[bytes]) -> frozenset[str]:
    """`trusted` and those that follow, in the order in which the lines name them."""
    known = set(trusted)
    for succession in _successions(lines):
        if succession.old in known:
            known.add(succession.new)
    return frozenset(known)


def _successions(lines: Sequence[bytes]) -> Iterator[Succession]:
    """Those whose old key really signed them."""
    for statement, signature in zip(lines[::2], lines[1::2], strict=False):
        try:
            succession = Succession.model_validate_json(statement)
        except ValidationError:
            continue
        if signer(statement, signature) == succession.old and succession.written().encode() == statement:
            yield succession
