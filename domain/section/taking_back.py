"""A verdict taken back by who gave it, while its round is open."""

from domain.section.deputies import seat_of
from domain.section.story import Story
from domain.section.unanswered import carried_by
from schemas.problems import Refused
from schemas.section_commands import TakeBackVerdict
from schemas.section_events import VerdictTakenBack


def take_back(story: Story, command: TakeBackVerdict) -> None:
    """Take a verdict back: it no longer counts, what it carried unanswered goes with it, and its voter is asked again.

    Raises Refused: outdated_revision, verdict_not_given, or what `seat_of` does.
    """
    state = story.state
    voter, deputy = seat_of(state, story.facts.actor_id)
    head = state.head.revision_id if state.head else None
    if command.revision_id != head:
        raise Refused("outdated_revision", revision_id=head)
    given = next((vote for vote in state.votes if vote.person_id == voter), None)
    if given is None:
        raise Refused("verdict_not_given")
    story.tell(
        VerdictTakenBack(
            person_id=voter,
            deputy_id=deputy,
            revision_id=command.revision_id,
            supersedes=carried_by(state, story.unanswered, (voter, given.deputy_id or voter, story.facts.actor_id)),
        )
    )
    if state.held_by is not None:
        story.settle()
