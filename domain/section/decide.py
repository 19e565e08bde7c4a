"""What a command does to a section: the events it makes, or the typed refusal it meets."""

from collections.abc import Callable
from typing import Any

from domain import policy as rules
from domain.recount import moved, recount
from domain.section.alarms import rule_of
from domain.section.carrying import carry, earlier_verdicts
from domain.section.deputies import seat_of
from domain.section.disagreements import DECISIONS as ABOUT_DISAGREEMENTS
from domain.section.disputed import open_in
from domain.section.duties import delegate, leave, reassign, recuse, stand_in
from domain.section.electorate import body_of, can_be_met, check_electable, ids, waiting
from domain.section.facts import Facts
from domain.section.ladder import replanned, ring, unused
from domain.section.on_paper import has_own_word, on_paper
from domain.section.remarks import DECISIONS as ABOUT_REMARKS
from domain.section.story import Story
from domain.section.taking_back import take_back
from domain.section.unanswered import REMARKING, superseded
from schemas.disagreement_events import DisagreementClosed
from schemas.problems import Refused
from schemas.remarks import Unanswered
from schemas.section import Head, Part, Phase, SectionState, Verdict
from schemas.section_commands import (
    ChangeCoordinator,
    ChangePolicy,
    DecideRound,
    DeclineToSign,
    Extend,
    GiveVerdict,
    Launch,
    Publish,
    Recount,
    Reopen,
    ReturnToDrafting,
    SectionCommand,
    SendReview,
    Sign,
    SubmitRevision,
    Withdraw,
)
from schemas.section_events import (
    CoordinatorChanged,
    DeadlineRecounted,
    Extended,
    Launched,
    LetterSetAside,
    PolicyChanged,
    Published,
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
    "send_review": tuple(phase for phase in Phase if phase != Phase.PLANNED),
    "take_back_verdict": (Phase.REVIEW,),
    "return_to_drafting": (Phase.REVIEW, Phase.SIGN_OFF),
    "sign": (Phase.SIGN_OFF,),
    "decline_to_sign": (Phase.SIGN_OFF,),
    "publish": (Phase.APPROVED,),
    "reopen": (Phase.APPROVED, Phase.PUBLISHED),
    "withdraw": (Phase.PLANNED, *WITH_DEADLINE, Phase.APPROVED),
    "extend": WITH_DEADLINE,
    "recount": WITH_DEADLINE,
    "reassign": WITH_DEADLINE,
    "delegate": WITH_DEADLINE,
    "stand_in": WITH_DEADLINE,
    "leave": WITH_DEADLINE,
    "recuse": (Phase.REVIEW, Phase.SIGN_OFF),
    "decide_round": (Phase.REVIEW,),
    "change_policy": (*WITH_DEADLINE, Phase.APPROVED, Phase.PUBLISHED),
    "change_coordinator": tuple(Phase),
    "ring": WITH_DEADLINE,
    **dict.fromkeys(ABOUT_DISAGREEMENTS, WITH_DEADLINE),
    **dict.fromkeys(ABOUT_REMARKS, tuple(phase for phase in Phase if phase not in (Phase.PLANNED, Phase.WITHDRAWN))),
}
"""From which phases each command may move a section; from anywhere else it is refused."""

