"""What people do in a section's life: each says which right it needs and which command it is."""

import asyncio
from collections.abc import Callable, Iterable

from sqlmodel import Session

from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.policy import VotingRule
from schemas.problems import Refused
from schemas.section import Note
from schemas.section_commands import (
    ChangePolicy,
    DecideRound,
    DeclineToSign,
    Delegate,
    Extend,
    GiveVerdict,
    MadeOfficial,
    Reassign,
    Recount,
    Recuse,
    Reopen,
    ReturnToDrafting,
    SectionCommand,
    Sign,
    TakeBackVerdict,
    Withdraw,
)
from schemas.views.document_forms import (
    DecideForm,
    DeclineForm,
    DelegateForm,
    ExtendForm,
    PolicyForm,
    ReasonForm,
    ReassignForm,
    RecuseForm,
    SignForm,
    TakeBackForm,
    VerdictForm,
)
from services.acts import given
from services.documents.documents import policy_in, require_people
from services.documents.electorates import require_weighed
from services.house import House
from services.identity.confirmations import confirm, sealed
from services.relations import let_in
from services.sections.uncounted import carry_in_section


async def give_verdict(
    house: House, *, actor: Actor, act: Act, section_id: str, form: VerdictForm, guest_id: str | None = None
) -> Receipt:
    """Give or change a verdict on an exact revision; an outside expert does by the link of `guest_id`."""

    def command(note: Note | None) -> GiveVerdict:
        return GiveVerdict(
            revision_id=form.revision_id,
            verdict=form.verdict,
            note=note,
            remark_id=new_id() if note else None,
            official=made_official(form.official),
            guest_id=guest_id,
        )

    return await _act(house, "sections.verdict", actor, act, section_id, form.text, command)


def made_official(contributions: Iterable[str]) -> tuple[MadeOfficial, ...]:
    """These contributions of a body's members as the remarks that they become, each once."""
    return tuple(MadeOfficial(contribution_id=one, comment_id=new_id()) for one in dict.fromkeys(contributions))


async def take_back_verdict(house: House, *, actor: Actor, act: Act, section_id: str, form: TakeBackForm) -> Receipt:
    """Take one's own verdict on the revision under review back, until the round closes."""

    def command(_note: Note | None) -> TakeBackVerdict:
        return TakeBackVerdict(revision_id=form.revision_id)

    return await _act(house, "sections.take_back", actor, act, section_id, None, command)


async def return_to_drafting(house: House, *, actor: Actor, act: Act, section_id: str, form: ReasonForm) -> Receipt:
    """End a review and send the text back, with reasons."""

    def command(note: Note | None) -> ReturnToDrafting:
        return ReturnToDrafting(note=given(note))

    return await _act(house, "sections.return", actor, act, section_id, form.reason, command)


async def sign(house: House, *, actor: Actor, act: Act, section_id: str, form: SignForm) -> Receipt:
    """Approve an exact revision and text, confirmed; raises Refused as `confirm` does, too, and shown_outdated."""

    def command(_note: Note | None) -> Sign:
        confirmed_by = confirm(house, actor=actor, form=form)
        signed = {"revision_id": form.revision_id, "text_hash": form.text_hash, "shown": form.shown or ""}
        return Sign.model_validate({**signed, "confirmed_by": confirmed_by})

    act = await asyncio.to_thread(sealed, house, act, form)
    return await _act(house, "sections.sign", actor, act, section_id, None, command)


async def decline(house: House, *, actor: Actor, act: Act, section_id: str, form: DeclineForm) -> Receipt:
    """Send an exact revision back from sign-off, with reasons."""

    def command(note: Note | None) -> DeclineToSign:
        return DeclineToSign(revision_id=form.revision_id, note=given(note))

    return await _act(house, "sections.decline", actor, act, section_id, form.reason, command)


async def withdraw(house: House, *, actor: Actor, act: Act, section_id: str, form: ReasonForm) -> Receipt:
    """Take a section out of its document for good, with a reason."""

    def command(note: Note | None) -> Withdraw:
        return Withdraw(note=given(note))

    return await _act(house, "sections.withdraw", actor, act, section_id, form.reason, command)


