"""Who judges a text: the open electorate, whose turn it is, and whether its rule can still be met."""

from domain import policy as rules
from domain.ballot import Ballot
from schemas.problems import Refused
from schemas.section import Phase, SectionState


def judges(people: tuple[str, ...], authors: tuple[str, ...]) -> tuple[str, ...]:
    """Those who may judge a text: everybody but the one who wrote it alone."""
    return tuple(person for person in people if set(authors) != {person})


def seated(state: SectionState) -> tuple[str, ...]:
    """The voters or signers of the open phase, whether they have spoken or not."""
    return {Phase.REVIEW: state.voters, Phase.SIGN_OFF: state.signers}.get(state.phase, ())


def spoken(state: SectionState) -> tuple[str, ...]:
    """Those of them who have given their verdict or their signature."""
    return tuple(vote.person_id for vote in state.votes) if state.phase == Phase.REVIEW else state.signatures


def ballot(state: SectionState) -> Ballot:
    """The votes of the open round."""
    return Ballot.alone(state.voters, state.votes)


def silent(state: SectionState) -> tuple[str, ...]:
    """The voters of the open round who have not spoken."""
    return ballot(state).silent


def unsigned(state: SectionState) -> tuple[str, ...]:
    """The signers whose signature is awaited now: of those who sign in turn, only the next."""
    waiting = tuple(person for person in state.signers if person not in state.signatures)
    return waiting[:1] if state.policy.sign.order == "in_turn" else waiting


def enough_signed(state: SectionState) -> bool:
    """Whether the signatures suffice; where nobody may sign any more, they never do."""
    return 0 < (state.policy.sign.needed or len(state.signers)) <= len(state.signatures)


def can_be_met(state: SectionState) -> bool:
    """Whether the open electorate is large enough still for the rule it decides by."""
    check = {Phase.REVIEW: rules.check_voters, Phase.SIGN_OFF: rules.check_signers}.get(state.phase)
    try:
        if check is not None:
            check(state.policy, len(seated(state)))
    except Refused:
        return False
    return True
