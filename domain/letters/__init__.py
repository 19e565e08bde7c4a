"""Letters: what a notice says to one person, as plain text in Russian and English."""

from domain.letters.digest import Entry, digest
from domain.letters.letter import TONGUES, Letter, letter, one_line
from domain.letters.proof import proof_letter

__all__ = ["TONGUES", "Entry", "Letter", "digest", "letter", "one_line", "proof_letter"]