async def reopen(house: House, *, actor: Actor, act: Act, section_id: str, form: ReasonForm) -> Receipt:
    """Begin the next cycle of an approved or published section, with a reason."""

    def command(note: Note | None) -> Reopen:
        return Reopen(note=given(note))

    return await _act(house, "sections.reopen", actor, act, section_id, form.reason, command)


async def extend(house: House, *, actor: Actor, act: Act, section_id: str, form: ExtendForm) -> Receipt:
    """Move the open deadline, with a reason."""

    def command(note: Note | None) -> Extend:
        return Extend(limit=form.limit, note=given(note))

    return await _act(house, "sections.extend", actor, act, section_id, form.reason, command)


async def recount(house: House, *, actor: Actor, act: Act, section_id: str, form: ReasonForm) -> Receipt:
    """Count the open deadline anew by the calendar now in force, with a reason.

    Raises Refused: deadline_stands, deadline_in_past, wrong_phase.
    """

    def command(note: Note | None) -> Recount:
        return Recount(note=given(note))

    return await _act(house, "sections.recount", actor, act, section_id, form.reason, command)


async def reassign(house: House, *, actor: Actor, act: Act, section_id: str, form: ReassignForm) -> Receipt:
    """Put one person in another's place, or add somebody, with a reason."""

    def command(note: Note | None) -> Reassign:
        return Reassign(part=form.part, leaves=form.leaves, joins=form.joins, note=given(note))

    return await _act(house, "sections.reassign", actor, act, section_id, form.reason, command, joins=[form.joins])


async def recuse(house: House, *, actor: Actor, act: Act, section_id: str, form: RecuseForm) -> Receipt:
    """Leave the open round for a conflict of interest; a coordinator may take somebody else out of it."""
    person_id = form.person_id or actor.id

    def command(note: Note | None) -> Recuse:
        return Recuse(person_id=person_id, note=given(note))

    operation = "sections.recuse" if person_id == actor.id else "sections.reassign"
    return await _act(house, operation, actor, act, section_id, form.reason, command)


async def delegate(house: House, *, actor: Actor, act: Act, section_id: str, form: DelegateForm) -> Receipt:
    """Hand one's open duty to a deputy; a coordinator may hand over somebody else's, but not to themselves.

    Raises Refused("deputy_unfit") there, and what `domain.section.duties.delegate` raises.
    """
    person_id = form.person_id or actor.id
    if form.deputy_id == actor.id != person_id:
        raise Refused("deputy_unfit", deputy_id=form.deputy_id)

    def command(note: Note | None) -> Delegate:
        return Delegate(person_id=person_id, deputy_id=form.deputy_id, note=given(note))

    operation = "sections.delegate" if person_id == actor.id else "sections.reassign"
    return await _act(house, operation, actor, act, section_id, form.reason, command, joins=[form.deputy_id])


async def decide(house: House, *, actor: Actor, act: Act, section_id: str, form: DecideForm) -> Receipt:
    """Decide a round in which fewer voted than the rule asks for, once its ladder has ended."""

    def command(note: Note | None) -> DecideRound:
        return DecideRound(in_favour=form.in_favour, note=given(note))

    return await _act(house, "sections.decide", actor, act, section_id, form.reason, command)


async def change_policy(house: House, *, actor: Actor, act: Act, section_id: str, form: PolicyForm) -> Receipt:
    """Give a launched section rules of its own, from its next phase on."""

    def command(note: Note | None) -> ChangePolicy:
        return ChangePolicy(policy=policy_in(house, form.policy), note=given(note))

    return await _act(house, "sections.policy", actor, act, section_id, form.reason, command, weighed=form.policy.vote)


async def _act(
    house: House,
    operation: str,
    actor: Actor,
    act: Act,
    section_id: str,
    reason: str | None,
    command: Callable[[Note | None], SectionCommand],
    joins: list[str] | None = None,
    weighed: VotingRule | None = None,
) -> Receipt:
    def admit(session: Session) -> None:
        let_in(session, operation, actor, section_id)
        require_people(session, joins or [])
        if weighed is not None:
            require_weighed(session, weighed)

    return await carry_in_section(
        house, section_id, actor, act, admit=admit, command=lambda _seen, note: command(note), reason=reason
    )
