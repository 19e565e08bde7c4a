"""Whether a voting rule can be met at all by those who are to vote."""

from collections.abc import Iterable

from domain.ballot import Ballot, close
from schemas.policy import VotingRule
from schemas.problems import Refused
from schemas.section import Elector, Verdict, Vote


def check_votable(rule: VotingRule, electors: Iterable[Elector]) -> None:
    """Refuse a rule that is not met even if every elector agrees: policy_unreachable, with what is wanting.

    Three of two persons, of two organisations, of two seats in a body or of voices that weigh two together; and a
    minimum above the number of voices.
    """
    everybody = tuple(electors)
    votes = tuple(Vote(person_id=elector.person_id, verdict=Verdict.AGREE) for elector in everybody)
    tally = close(rule, Ballot(electors=everybody, votes=votes))
    if tally.missing_votes:
        raise Refused("policy_unreachable", rule="vote", needed=rule.minimum, available=tally.spoken)
    for body in tally.bodies:
        if body.missing:
            raise Refused("policy_unreachable", rule="vote", needed=body.needed, available=body.in_favour)
