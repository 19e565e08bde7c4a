"""Disagreements: from an upheld remark to its own page, and each step on it until it ends."""

from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.views.disagreements import (
    AcceptForm,
    DecisionForm,
    LeadershipForm,
    MeetingForm,
    SettlementForm,
    UpholdForm,
)
from schemas.views.document_forms import ReasonForm
from services.pages import every
from services.people.names import names_of
from services.record.news import news_of_section
from services.sections import disagreement_acts as acts
from services.sections import shown
from services.sections.disagreement_desk import read_desk
from services.sections.disagreements import list_disagreements
from services.sections.taking_wording import take_wording
from web.sending import Sending, Sent
from web.visit import Visit, Visiting

router = APIRouter()


@router.get("/sections/{section_id}/disagreements", operation_id="disagreements.list")
def list_of_section(visit: Visiting, section_id: Id) -> Response:
    """All disagreements of the section, and how each stands."""
    section = shown.read_section(visit.house, actor=visit.actor, section_id=section_id).view()
    found = every(lambda page: list_disagreements(visit.house, actor=visit.actor, section_id=section_id, page=page))
    names = names_of(visit.house, actor=visit.actor, ids=[one.author_id for one in found])
    return visit.page("disagreements/list.html", section=section, disagreements=found, names=names)


@router.get("/disagreements/{disagreement_id}", operation_id="disagreements.read")
def show_disagreement(visit: Visiting, disagreement_id: Id) -> Response:
    """Both wordings side by side, the parties, and what can be done."""
    desk = read_desk(visit.house, actor=visit.actor, disagreement_id=disagreement_id)
    met = desk.view.meetings[-1] if desk.view.meetings else None
    return visit.page(
        "disagreements/show.html",
        desk=desk,
        one=desk.view,
        section=desk.section,
        called=met if met is not None and met.minutes is None else None,
        called_at=_local(visit, met.at) if met is not None and met.minutes is None else "",
        news=news_of_section(visit.house, visit.actor, desk.section.id).tag(),
    )


@router.post("/comments/{comment_id}/uphold", operation_id="comments.uphold")
async def uphold(visit: Visiting, sent: Sending, comment_id: Id) -> Response:
    """Stand by one's own remark in spite of its answer."""
    done = await acts.uphold(
        visit.house, actor=visit.actor, act=visit.act(sent), comment_id=comment_id, form=sent.read(UpholdForm)
    )
    return visit.go(f"/disagreements/{done.facts['disagreement_id']}", said="disagreements.upheld")


@router.post("/disagreements/{disagreement_id}/meetings", operation_id="disagreements.meet")
async def meet(visit: Visiting, sent: Sending, disagreement_id: Id) -> Response:
    """Call a meeting, or say what came of one."""
    form = sent.read(MeetingForm, at=_instant(visit, sent))
    await acts.meet(visit.house, actor=visit.actor, act=visit.act(sent), disagreement_id=disagreement_id, form=form)
    return _back(visit, disagreement_id, "disagreements.held" if form.minutes else "disagreements.called")


@router.post("/disagreements/{disagreement_id}/settlement", operation_id="disagreements.propose_settlement")
async def propose(visit: Visiting, sent: Sending, disagreement_id: Id) -> Response:
    """Lay a text before the parties."""
    form = sent.read(SettlementForm, changes=sent.one("changes") != "false")
    await acts.propose_settlement(
        visit.house, actor=visit.actor, act=visit.act(sent), disagreement_id=disagreement_id, form=form
    )
    return _back(visit, disagreement_id, "disagreements.proposed")


@router.post("/disagreements/{disagreement_id}/acceptance", operation_id="disagreements.accept_settlement")
async def accept(visit: Visiting, sent: Sending, disagreement_id: Id) -> Response:
    """Agree to the text that lies before the parties."""
    await acts.accept_settlement(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        disagreement_id=disagreement_id,
        form=sent.read(AcceptForm),
    )
    return _back(visit, disagreement_id, "disagreements.accepted")


@router.post("/disagreements/{disagreement_id}/leadership", operation_id="disagreements.take_to_leadership")
async def take_to_leadership(visit: Visiting, sent: Sending, disagreement_id: Id) -> Response:
    """Have somebody of leadership decide."""
    await acts.take_to_leadership(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        disagreement_id=disagreement_id,
        form=sent.read(LeadershipForm),
    )
    return _back(visit, disagreement_id, "disagreements.taken")


@router.post("/disagreements/{disagreement_id}/decision", operation_id="disagreements.decide")
async def decide(visit: Visiting, sent: Sending, disagreement_id: Id) -> Response:
    """Decide what was taken to oneself."""
    await acts.decide(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        disagreement_id=disagreement_id,
        form=sent.read(DecisionForm),
    )
    return _back(visit, disagreement_id, "disagreements.decided")


@router.post("/disagreements/{disagreement_id}/dissent", operation_id="disagreements.record_dissent")
async def record_dissent(visit: Visiting, sent: Sending, disagreement_id: Id) -> Response:
    """Let the text stand, with one's dissent on record."""
    await acts.record_dissent(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        disagreement_id=disagreement_id,
        form=sent.read(ReasonForm),
    )
    return _back(visit, disagreement_id, "disagreements.dissented")


@router.post("/disagreements/{disagreement_id}/wording", operation_id="sections.submit")
def put_in(visit: Visiting, _sent: Sending, disagreement_id: Id) -> Response:
    """Put the wording that it ended with into the text that the editors are writing."""
    section_id = take_wording(visit.house, actor=visit.actor, disagreement_id=disagreement_id)
    return visit.go(f"/sections/{section_id}/write", said="disagreements.was_put_in")


def _back(visit: Visit, disagreement_id: str, said: str) -> Response:
    return visit.go(f"/disagreements/{disagreement_id}", said=said)


def _instant(visit: Visit, sent: Sent) -> datetime | str:
    """The moment that was typed, by the clocks of the installation; as it was typed if it is none."""
    typed = sent.one("at")
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=ZoneInfo(visit.house.zone))
    except ValueError:
        return typed


def _local(visit: Visit, at: datetime) -> str:
    """A moment as a field of date and time takes it."""
    return f"{at.astimezone(ZoneInfo(visit.house.zone)):%Y-%m-%dT%H:%M}"
