"""The life of a vote whether to begin: `decide`, `evolve` and `next_alarm`."""

from domain.proposal.decide import Facts, check_terms, decide
from domain.proposal.evolve import ballot, can_be_met, evolve, next_alarm

__all__ = ["Facts", "ballot", "can_be_met", "check_terms", "decide", "evolve", "next_alarm"]
