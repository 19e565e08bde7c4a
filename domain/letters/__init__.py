"""Letters: what a notice says to one person, as plain text in Russian and English."""

from domain.letters.letter import LANGUAGES, Letter, letter, one_line

__all__ = ["LANGUAGES", "Letter", "letter", "one_line"]
