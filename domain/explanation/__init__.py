"""How a section or a document stands, as data and in words."""

from domain.explanation.data import TELLING, explain, explain_document, waits_for
from domain.explanation.own_first import own_first
from domain.explanation.sentences import sentences

__all__ = ["TELLING", "explain", "explain_document", "own_first", "sentences", "waits_for"]
