"""Who decides what was taken to leadership: whom it may be taken to, and who stands in while they are away."""

from domain.section.disputed import open_in, side_of
from domain.section.electorate import bound_to_speak, ids
from domain.section.story import Story
from domain.standing_in import ToDeputy, in_right_hands
from schemas.disagreement_events import DecisionPassed
from schemas.section import Disagreement, Part, Pass


def may_decide(story: Story, known: Disagreement) -> set[str]:
    """Who approves the section or the whole, and neither is a party nor has an own opinion to give first."""
    state, facts = story.state, story.facts
    signers = ids(story.elect(Part.APPROVER, state.head.authors if state.head else ()))
    return {one for one in (*signers, *facts.leaders) if _unfit(story, known, one) is None}


def attend_deciders(story: Story) -> None:
    """Let deciders be stood in for who are away by now, and give back what came back or was left.

    Where nobody may stand in, it waits for the decider, or for somebody else of leadership whom it is taken to.
    """
    for known in open_in(story.state):
        if known.decider_id is None:
            continue
        passed = (
            Pass(person_id=known.decider_id, deputy_id=known.deputy_id, until_back=True) if known.deputy_id else None
        )

        def unable(deputy: str, known: Disagreement = known) -> str | None:
            return "deputy_away" if deputy in story.facts.people.absent else _unfit(story, known, deputy)

        found = in_right_hands(story.facts.people, known.decider_id, passed, unable)
        deputy = found.deputy_id if isinstance(found, ToDeputy) else None
        if found is not None and deputy != known.deputy_id:
            names = {"disagreement_id": known.id, "author_id": known.author_id}
            story.tell(DecisionPassed(decider_id=known.decider_id, deputy_id=deputy, relieves=known.deputy_id, **names))


def _unfit(story: Story, known: Disagreement, person: str) -> str | None:
    state = story.state
    is_barred = person in story.facts.people.inactive or person in bound_to_speak(state)
    return "decider_unfit" if is_barred or side_of(state, known, person) else None
