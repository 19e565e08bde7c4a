"""Who the open phase is made of: who is elected into it, whose turn it is, and whether its rule can still be met."""

from domain import policy as rules
from domain.ballot import Ballot
from domain.reachable import check_votable
from domain.section.facts import People
from schemas.policy import Policy
from schemas.problems import Refused
from schemas.section import Elector, Part, Phase, SectionState

ACTING = {Phase.DRAFTING: Part.EDITOR, Phase.REVIEW: Part.REVIEWER, Phase.SIGN_OFF: Part.APPROVER}
"""Whose act each phase with a deadline waits for."""


def listed(state: SectionState, part: Part) -> tuple[str, ...]:
    """Those who were given the part in the section itself."""
    return {Part.EDITOR: state.editors, Part.REVIEWER: state.reviewers, Part.APPROVER: state.approvers}[part]


def elect(state: SectionState, people: People, part: Part, authors: tuple[str, ...] = ()) -> tuple[Elector, ...]:
    """Who has the part in a phase that opens now: those listed in the section, then those appointed by the matrix.

    Nobody whose account is closed, and nobody who wrote the text alone. In a review the speakers of bodies that have
    one voice come last; who speaks for a body does not speak for themselves.
    """
    named, appointed = listed(state, part), people.appointed.get(part, {})
    speakers = _speakers(people, authors) if part == Part.REVIEWER else {}
    persons = tuple(
        people.elector(person, through=() if person in named else appointed[person])
        for person in dict.fromkeys((*named, *appointed))
        if may_be(people, person, authors) and person not in speakers
    )
    bodies = (people.elector(person, through=(body,), speaks_for=body) for person, body in speakers.items())
    return (*persons, *bodies)


def may_be(people: People, person: str, authors: tuple[str, ...]) -> bool:
    """Whether somebody's account is open and they did not write the text alone."""
    return person not in people.inactive and set(authors) != {person}


def _speakers(people: People, authors: tuple[str, ...]) -> dict[str, str]:
    """Who speaks for which body: its head, or the next who may; nobody speaks for two."""
    found: dict[str, str] = {}
    for body, candidates in people.speaking.items():
        free = (one for one in candidates if may_be(people, one, authors) and one not in found)
        speaker = next(free, None)
        if speaker is not None:
            found[speaker] = body
    return found


def body_of(state: SectionState, person: str) -> str | None:
    """The body whose one voice somebody of the open phase gives."""
    return next((one.speaks_for for one in state.electors if one.person_id == person and one.speaks_for), None)


def owes_position(state: SectionState, person: str) -> bool:
    """Whether somebody gives a body's one voice in the open round and has not yet: what they say belongs inside."""
    spoken_for = {vote.person_id for vote in state.votes}
    return state.phase == Phase.REVIEW and body_of(state, person) is not None and person not in spoken_for


def ids(electors: tuple[Elector, ...]) -> tuple[str, ...]:
    """The electors' persons."""
    return tuple(elector.person_id for elector in electors)


def check_electable(policy: Policy, voters: tuple[Elector, ...], signers: tuple[Elector, ...]) -> None:
    """Refuse rules that these voters and signers can never meet: policy_unreachable."""
    check_votable(policy.vote, voters)
    rules.check_signers(policy, len(signers))


def seated(state: SectionState) -> tuple[str, ...]:
    """The people of the open phase, whether they have acted or not."""
    return {Phase.DRAFTING: answering(state), Phase.REVIEW: state.voters, Phase.SIGN_OFF: state.signers}.get(
        state.phase, ()
    )


def answering(state: SectionState) -> tuple[str, ...]:
    """Those who answer remarks: the editors of the text as drafting last opened."""
    return state.editors if state.drafters is None else state.drafters


def vacant(state: SectionState) -> tuple[str, ...]:
    """Those who left the open phase and whose seat nobody has taken since."""
    return tuple(one.person_id for one in state.departures if one.successor_id is None)


def conflicted(state: SectionState) -> tuple[str, ...]:
    """Those who were recused from the open phase for a conflict of interest: in no place may they come back to it."""
    return tuple(one.person_id for one in state.departures if one.reason == "conflict")


def spoken(state: SectionState) -> tuple[str, ...]:
    """Those of them who have given their verdict or their signature, themselves or by a deputy."""
    votes = tuple(vote.person_id for vote in state.votes)
    return {Phase.REVIEW: votes, Phase.SIGN_OFF: state.signatures}.get(state.phase, ())


def is_blind(state: SectionState) -> bool:
    """Whether opinions of the open round are kept from those who have not given theirs."""
    return state.phase == Phase.REVIEW and state.policy.opinions == "own_first"


def progress(state: SectionState) -> tuple[int, int]:
    """How many have voted or signed, and of how many; nothing where opinions of the open round are hidden."""
    if state.phase == Phase.SIGN_OFF:
        return len(state.signatures), len(state.signers)
    if state.phase != Phase.REVIEW or is_blind(state):
        return 0, 0
    return len({vote.person_id for vote in state.votes} & set(state.voters)), len(state.voters)


def bound_to_speak(state: SectionState) -> frozenset[str]:
    """Who must give an own opinion first, or has: the voters of such a round, and who stands in for one of them."""
    return frozenset({*state.voters, *(one.deputy_id for one in state.passes)}) if is_blind(state) else frozenset()


def ballot(state: SectionState) -> Ballot:
    """The votes of the open round; a voter of whom nothing more was kept stands alone."""
    known = {elector.person_id: elector for elector in state.electors}
    voters = tuple(known.get(person, Elector(person_id=person)) for person in state.voters)
    return Ballot(electors=voters, votes=state.votes)


def waiting(state: SectionState) -> tuple[str, ...]:
    """The people of the open phase whose act it waits for now; of those who sign in turn, only the next.

    Nobody of a round whose vote is done and that waits for answers.
    """
    if state.held_by is not None:
        return ()
    still = tuple(person for person in seated(state) if person not in spoken(state))
    in_turn = state.phase == Phase.SIGN_OFF and state.policy.sign.order == "in_turn"
    return still[:1] if in_turn else still


def enough_signed(state: SectionState) -> bool:
    """Whether the signatures suffice; where nobody may sign any more, they never do."""
    return 0 < (state.policy.sign.needed or len(state.signers)) <= len(state.signatures)


def can_be_met(state: SectionState) -> bool:
    """Whether enough people are left in the open phase for what ends it."""
    try:
        if state.phase == Phase.REVIEW:
            check_votable(state.policy.vote, ballot(state).electors)
        elif state.phase == Phase.SIGN_OFF:
            rules.check_signers(state.policy, len(state.signers))
    except Refused:
        return False
    return state.phase not in ACTING or bool(seated(state))
