"""Counting a review round: what the votes say under a rule, and what is still missing."""

from typing import Literal

from schemas.frozen import Frozen
from schemas.policy import VotingRule
from schemas.section import Verdict, Vote

IN_FAVOUR = (Verdict.AGREE, Verdict.AGREE_WITH_REMARKS)


class Ballot(Frozen):
    """Who may vote, who of them was recused, and the votes in the order given; a later one replaces."""

    voters: tuple[str, ...]
    votes: tuple[Vote, ...] = ()
    recused: tuple[str, ...] = ()

    @property
    def eligible(self) -> tuple[str, ...]:
        """The voters whose vote counts."""
        return tuple(voter for voter in self.voters if voter not in self.recused)

    @property
    def standing(self) -> dict[str, Vote]:
        """The last vote of each eligible voter who has one, in the voters' order."""
        given = {vote.person_id: vote for vote in self.votes}
        return {voter: given[voter] for voter in self.eligible if voter in given}

    @property
    def silent(self) -> tuple[str, ...]:
        """Eligible voters who have not voted."""
        return tuple(voter for voter in self.eligible if voter not in self.standing)


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

    @property
    def waits_for_coordinator(self) -> bool:
        """Whether everybody has voted and the rule still says nothing."""
        return self.status == "open" and not self.silent


def count(rule: VotingRule, ballot: Ballot) -> Tally:
    """Count `ballot` under `rule`.

    The base is the eligible voters who did not abstain. Unanimity needs all of it, a majority more than half
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
    if missing_votes == 0 and len(ballot.eligible) >= (rule.count or 1):
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


def with_silence_counted(ballot: Ballot) -> Ballot:
    """The same ballot with every silent voter agreeing tacitly; only for a rule that says so."""
    tacit = tuple(Vote(person_id=voter, verdict=Verdict.AGREE, tacit=True) for voter in ballot.silent)
    return ballot.model_copy(update={"votes": ballot.votes + tacit})


def _needed(rule: VotingRule, base: int) -> int:
    """Votes in favour that carry, never fewer than one."""
    if rule.kind == "at_least":
        return rule.count or 1
    return max(1, base) if rule.kind == "unanimity" else base // 2 + 1
