"""What people do about disagreements: each says which right it needs and which command it is."""

from collections.abc import Callable

from sqlmodel import Session

from schemas.act import Act, Receipt
from schemas.actor import Actor
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
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.section import Note
from schemas.views.disagreements import (
    AcceptForm,
    DecisionForm,
    LeadershipForm,
    MeetingForm,
    SettlementForm,
    UpholdForm,
)
from schemas.views.document_forms import ReasonForm
from services.acts import given
from services.documents.documents import require_people
from services.house import House
from services.notes import keep_note
from services.sections.answers import act_on
from services.sections.disagreements import disagreement_for
from services.sections.uncounted import carry_in_section
from storage.tables import Comment, Disagreement


async def uphold(
    house: House, *, actor: Actor, act: Act, comment_id: str, form: UpholdForm, guest_id: str | None = None
) -> Receipt:
    """Stand by a remark in spite of its answer. The receipt names `disagreement_id`.

    Raises Refused: comment_unanswered, comment_resolved, comment_upheld, disagreement_closed, answer_final.
    """

    def command(thread: Comment, note: Note | None) -> UpholdComment:
        wording = keep_note(house, act, form.wording, "wording") if form.wording else None
        said = {"note": given(note), "wording": wording, "guest_id": guest_id}
        return UpholdComment.model_validate({"comment_id": thread.id, "disagreement_id": new_id(), **said})

    return await act_on(house, "comments.uphold", actor, act, comment_id, command, reason=form.reason)


async def meet(house: House, *, actor: Actor, act: Act, disagreement_id: str, form: MeetingForm) -> Receipt:
    """Call a reconciliation meeting, move the one that was called, or say what came of it.

    Raises Refused: disagreement_closed, meeting_ahead, person_unknown.
    """

    def command(note: Note | None) -> HoldMeeting:
        return HoldMeeting(
            disagreement_id=disagreement_id,
            meeting_id=new_id(),
            at=form.at,
            participants=tuple(dict.fromkeys(form.participants)),
            place=keep_note(house, act, form.place, "place"),
            minutes=note,
        )

    named = "disagreements.meet", disagreement_id
    return await _act(house, *named, actor, act, form.minutes, command, people=form.participants)


async def propose_settlement(
    house: House, *, actor: Actor, act: Act, disagreement_id: str, form: SettlementForm
) -> Receipt:
    """Lay a text before the parties that would settle it. Raises Refused("disagreement_closed")."""

    def command(note: Note | None) -> ProposeSettlement:
        return ProposeSettlement(disagreement_id=disagreement_id, wording=given(note), changes=form.changes)

    return await _act(house, "disagreements.propose_settlement", disagreement_id, actor, act, form.text, command)


async def accept_settlement(house: House, *, actor: Actor, act: Act, disagreement_id: str, form: AcceptForm) -> Receipt:
    """Agree to the proposed text as a party; once both do, it is settled.

    Raises Refused: disagreement_closed, settlement_outdated, settlement_accepted, not_a_party.
    """

    def command(_note: Note | None) -> AcceptSettlement:
        return AcceptSettlement(disagreement_id=disagreement_id, wording_id=form.settlement_id)

    return await _act(house, "disagreements.accept_settlement", disagreement_id, actor, act, None, command)


async def take_to_leadership(
    house: House, *, actor: Actor, act: Act, disagreement_id: str, form: LeadershipForm
) -> Receipt:
    """Have somebody of leadership decide. Raises Refused: disagreement_closed, decider_unfit."""

    def command(note: Note | None) -> TakeToLeadership:
        return TakeToLeadership(disagreement_id=disagreement_id, decider_id=form.decider_id, note=given(note))

    return await _act(house, "disagreements.take_to_leadership", disagreement_id, actor, act, form.reason, command)


async def decide(house: House, *, actor: Actor, act: Act, disagreement_id: str, form: DecisionForm) -> Receipt:
    """Decide what was taken to the actor. Raises Refused: disagreement_closed, not_the_decider, wording_required."""

    def command(note: Note | None) -> DecideDisagreement:
        wording = keep_note(house, act, form.wording, "wording") if form.wording else None
        said = {"decision": form.decision, "note": given(note), "wording": wording}
        return DecideDisagreement.model_validate({"disagreement_id": disagreement_id, **said})

    return await _act(house, "disagreements.decide", disagreement_id, actor, act, form.reason, command)


async def record_dissent(house: House, *, actor: Actor, act: Act, disagreement_id: str, form: ReasonForm) -> Receipt:
    """Let the text stand, and have one's own dissent recorded. Raises Refused("disagreement_closed")."""

    def command(note: Note | None) -> RecordDissent:
        return RecordDissent(disagreement_id=disagreement_id, note=given(note))

    return await _act(house, "disagreements.record_dissent", disagreement_id, actor, act, form.reason, command)


async def _act(
    house: House,
    operation: str,
    disagreement_id: str,
    actor: Actor,
    act: Act,
    reason: str | None,
    command: Callable[[Note | None], OnDisagreement],
    people: list[str] | None = None,
) -> Receipt:
    def admit(session: Session) -> None:
        disagreement_for(session, operation, actor, disagreement_id)
        require_people(session, people or [])

    def prepared(_seen: None, note: Note | None) -> OnDisagreement:
        return command(note)

    section_id = await house.database.briefly(_section_of, house, disagreement_id)
    return await carry_in_section(house, section_id, actor, act, admit=admit, command=prepared, reason=reason)


def _section_of(house: House, disagreement_id: str) -> str:
    with house.database.read() as session:
        row = session.get(Disagreement, disagreement_id)
    if row is None:
        raise Refused("not_found")
    return row.section_id
