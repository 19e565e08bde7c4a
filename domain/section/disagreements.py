"""Disagreements: an upheld remark, its meetings, the text that settles it, who decides it, and how it ends."""

from collections.abc import Mapping
from typing import Any

from domain.section.deciders import attend_deciders, may_decide
from domain.section.disputed import found, over, side_of
from domain.section.story import Story
from schemas.disagreement import SIDES, WITH_TEXT
from schemas.disagreement_commands import (
    AcceptSettlement,
    DecideDisagreement,
    HoldMeeting,
    OnDisagreement,
    ProposeSettlement,
    RecordDissent,
    TakeToLeadership,
    UpholdComment,
)
from schemas.disagreement_events import (
    DisagreementClosed,
    DisagreementOpened,
    MeetingHeld,
    SettlementAccepted,
    SettlementProposed,
    TakenToLeadership,
)
from schemas.problems import Refused
from schemas.section import Disagreement, Phase
from schemas.section_events import RoundClosed


def uphold(story: Story, command: UpholdComment) -> None:
    """Make a disagreement of an answered remark; one that was referred to a meeting is upheld besides.

    Raises Refused: not_found, comment_unanswered, comment_resolved, comment_upheld, disagreement_closed, answer_final
    (of an earlier cycle).
    """
    remark = story.facts.remark
    if remark is None:
        raise Refused("not_found")
    if remark.state == "open":
        raise Refused("comment_unanswered")
    if remark.state in ("resolved", "withdrawn"):
        raise Refused("comment_resolved")
    if remark.cycle != story.state.cycle:
        raise Refused("answer_final")
    known = over(story.state, remark.id)
    if known is not None and known.outcome is not None:
        raise Refused("disagreement_closed")
    if remark.state == "upheld":
        raise Refused("comment_upheld")
    story.tell(
        DisagreementOpened(
            disagreement_id=known.id if known else command.disagreement_id,
            author_id=remark.person_id,
            comment_id=remark.id,
            by="upheld",
            note=command.note,
            wording=command.wording,
        )
    )


def refer(story: Story, disagreement_id: str) -> None:
    """Open the disagreement of a remark that its answer refers to a meeting, unless there is one.

    Raises Refused("wrong_phase") where nobody is at work: no edition may come out past an open disagreement.
    """
    remark = story.facts.remark
    assert remark is not None
    if story.state.phase in (Phase.APPROVED, Phase.PUBLISHED):
        raise Refused("wrong_phase", phase=str(story.state.phase))
    if over(story.state, remark.id) is None:
        opened = {"disagreement_id": disagreement_id, "author_id": remark.person_id, "comment_id": remark.id}
        story.tell(DisagreementOpened.model_validate(opened | {"by": "referred"}))


def lift(story: Story) -> None:
    """What is upheld or referred no longer is no disagreement any more."""
    remark = story.facts.remark
    known = over(story.state, remark.id) if remark else None
    if known is not None and known.outcome is None:
        story.tell(DisagreementClosed(disagreement_id=known.id, author_id=known.author_id, outcome="lifted"))
        _go_on(story)


def hold_meeting(story: Story, command: HoldMeeting) -> None:
    """Appoint a meeting, move it, or say what came of it.

    Raises Refused: not_found, disagreement_closed, meeting_ahead (minutes of one that has not been).
    """
    known = _open(story, command)
    if command.minutes is not None and command.at > story.facts.now:
        raise Refused("meeting_ahead")
    said = command.model_dump(exclude={"type"}) | {"author_id": known.author_id}
    story.tell(MeetingHeld.model_validate(said | {"meeting_id": known.meeting_id or command.meeting_id}))


def propose(story: Story, command: ProposeSettlement) -> None:
    """Lay a text before the parties; it takes the place of one that lies there. Raises as `_open` does."""
    known = _open(story, command)
    side = side_of(story.state, known, story.facts.actor_id)
    said = command.model_dump(exclude={"type"}) | {"author_id": known.author_id, "side": side}
    story.tell(SettlementProposed.model_validate(said))


