"""Routes of a section's life: what moves it from phase to phase."""

from fastapi import APIRouter

from api.act import ThisAct
from edge.actor import Acting, AtHouse
from edge.path import Id
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
from schemas.views.documents import Recorded
from schemas.views.helping import HelpForm, RemindForm
from schemas.views.signing import SectionSigning
from services.sections import helping, section_acts, signing

router = APIRouter(prefix="/sections/{section_id}", tags=["sections"])


@router.post("/verdicts", operation_id="sections.verdict", status_code=201)
async def give_verdict(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: VerdictForm) -> Recorded:
    """Give or change one's verdict on an exact revision."""
    receipt = await section_acts.give_verdict(house, actor=actor, act=act, section_id=section_id, form=form)
    return Recorded.of(receipt)


@router.post("/verdicts/take-back", operation_id="sections.take_back")
async def take_back_verdict(
    house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: TakeBackForm
) -> Recorded:
    """Take back one's verdict on the revision under review, while the round is open."""
    receipt = await section_acts.take_back_verdict(house, actor=actor, act=act, section_id=section_id, form=form)
    return Recorded.of(receipt)


@router.post("/return", operation_id="sections.return")
async def return_to_drafting(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: ReasonForm) -> Recorded:
    """End the review and send the text back, with reasons."""
    receipt = await section_acts.return_to_drafting(house, actor=actor, act=act, section_id=section_id, form=form)
    return Recorded.of(receipt)


@router.get("/signing", operation_id="sections.signing")
def read_signing(house: AtHouse, actor: Acting, section_id: Id) -> SectionSigning:
    """What a signature would stand under: the exact text, what changed since the last one, what remains disputed."""
    return signing.read_signing(house, actor=actor, section_id=section_id)


@router.post("/signatures", operation_id="sections.sign", status_code=201)
async def sign(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: SignForm) -> Recorded:
    """Approve an exact revision and text, confirmed by one's password or a proof."""
    return Recorded.of(await section_acts.sign(house, actor=actor, act=act, section_id=section_id, form=form))


@router.post("/decline", operation_id="sections.decline")
async def decline(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: DeclineForm) -> Recorded:
    """Send an exact revision back from sign-off, with reasons."""
    return Recorded.of(await section_acts.decline(house, actor=actor, act=act, section_id=section_id, form=form))


@router.post("/withdraw", operation_id="sections.withdraw")
async def withdraw(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: ReasonForm) -> Recorded:
    """Take the section out of its document for good."""
    return Recorded.of(await section_acts.withdraw(house, actor=actor, act=act, section_id=section_id, form=form))


@router.post("/reopen", operation_id="sections.reopen")
async def reopen(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: ReasonForm) -> Recorded:
    """Begin the next cycle of an approved or published section."""
    return Recorded.of(await section_acts.reopen(house, actor=actor, act=act, section_id=section_id, form=form))


@router.post("/extend", operation_id="sections.extend")
async def extend(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: ExtendForm) -> Recorded:
    """Move the open deadline."""
    return Recorded.of(await section_acts.extend(house, actor=actor, act=act, section_id=section_id, form=form))


@router.post("/recount", operation_id="sections.recount")
async def recount(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: ReasonForm) -> Recorded:
    """Count the open deadline anew by the calendar now in force."""
    return Recorded.of(await section_acts.recount(house, actor=actor, act=act, section_id=section_id, form=form))


@router.post("/reassign", operation_id="sections.reassign")
async def reassign(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: ReassignForm) -> Recorded:
    """Put one person in another's place, or add somebody."""
    return Recorded.of(await section_acts.reassign(house, actor=actor, act=act, section_id=section_id, form=form))


@router.post("/recuse", operation_id="sections.recuse")
async def recuse(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: RecuseForm) -> Recorded:
    """Leave the open round, or as coordinator take somebody out of it, for a conflict of interest."""
    return Recorded.of(await section_acts.recuse(house, actor=actor, act=act, section_id=section_id, form=form))


@router.post("/delegate", operation_id="sections.delegate")
async def delegate(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: DelegateForm) -> Recorded:
    """Hand one's open duty, or as coordinator somebody else's, to a deputy until the phase ends."""
    return Recorded.of(await section_acts.delegate(house, actor=actor, act=act, section_id=section_id, form=form))


@router.post("/help", operation_id="sections.ask_help", status_code=201)
def ask_help(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: HelpForm) -> Recorded:
    """Ask the coordinator for more time for one's open duty, or say that it is not one's own; nothing moves by it."""
    return Recorded.of(helping.ask_help(house, actor=actor, act=act, section_id=section_id, form=form))


@router.post("/reminders", operation_id="sections.remind", status_code=201)
def remind(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: RemindForm) -> Recorded:
    """Remind somebody who is awaited at once; once a day of the same duty."""
    return Recorded.of(helping.remind(house, actor=actor, act=act, section_id=section_id, form=form))


@router.post("/decide", operation_id="sections.decide")
async def decide(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: DecideForm) -> Recorded:
    """Decide a round whose ladder has ended with fewer votes than its rule asks for."""
    return Recorded.of(await section_acts.decide(house, actor=actor, act=act, section_id=section_id, form=form))


@router.post("/policy", operation_id="sections.policy")
async def change_policy(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: PolicyForm) -> Recorded:
    """Give the section new rules, from its next phase on."""
    return Recorded.of(await section_acts.change_policy(house, actor=actor, act=act, section_id=section_id, form=form))
