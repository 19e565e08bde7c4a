"""The life of a document as a whole: `decide`, `evolve` and `next_alarm`."""

from domain.document.decide import Facts, SectionStanding, decide, observe
from domain.document.evolve import evolve, next_alarm

__all__ = ["Facts", "SectionStanding", "decide", "evolve", "next_alarm", "observe"]
