"""The words of disagreements: what opens one, how it ends, what is decided, and who the parties are."""

from typing import Literal

OpenedBy = Literal["upheld", "referred"]
"""A remark that its author upheld, or that the editors referred to a reconciliation meeting."""

Outcome = Literal["settled", "decided", "dissent", "lifted"]
"""Settled with a text, decided by leadership, recorded as dissent, or lifted: upheld or referred no longer."""

Decision = Literal["standing", "proposed", "third", "dissent"]
"""What leadership decides for: the text as it stands, the author's wording, a third one, or recorded dissent."""

WITH_TEXT: tuple[Decision, ...] = ("proposed", "third")
"""The decisions that put other words into the text."""

Side = Literal["author", "editors"]
"""The parties: who upholds the remark, and who edit the text."""

SIDES: tuple[Side, ...] = ("author", "editors")
