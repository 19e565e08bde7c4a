"""Duties that change hands in the open phase: reassignment, delegation, recusal, and people who leave."""

from domain.section.deciders import attend_deciders
from domain.section.deputies import NOT_SEATED, acting_for, deputy_of, passing, principal_of, unable, why_not
from domain.section.electorate import ACTING, body_of, elect, listed, seated, spoken, vacant, waiting
from domain.section.story import Story
from schemas.problems import Refused
from schemas.section import Elector, Note, Part, Phase, SectionState
from schemas.section_commands import Delegate, Leave, Reassign, Recuse, StandIn
from schemas.section_events import DutyReturned, Reassigned, Recused


def reassign(story: Story, command: Reassign) -> None:
    """Put one person in another's place in a part, or add somebody.

    In the open phase the one who joins takes the other's seat, also where that stands empty since the other left it.
    Who has the part by the matrix alone can be replaced in the open phase, and only for it.
    """
    state, leaves, joins = story.state, command.leaves, command.joins
    people = listed(state, command.part)
    open_part = command.part == ACTING.get(state.phase)
    here, empty = (seated(state), vacant(state)) if open_part else ((), ())
    if joins in story.facts.people.guests and command.part != Part.REVIEWER:
        raise Refused("person_unknown", person_id=joins)
    if joins in (*people, *here):
        raise Refused("already_assigned")
    if leaves is not None and leaves not in (*people, *here, *empty):
        by_matrix = leaves in story.facts.people.appointed.get(command.part, {})
        raise Refused("assigned_by_matrix" if by_matrix else "not_assigned")
    _require_signers(story, command)
    if leaves in (*here, *empty):
        _require_fit(story, leaves, joins)
    elif open_part and command.part == Part.EDITOR and principal_of(state, joins) is not None:
        raise Refused("deputy_is_voter")  # an editor more begins at once
    story.tell(
        Reassigned(
            part=command.part,
            leaves=leaves,
            joins=joins,
            elector=_elector(story, leaves, joins) if open_part else None,
            base=len(here) + 1 if leaves in empty else None,
            relieves=deputy_of(state, leaves) if leaves in here else None,
            note=command.note,
        )
    )
    if leaves in (*here, *empty):
        story.attend(missed=(joins,))


def _elector(story: Story, leaves: str | None, joins: str) -> Elector:
    """Whom the one who joins stands for: in the seat of a body for the body, whose officer they have to be."""
    state, people = story.state, story.facts.people
    body = body_of(state, leaves or "")
    if body is not None and joins not in people.speaking.get(body, ()):
        raise Refused("not_of_body", person_id=joins)
    if body is None and leaves in vacant(state):
        spoken_for = {one.speaks_for for one in state.electors}
        unheard = (one for one, officers in people.speaking.items() if joins in officers and one not in spoken_for)
        body = next(unheard, None)
    return people.elector(joins, through=(body,) if body else (), speaks_for=body or "")


def _require_fit(story: Story, leaves: str, joins: str) -> None:
    """Who is replaced in the open phase has not acted in it, and who replaces them may act and does not already."""
    state = story.state
    if leaves in spoken(state):
        raise Refused("already_acted")
    if leaves in seated(state) and joins == acting_for(state, leaves):
        return
    code = why_not(state, story.facts.people, joins)
    if code is not None:
        raise Refused(code, person_id=joins)


def _require_signers(story: Story, command: Reassign) -> None:
    """A swap of approvers during a review leaves enough who may sign the revision at hand, by the matrix too."""
    state = story.state
    swaps = state.phase == Phase.REVIEW and command.part == Part.APPROVER and command.leaves is not None
    if not swaps or state.head is None:
        return
    stay = tuple(command.joins if person == command.leaves else person for person in state.approvers)
    swapped = state.model_copy(update={"approvers": stay})
    there = elect(swapped, story.facts.people, Part.APPROVER, state.head.authors)
    if len(there) < (state.coming_policy.sign.needed or 1):
        raise Refused("wrote_it_alone")


def delegate(story: Story, command: Delegate) -> None:
    """Hand an open duty to a deputy; one that passed on already stays where it is, so that chains end at one step."""
    state, person = story.state, command.person_id
    if person not in seated(state):
        raise Refused("duty_passed_once" if principal_of(state, person) else NOT_SEATED[state.phase])
    if acting_for(state, person) != person:
        raise Refused("duty_passed_once")
    if person in spoken(state):
        raise Refused("already_acted")
    code = unable(state, story.facts.people, command.deputy_id)
    if code is not None:
        raise Refused(code, person_id=command.deputy_id)
    story.tell(passing(state, person, command.deputy_id, "delegation", note=command.note))


def stand_in(story: Story, command: StandIn) -> None:
    """Somebody is away or back from now on: what they owe and what they stand in for passes on, or comes back."""
    principal = principal_of(story.state, command.person_id)
    story.attend(missed=(command.person_id, principal or ""))
    attend_deciders(story)


def recuse(story: Story, command: Recuse) -> None:
    """Take somebody out of the open electorate for a conflict of interest; a deputy gives the duty back.

    Raises Refused: already_acted where a deputy has spoken (their word stays its person's, who may change it), and
    not_a_voter, not_a_signer or not_an_editor where it is no duty of theirs.
    """
    principal = principal_of(story.state, command.person_id)
    if principal is not None and principal in spoken(story.state):
        raise Refused("already_acted")
    if principal is not None:
        _give_back(story, command.person_id, "conflict", command.note)
    elif command.person_id in seated(story.state):
        _take_out(story, command.person_id, "conflict", command.note)
    else:
        raise Refused(NOT_SEATED[story.state.phase])


def leave(story: Story, command: Leave) -> None:
    """Somebody left the installation, or a body: nothing happens where it was not this that put them here."""
    state, person = story.state, command.person_id
    if command.reason == "left_body":
        through = next((one.through for one in state.electors if one.person_id == person), ())
        if not through or set(through) & set(command.bodies):
            return
    elif principal_of(state, person) is not None:
        _give_back(story, person, "deactivated")
    if person in seated(state):
        _take_out(story, person, command.reason)


def _give_back(story: Story, deputy: str, reason: str, note: Note | None = None) -> None:
    """A deputy who may not act gives the duty back; what they said in the person's place stays said."""
    person = principal_of(story.state, deputy)
    if person is None or person in spoken(story.state):
        return
    returned = {"part": ACTING[story.state.phase], "person_id": person, "deputy_id": deputy, "reason": reason}
    story.tell(DutyReturned.model_validate(returned | {"note": note}))


def _take_out(story: Story, person: str, reason: str, note: Note | None = None) -> None:
    """The base shrinks by somebody and what they said, and those who are left are counted again."""
    state = story.state
    taken = {
        "part": ACTING[state.phase],
        "person_id": person,
        "reason": reason,
        "revision_id": state.head.revision_id if state.head else None,
        "base": len(seated(state)) - 1,
        "next_id": _next_up(state, person),
        "refillable": True,
        "relieves": deputy_of(state, person),
        "note": note,
    }
    story.tell(Recused.model_validate(taken))
    story.settle()


def _next_up(state: SectionState, leaves: str) -> str | None:
    """Whose turn to sign it becomes when the one whose turn it is leaves."""
    if state.phase != Phase.SIGN_OFF or state.policy.sign.order != "in_turn" or waiting(state) != (leaves,):
        return None
    following = (person for person in state.signers if person not in (*state.signatures, leaves))
    person = next(following, None)
    return None if person is None else acting_for(state, person)
