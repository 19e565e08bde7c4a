"""How a section or a document stands, as data and in words."""

from domain.explanation.data import TELLING, explain, explain_document
from domain.explanation.sentences import sentences

__all__ = ["TELLING", "explain", "explain_document", "sentences"]
