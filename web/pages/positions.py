"""What a body says among its members before it speaks, its official position, and positions that come on paper."""

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.problems import Refused
from schemas.views.document_forms import VerdictForm
from schemas.views.positions import ContributionForm, LetterVerdictForm, NewLetter
from schemas.views.reviews import SendReviewForm
from services.pages import every
from services.people.names import names_of
from services.record.news import news_of_section
from services.sections import contributions, letters, reviews, shown
from services.sections.body_desk import read_body_desk
from web.sending import UPLOADING, Sending
from web.visit import Visiting

router = APIRouter()
_INSIDE = "/sections/{section_id}/bodies/{body_id}"


@router.get(_INSIDE, operation_id="contributions.list")
def show_inside(visit: Visiting, section_id: Id, body_id: Id) -> Response:
    """What the members say, how they stand, and the form of who speaks for them."""
    desk = read_body_desk(visit.house, actor=visit.actor, section_id=section_id, body_id=body_id)
    return visit.page(
        "positions/inside.html",
        desk=desk,
        section=desk.section,
        summary=desk.summary,
        news=news_of_section(visit.house, visit.actor, section_id).tag(),
    )


@router.post(f"{_INSIDE}/contributions", operation_id="contributions.add")
def contribute(visit: Visiting, sent: Sending, section_id: Id, body_id: Id) -> Response:
    """Say something inside, or give one's opinion."""
    form = sent.read(ContributionForm)
    contributions.add_contribution(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, body_id=body_id, form=form
    )
    said = "positions.opinion_kept" if form.kind == "opinion" else "positions.said"
    return visit.go(f"/sections/{section_id}/bodies/{body_id}", said=said)


@router.post(f"{_INSIDE}/position", operation_id="reviews.send")
async def speak(visit: Visiting, sent: Sending, section_id: Id, body_id: Id) -> Response:
    """Send the official position, with what was gathered and the remarks that become official."""
    form = SendReviewForm.model_validate(sent.read(VerdictForm).model_dump())
    await reviews.send_review(visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=form)
    return visit.go(f"/sections/{section_id}/bodies/{body_id}", said="positions.spoken")


@router.get("/sections/{section_id}/letters", operation_id="letters.add")
def show_letters(visit: Visiting, section_id: Id) -> Response:
    """The form to take a letter in, and those that are taken in and not entered yet."""
    waiting = every(
        lambda page: letters.list_taken_in(visit.house, actor=visit.actor, section_id=section_id, page=page)
    )
    section = shown.read_section(visit.house, actor=visit.actor, section_id=section_id).view()
    return visit.page("positions/letters.html", section=section, letters=waiting)


@router.post("/sections/{section_id}/letters", operation_id="letters.add", openapi_extra=UPLOADING)
def take_in(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Take in the scan of a letter."""
    form = sent.read(NewLetter)
    scan = sent.files.get("file")
    if scan is None:
        raise Refused("upload_empty")
    made = letters.take_in(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        section_id=section_id,
        number=form.number,
        dated=form.dated,
        filename=scan.name,
        content=scan.content,
    )
    return visit.go(f"/letters/{made}", said="positions.taken_in")


@router.get("/letters/{letter_id}", operation_id="letters.read")
def show_letter(visit: Visiting, letter_id: Id) -> Response:
    """A letter, and the form to enter what it decides."""
    letter = letters.read_letter(visit.house, actor=visit.actor, letter_id=letter_id)
    section = shown.read_section(visit.house, actor=visit.actor, section_id=letter.section_id).view()
    voters = letters.voters_by_letter(visit.house, actor=visit.actor, section_id=letter.section_id)
    asked = [*voters, letter.person_id, *([letter.voter_id] if letter.voter_id else [])]
    names = names_of(visit.house, actor=visit.actor, ids=asked)
    return visit.page(
        "positions/letter.html",
        letter=letter,
        section=section,
        names=names,
        voters=[(one, names.get(one, "")) for one in voters] if letter.used_at is None else [],
    )


@router.post("/letters/{letter_id}/verdict", operation_id="letters.enter")
async def enter(visit: Visiting, sent: Sending, letter_id: Id) -> Response:
    """Enter what the letter decides, on behalf of who wrote it."""
    form = sent.read(LetterVerdictForm)
    await letters.enter(visit.house, actor=visit.actor, act=visit.act(sent), letter_id=letter_id, form=form)
    return visit.go(f"/letters/{letter_id}", said="positions.entered")
