"""The life of what somebody owes by a date: `decide`, `evolve` and `next_alarm`."""

from domain.obligation.decide import Facts, check_rule, decide
from domain.obligation.evolve import evolve, next_alarm

__all__ = ["Facts", "check_rule", "decide", "evolve", "next_alarm"]
