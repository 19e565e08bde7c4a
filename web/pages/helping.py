"""What one owes in a section and cannot do in time, or at all; and who is reminded of what they owe."""

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.views.document_forms import DelegateForm
from schemas.views.helping import HelpForm, RemindForm
from services.sections import helping, section_acts, shown
from web.choosing import people_options
from web.sending import Sending
from web.visit import Visiting

router = APIRouter(prefix="/sections/{section_id}")


@router.get("/help", operation_id="sections.read")
def show_help(visit: Visiting, section_id: Id) -> Response:
    """Ask the coordinator, or hand over to a deputy."""
    section = shown.read_section(visit.house, actor=visit.actor, section_id=section_id).view()
    owes = helping.owes_here(visit.house, actor=visit.actor, section_id=section_id)
    people = people_options(visit, besides=visit.actor.id) if owes else []
    return visit.page("sections/help.html", section=section, owes=owes, people=people)


@router.post("/help", operation_id="sections.ask_help")
def ask_help(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Tell the coordinator."""
    helping.ask_help(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=sent.read(HelpForm)
    )
    return visit.go(f"/sections/{section_id}", said="helping.sent")


@router.post("/deputy", operation_id="sections.delegate")
async def hand_over(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Hand one's own open duty to a deputy."""
    form = sent.read(DelegateForm, person_id=None)
    await section_acts.delegate(visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=form)
    return visit.go("/", said="helping.handed_over")


@router.post("/reminders", operation_id="sections.remind")
def remind(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Remind somebody who is awaited."""
    helping.remind(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=sent.read(RemindForm)
    )
    return visit.go(sent.back or f"/sections/{section_id}", said="helping.reminded")
