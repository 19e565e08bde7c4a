"""The life of a section as three pure functions: `decide`, `evolve` and `next_alarm`."""

from domain.section.alarms import next_alarm
from domain.section.decide import decide
from domain.section.evolve import evolve
from domain.section.facts import Facts, People

__all__ = ["Facts", "People", "decide", "evolve", "next_alarm"]
