"""Counting a review round: what the votes say under a rule, and what is still missing."""

from typing import Literal

from schemas.frozen import Frozen
from schemas.policy import VotingRule
from schemas.section import Verdict, Vote

IN_FAVOUR = (Verdict.AGREE, Verdict.AGREE_WITH_REMARKS)


class Ballot(Frozen):
    """Who may vote, and the votes in the order given; a later one replaces."""

    voters: tuple[str, ...]
    votes: tuple[Vote, ...] = ()

    @property
    def standing(self) -> dict[str, Vote]:
        """The last vote of each voter who has one, in the voters' order."""
        given = {vote.person_id: vote for vote in self.votes}
        return {voter: given[voter] for voter in self.voters if voter in given}

    @property
    def silent(self) -> tuple[str, ...]:
        """The voters who have not voted."""
        return tuple(voter for voter in self.voters if voter not in self.standing)


class Tally(Frozen):
    """What a count gives: numbers of votes, how many votes in favour carry, and what is still missing.

    `status` is `met` or `against` as soon as no vote still out could change it, else `open`. `tacit` of the
    votes in favour are counted silence. `missing_in_favour` votes are wanted to carry, `missing_votes`
    (for or against) for the rule to speak at all.
    """

    status: Literal["met", "against", "open"]
    in_favour: int
    tacit: int
    against: int
    abstained: int
    silent: tuple[str, ...]
    needed: int
    missing_in_favour: int
    missing_votes: int


def count(rule: VotingRule, ballot: Ballot) -> Tally:
    """Count `ballot` under `rule`.

    The base is the voters who did not abstain. Unanimity needs all of it, a majority more than half
    of it, at_least the rule's number. With nobody in the base nothing is ever met.
    """
    votes = ballot.standing.values()
    in_favour = sum(vote.verdict in IN_FAVOUR for vote in votes)
    against = sum(vote.verdict == Verdict.DISAGREE for vote in votes)
    abstained = sum(vote.verdict == Verdict.ABSTAIN for vote in votes)
    silent = ballot.silent
    needed = _needed(rule, in_favour + against + len(silent))
    missing_votes = max(0, rule.minimum - in_favour - against)
    status: Literal["met", "against", "open"] = "open"
    if missing_votes == 0 and len(ballot.voters) >= (rule.count or 1):
        if in_favour >= needed:
            status = "met"
        elif in_favour + len(silent) < needed:
            status = "against"
    return Tally(
        status=status,
        in_favour=in_favour,
        tacit=sum(vote.tacit and vote.verdict in IN_FAVOUR for vote in votes),
        against=against,
        abstained=abstained,
        silent=silent,
        needed=needed,
        missing_in_favour=max(0, needed - in_favour),
        missing_votes=missing_votes,
    )


def _needed(rule: VotingRule, base: int) -> int:
    """Votes in favour that carry, never fewer than one."""
    if rule.kind == "at_least":
        return rule.count or 1
    return max(1, base) if rule.kind == "unanimity" else base // 2 + 1
