"""What a command does to a section: the events it makes, or the typed refusal it meets."""

from collections.abc import Callable
from typing import Any

from domain import policy as rules
from domain.ballot import Ballot, count
from domain.section.alarms import awaited, rule_of
from domain.section.facts import Facts
from domain.section.ladder import ring
from domain.section.story import Story, electorate
from schemas.problems import Refused
from schemas.section import Head, Part, Phase, SectionState, Verdict
from schemas.section_commands import (
    DeclineToSign,
    Extend,
    GiveVerdict,
    Launch,
    Publish,
    Reassign,
    Reopen,
    ReturnToDrafting,
    SectionCommand,
    Sign,
    SubmitRevision,
    Withdraw,
)
from schemas.section_events import (
    Approved,
    Extended,
    Launched,
    Published,
    Reassigned,
    Reopened,
    RevisionSubmitted,
    RoundClosed,
    RoundOpened,
    SectionEvent,
    Signed,
    SigningDeclined,
    VerdictGiven,
    Withdrawn,
)

WITH_DEADLINE = (Phase.DRAFTING, Phase.REVIEW, Phase.SIGN_OFF)

ALLOWED: dict[str, tuple[Phase, ...]] = {
    "launch": (Phase.PLANNED,),
    "submit_revision": (Phase.DRAFTING,),
    "give_verdict": (Phase.REVIEW,),
    "return_to_drafting": (Phase.REVIEW,),
    "sign": (Phase.SIGN_OFF,),
    "decline_to_sign": (Phase.SIGN_OFF,),
    "publish": (Phase.APPROVED,),
    "reopen": (Phase.APPROVED, Phase.PUBLISHED),
    "withdraw": (Phase.PLANNED, *WITH_DEADLINE, Phase.APPROVED),
    "extend": WITH_DEADLINE,
    "reassign": WITH_DEADLINE,
    "ring": WITH_DEADLINE,
}
"""From which phases each command may move a section; from anywhere else it is refused."""

WRONG_PHASE = {
    "submit_revision": "not_in_drafting",
    "give_verdict": "round_closed",
    "sign": "not_in_sign_off",
    "decline_to_sign": "not_in_sign_off",
}


def decide(state: SectionState, command: SectionCommand, facts: Facts) -> tuple[SectionEvent, ...]:
    """The events that `command` makes. Raises Refused with the reason it cannot be carried out."""
    if state.phase not in ALLOWED[command.type]:
        raise Refused(WRONG_PHASE.get(command.type, "wrong_phase"), phase=str(state.phase))
    story = Story(state, facts)
    _DECISIONS[command.type](story, command)
    return tuple(story.events)


def _launch(story: Story, command: Launch) -> None:
    if not (command.editors and command.reviewers and command.approvers):
        raise Refused("section_not_staffed", position="")
    reviewers, approvers = tuple(dict.fromkeys(command.reviewers)), tuple(dict.fromkeys(command.approvers))
    rules.check_reachable(command.policy, len(reviewers), len(approvers))
    story.state = story.state.model_copy(update={"policy": command.policy})
    story.tell(
        Launched(
            policy=command.policy,
            coordinator_id=command.coordinator_id,
            editors=tuple(dict.fromkeys(command.editors)),
            reviewers=reviewers,
            approvers=approvers,
            **story.opening(command.policy.drafting),
        )
    )


def _submit(story: Story, command: SubmitRevision) -> None:
    state, actor = story.state, story.facts.actor_id
    if actor not in state.editors:
        raise Refused("not_an_editor")
    if command.base_id != (state.head.revision_id if state.head else None):
        raise Refused("base_outdated")
    head = Head(
        revision_id=command.revision_id,
        number=state.head.number + 1 if state.head else 1,
        text_hash=command.text_hash,
        authors=command.authors,
    )
    voters, signers = electorate(state.reviewers, head.authors), electorate(state.approvers, head.authors)
    if not voters or not signers:
        raise Refused("nobody_to_judge")
    try:
        rules.check_reachable(state.policy, len(voters), len(signers))
    except Refused as unreachable:
        raise Refused("nobody_to_judge") from unreachable
    story.tell(RevisionSubmitted(head=head, base_id=command.base_id, change=command.change))
    barred = tuple(person for person in state.reviewers if person not in voters)
    story.tell(
        RoundOpened(
            round=state.round + 1,
            revision_id=head.revision_id,
            voters=voters,
            barred=barred,
            **story.opening(state.policy.review),
        )
    )


def _give_verdict(story: Story, command: GiveVerdict) -> None:
    state, actor = story.state, story.facts.actor_id
    if actor not in state.voters:
        raise Refused("not_a_voter")
    _require_head(state, command.revision_id)
    if command.verdict == Verdict.DISAGREE and command.note is None:
        raise Refused("reasons_required")
    story.tell(
        VerdictGiven(person_id=actor, revision_id=command.revision_id, verdict=command.verdict, note=command.note)
    )
    tally = count(state.policy.vote, Ballot.alone(state.voters, story.state.votes))
    if tally.status != "open":
        story.close_round(in_favour=tally.status == "met", by="rule")


