"""The life of a document as a whole: `decide`, `evolve` and `next_alarm`."""

from domain.document.decide import decide, observe
from domain.document.evolve import evolve, next_alarm
from domain.document.facts import Facts, SectionStanding

__all__ = ["Facts", "SectionStanding", "decide", "evolve", "next_alarm", "observe"]