WRONG_PHASE = {
    "submit_revision": "not_in_drafting",
    "give_verdict": "round_closed",
    "take_back_verdict": "round_closed",
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
    given = {"policy": command.policy, "coordinator_id": command.coordinator_id}
    people = {part: tuple(dict.fromkeys(getattr(command, part))) for part in ("editors", "reviewers", "approvers")}
    story.state = story.state.model_copy(update={**given, **people})
    if not all(story.elect(part) for part in Part):
        raise Refused("section_not_staffed", position="")
    check_electable(command.policy, story.elect(Part.REVIEWER), story.elect(Part.APPROVER))
    story.open(Launched.model_validate({**given, **people, **story.drafting()}))


def _submit(story: Story, command: SubmitRevision) -> None:
    state = story.state
    seat_of(state, story.facts.actor_id)
    if command.base_id != (state.head.revision_id if state.head else None):
        raise Refused("base_outdated")
    head = Head(
        revision_id=command.revision_id,
        number=state.head.number + 1 if state.head else 1,
        text_hash=command.text_hash,
        authors=command.authors,
    )
    voters, signers = story.elect(Part.REVIEWER, head.authors), story.elect(Part.APPROVER, head.authors)
    if not voters or not signers:
        raise Refused("nobody_to_judge")
    try:
        check_electable(state.coming_policy, voters, signers)
    except Refused as unreachable:
        raise Refused("nobody_to_judge") from unreachable
    carried, outdated = carry(state.coming_policy.carry_over, earlier_verdicts(state, ids(voters)), command.since)
    story.tell(RevisionSubmitted(head=head, base_id=command.base_id, change=command.change))
    reviewers = ids(story.elect(Part.REVIEWER))
    story.open(
        RoundOpened(
            round=state.round + 1,
            revision_id=head.revision_id,
            voters=ids(voters),
            barred=tuple(person for person in reviewers if person not in ids(voters)),
            electors=voters,
            carried=carried,
            outdated=outdated,
            **story.opening(state.coming_policy.review),
        )
    )
    story.settle_if_nobody_is_asked()


def _give_verdict(story: Story, command: GiveVerdict) -> None:
    state = story.state
    voter, deputy = on_paper(state, command) or seat_of(state, story.facts.actor_id)
    _require_head(state, command.revision_id)
    if command.verdict == Verdict.DISAGREE and command.note is None:
        raise Refused("reasons_required")
    body = body_of(state, voter)
    if command.official and body is None:
        raise Refused("not_for_body")
    if command.on_behalf_of is not None and has_own_word(state, voter):
        _set_aside(story, command, voter)
        return
    remarks = command.note is not None and command.verdict in REMARKING
    story.tell(
        VerdictGiven(
            person_id=voter,
            deputy_id=deputy,
            revision_id=command.revision_id,
            verdict=command.verdict,
            note=command.note,
            remark_id=command.remark_id if remarks else None,
            supersedes=superseded(state, story.unanswered, deputy or voter),
            body_id=body,
            official=tuple(one.comment_id for one in command.official),
            letter_id=command.letter_id,
        )
    )
    story.settle()


def _set_aside(story: Story, command: GiveVerdict, voter: str) -> None:
    assert command.letter_id is not None
    story.tell(LetterSetAside(letter_id=command.letter_id, person_id=voter, revision_id=command.revision_id))


def _send_review(story: Story, command: SendReview) -> None:
    """The gathered remarks move nothing, but where rules ask for answers the verdict finds them unanswered."""
    if command.verdict is None:
        return
    if story.state.phase != Phase.REVIEW:
        raise Refused("round_closed", phase=str(story.state.phase))
    author = story.facts.actor_id
    sent = (Unanswered(id=one.comment_id, person_id=author, revision_id=one.revision_id) for one in command.remarks)
    story.unanswered = (*story.unanswered, *sent)
    _give_verdict(story, command.verdict)


def _return(story: Story, command: ReturnToDrafting) -> None:
    """From review at any time; from sign-off only where too few are left to sign, since nothing else would end it."""
    state = story.state
    if state.phase == Phase.SIGN_OFF and can_be_met(state):
        raise Refused("wrong_phase", phase=str(state.phase))
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
    state = story.state
    signer, deputy = seat_of(state, story.facts.actor_id)
    _require_head(state, command.revision_id, command.text_hash)
    if signer in state.signatures:
        raise Refused("already_signed")
    if signer not in waiting(state):
        raise Refused("not_your_turn")
    story.require_answers()
    known = command.model_dump(exclude={"type"})
    story.tell(Signed.model_validate({"person_id": signer, "deputy_id": deputy, **known}))
    story.settle()


def _decline(story: Story, command: DeclineToSign) -> None:
    signer, deputy = seat_of(story.state, story.facts.actor_id)
    _require_head(story.state, command.revision_id)
    story.tell(SigningDeclined(person_id=signer, deputy_id=deputy, revision_id=command.revision_id, note=command.note))
    story.resume_drafting()


def _publish(story: Story, command: Publish) -> None:
    _require_head(story.state, command.revision_id)
    story.tell(Published(edition_id=command.edition_id, revision_id=command.revision_id))


def _reopen(story: Story, command: Reopen) -> None:
    state = story.state
    story.open(Reopened(cycle=state.cycle + 1, note=command.note, **story.drafting()))


def _withdraw(story: Story, command: Withdraw) -> None:
    for one in open_in(story.state):
        story.tell(DisagreementClosed(disagreement_id=one.id, author_id=one.author_id, outcome="lifted"))
    story.tell(Withdrawn(note=command.note))


def _extend(story: Story, command: Extend) -> None:
    state = story.state
    rules.check_limit(command.limit, story.facts.now)
    longer = replanned(story, command.limit)
    assert state.deadline is not None
    if longer["deadline"].at <= state.deadline.at:
        raise Refused("deadline_not_later", deadline=state.deadline.at.isoformat())
    story.tell(Extended(note=command.note, **longer))


def _recount(story: Story, command: Recount) -> None:
    state, facts = story.state, story.facts
    assert state.deadline is not None
    assert state.opened_at is not None
    fields = recount(rule_of(state), state.deadline, state.opened_at, facts.now, facts.calendar)
    fields["alarms"] = unused(state, fields["alarms"])
    if state.phase == Phase.REVIEW and state.graces:
        fields["alarms"] = moved(state.alarms, fields["deadline"])
    story.tell(DeadlineRecounted(note=command.note, **fields))


def _decide_round(story: Story, command: DecideRound) -> None:
    state = story.state
    if state.held_by is not None:
        raise story.holding()
    if not state.undecided and state.alarms:
        raise Refused("ladder_not_ended")
    if story.result() != "undecided":
        raise Refused("votes_suffice")
    story.close_round(in_favour=command.in_favour, by="coordinator", note=command.note)


def _change_policy(story: Story, command: ChangePolicy) -> None:
    state = story.state
    authors = state.head.authors if state.head and state.phase == Phase.REVIEW else ()
    rules.check_rules(command.policy, story.facts.now)
    check_electable(command.policy, story.elect(Part.REVIEWER), story.elect(Part.APPROVER, authors))
    story.tell(PolicyChanged(policy=command.policy, own=command.own, note=command.note))


def _change_coordinator(story: Story, command: ChangeCoordinator) -> None:
    story.tell(CoordinatorChanged(coordinator_id=command.coordinator_id))


def _require_head(state: SectionState, revision_id: str, text_hash: str | None = None) -> None:
    head = state.head
    if head is None or head.revision_id != revision_id or text_hash not in (None, head.text_hash):
        raise Refused("outdated_revision", revision_id=head.revision_id if head else None)


_DECISIONS: dict[str, Callable[[Story, Any], None]] = {
    "launch": _launch,
    "submit_revision": _submit,
    "give_verdict": _give_verdict,
    "send_review": _send_review,
    "take_back_verdict": take_back,
    "return_to_drafting": _return,
    "sign": _sign,
    "decline_to_sign": _decline,
    "publish": _publish,
    "reopen": _reopen,
    "withdraw": _withdraw,
    "extend": _extend,
    "reassign": reassign,
    "delegate": delegate,
    "stand_in": stand_in,
    "leave": leave,
    "recuse": recuse,
    "decide_round": _decide_round,
    "change_policy": _change_policy,
    "change_coordinator": _change_coordinator,
    "recount": _recount,
    "ring": ring,
    **ABOUT_REMARKS,
    **ABOUT_DISAGREEMENTS,
}