def _return(story: Story, command: ReturnToDrafting) -> None:
    state = story.state
    assert state.head is not None
    story.tell(
        RoundClosed(
            round=state.round,
            revision_id=state.head.revision_id,
            outcome="returned",
            by="coordinator",
            note=command.note,
        )
    )
    story.resume_drafting()


def _sign(story: Story, command: Sign) -> None:
    state, actor = story.state, story.facts.actor_id
    if actor not in state.signers:
        raise Refused("not_a_signer")
    _require_head(state, command.revision_id, command.text_hash)
    if actor in state.signatures:
        raise Refused("already_signed")
    story.tell(Signed(person_id=actor, revision_id=command.revision_id, text_hash=command.text_hash))
    if len(story.state.signatures) >= (state.policy.sign.needed or len(state.signers)):
        story.tell(Approved(revision_id=command.revision_id, text_hash=command.text_hash))


def _decline(story: Story, command: DeclineToSign) -> None:
    if story.facts.actor_id not in story.state.signers:
        raise Refused("not_a_signer")
    _require_head(story.state, command.revision_id)
    story.tell(SigningDeclined(person_id=story.facts.actor_id, revision_id=command.revision_id, note=command.note))
    story.resume_drafting()


def _publish(story: Story, command: Publish) -> None:
    _require_head(story.state, command.revision_id)
    story.tell(Published(edition_id=command.edition_id, revision_id=command.revision_id))


def _reopen(story: Story, command: Reopen) -> None:
    state = story.state
    story.tell(Reopened(cycle=state.cycle + 1, note=command.note, **story.opening(state.policy.drafting)))


def _withdraw(story: Story, command: Withdraw) -> None:
    story.tell(Withdrawn(note=command.note))


def _extend(story: Story, command: Extend) -> None:
    state = story.state
    rules.check_limit(command.limit, story.facts.now)
    opening = story.opening(rule_of(state).model_copy(update={"limit": command.limit}))
    assert state.deadline is not None
    if opening["deadline"].at <= state.deadline.at:
        raise Refused("deadline_not_later", deadline=state.deadline.at.isoformat())
    story.tell(Extended(note=command.note, **opening))


def _reassign(story: Story, command: Reassign) -> None:
    state = story.state
    people = {Part.EDITOR: state.editors, Part.REVIEWER: state.reviewers, Part.APPROVER: state.approvers}[command.part]
    if command.joins in people:
        raise Refused("already_assigned")
    if command.leaves is not None:
        if command.leaves not in people:
            raise Refused("not_assigned")
        _require_unspoken(state, command)
        _require_signers(state, command)
    story.tell(Reassigned(part=command.part, leaves=command.leaves, joins=command.joins, note=command.note))


def _require_unspoken(state: SectionState, command: Reassign) -> None:
    """Who is replaced in an open electorate has not acted in it, and who replaces them may judge this text."""
    electing = {Phase.REVIEW: (Part.REVIEWER, state.voters), Phase.SIGN_OFF: (Part.APPROVER, state.signers)}
    part, people = electing.get(state.phase, (None, ()))
    if command.part != part or command.leaves not in people:
        return
    if command.leaves not in awaited(state):
        raise Refused("already_acted")
    if state.head is not None and set(state.head.authors) == {command.joins}:
        raise Refused("wrote_it_alone")


def _require_signers(state: SectionState, command: Reassign) -> None:
    """A swap of approvers during a review leaves enough of them who may sign the revision at hand."""
    if state.phase != Phase.REVIEW or command.part != Part.APPROVER or state.head is None:
        return
    stay = tuple(command.joins if person == command.leaves else person for person in state.approvers)
    if len(electorate(stay, state.head.authors)) < (state.policy.sign.needed or 1):
        raise Refused("wrote_it_alone")


def _require_head(state: SectionState, revision_id: str, text_hash: str | None = None) -> None:
    head = state.head
    if head is None or head.revision_id != revision_id or text_hash not in (None, head.text_hash):
        raise Refused("outdated_revision", revision_id=head.revision_id if head else None)


_DECISIONS: dict[str, Callable[[Story, Any], None]] = {
    "launch": _launch,
    "submit_revision": _submit,
    "give_verdict": _give_verdict,
    "return_to_drafting": _return,
    "sign": _sign,
    "decline_to_sign": _decline,
    "publish": _publish,
    "reopen": _reopen,
    "withdraw": _withdraw,
    "extend": _extend,
    "reassign": _reassign,
    "ring": ring,
}