def accept(story: Story, command: AcceptSettlement) -> None:
    """Agree to the text; once both parties do, the disagreement is settled with it.

    Raises Refused: not_found, disagreement_closed, settlement_outdated (another text lies there, or none), not_a_party,
    settlement_accepted (this party agrees already).
    """
    known = _open(story, command)
    if known.settlement is None or known.settlement.wording.id != command.wording_id:
        raise Refused("settlement_outdated")
    side = side_of(story.state, known, story.facts.actor_id)
    if side is None:
        raise Refused("not_a_party")
    if side in known.settlement.accepted:
        raise Refused("settlement_accepted")
    story.tell(SettlementAccepted(disagreement_id=known.id, author_id=known.author_id, side=side))
    if {side, *known.settlement.accepted} == set(SIDES):
        settled = {"outcome": "settled", "wording": known.settlement.wording, "changes": known.settlement.changes}
        _close(story, known, settled)


def take_to_leadership(story: Story, command: TakeToLeadership) -> None:
    """Let somebody of leadership decide, or somebody else of them. Raises also Refused("decider_unfit")."""
    known = _open(story, command)
    if command.decider_id not in may_decide(story, known):
        raise Refused("decider_unfit")
    said = command.model_dump(exclude={"type"}) | {"author_id": known.author_id}
    story.tell(TakenToLeadership.model_validate(said))
    attend_deciders(story)
    _go_on(story)


def decide(story: Story, command: DecideDisagreement) -> None:
    """End it as leadership decides: who it was taken to, or who stands in for them.

    Raises Refused: not_found, disagreement_closed, not_the_decider, wording_required (for a third text, and for the
    author's where they only asked).
    """
    known = _open(story, command)
    if story.facts.actor_id not in (known.decider_id, known.deputy_id):
        raise Refused("not_the_decider")
    if command.decision == "third" and command.wording is None:
        raise Refused("wording_required")
    remark = story.facts.remark
    if command.decision == "proposed" and remark is not None and not remark.worded:
        raise Refused("wording_required")
    outcome = "dissent" if command.decision == "dissent" else "decided"
    changes = command.decision in WITH_TEXT
    wording = command.wording if command.decision == "third" else None
    said = {"outcome": outcome, "decision": command.decision, "note": command.note, "changes": changes}
    deputy = known.deputy_id if story.facts.actor_id == known.deputy_id else None
    _close(story, known, said | {"wording": wording, "deputy_id": deputy})


def record_dissent(story: Story, command: RecordDissent) -> None:
    """Let the text stand, with the author's dissent on record. Raises as `_open` does."""
    _close(story, _open(story, command), {"outcome": "dissent", "note": command.note})


def _open(story: Story, command: OnDisagreement) -> Disagreement:
    """The disagreement, as that of who speaks for its remark by now. Raises Refused: not_found, disagreement_closed."""
    known = found(story.state, command.disagreement_id)
    if known is None:
        raise Refused("not_found")
    if known.outcome is not None:
        raise Refused("disagreement_closed")
    remark = story.facts.remark
    return known if remark is None else known.model_copy(update={"author_id": remark.person_id})


def _close(story: Story, known: Disagreement, said: dict[str, Any]) -> None:
    """End it; where other words are to stand in the text it goes back to its editors, else the phase may go on."""
    names = {"disagreement_id": known.id, "author_id": known.author_id}
    closed = DisagreementClosed.model_validate(names | said)
    story.tell(closed)
    if closed.changes:
        _rewrite(story)
    else:
        _go_on(story)


def _rewrite(story: Story) -> None:
    state = story.state
    if state.phase == Phase.REVIEW:
        assert state.head is not None
        closed = {"round": state.round, "revision_id": state.head.revision_id, "outcome": "returned"}
        story.tell(RoundClosed.model_validate(closed | {"by": "settlement"}))
    if state.phase in (Phase.REVIEW, Phase.SIGN_OFF):
        story.resume_drafting()


def _go_on(story: Story) -> None:
    """End a phase that waited for nothing else; a round that waits for verdicts goes on waiting for them."""
    if story.state.held_by is not None or story.state.phase == Phase.SIGN_OFF:
        story.settle()


DECISIONS: Mapping[str, Any] = {
    "uphold_comment": uphold,
    "hold_meeting": hold_meeting,
    "propose_settlement": propose,
    "accept_settlement": accept,
    "take_to_leadership": take_to_leadership,
    "decide_disagreement": decide,
    "record_dissent": record_dissent,
}
"""What each command about a disagreement comes to."""
