"""Letters: what a notice says to one person, as plain text in Russian and English."""

from domain.letters.letter import TONGUES, Letter, letter, one_line

__all__ = ["TONGUES", "Letter", "letter", "one_line"]
