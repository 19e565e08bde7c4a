"""What a coordinator settles in a section or a document: who takes whose place, who stands in, what is decided."""

from fastapi import APIRouter, Response

from domain.rights import Relation
from edge.path import Id
from schemas.problems import Refused
from schemas.section import Part
from schemas.views.document_forms import (
    DecideForm,
    DelegateForm,
    ReasonForm,
    ReassignDocumentForm,
    ReassignForm,
    RecuseForm,
)
from schemas.views.documents import SectionView
from services.deadlines import desk
from services.documents import document_acts, documents
from services.people.names import names_of
from services.sections import helping, section_acts, shown
from services.sections.allowed import allowed_in
from services.sections.ballots import section_ballot
from web.choosing import Options, people_options
from web.sending import Sending
from web.visit import Visit, Visiting

router = APIRouter(prefix="/desk")


@router.get("/sections/{section_id}", operation_id="sections.read")
def show_section(visit: Visiting, section_id: Id) -> Response:
    """All that its coordinator can do about a section."""
    section = shown.read_section(visit.house, actor=visit.actor, section_id=section_id).view()
    if "sections.reassign" not in allowed_in(
        visit.house, actor=visit.actor, section_id=section_id, operations=["sections.reassign"]
    ):
        raise Refused("not_allowed")
    view = desk.read_desk(visit.house, actor=visit.actor, document_id=section.document_id)
    open_one = next((one for one in view.open if one.id == section_id), None)
    return visit.page(
        "desk/section.html",
        section=section,
        open=open_one,
        asked=helping.list_asked(visit.house, actor=visit.actor, section_id=section_id),
        reminded=helping.reminded_today(visit.house, section_ids=[section_id]),
        places=_places(visit, section),
        voters=_voters(visit, section) if section.phase == "review" else [],
        people=people_options(visit)[1:],
    )


@router.post("/sections/{section_id}/place", operation_id="sections.reassign")
async def reassign(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Put one person in another's place, or add somebody."""
    part, _, leaves = sent.one("place").partition(":")
    form = sent.read(ReassignForm, part=part, leaves=leaves or None)
    await section_acts.reassign(visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=form)
    return visit.go(f"/desk/sections/{section_id}", said="desk.reassigned")


@router.post("/sections/{section_id}/deputy", operation_id="sections.reassign")
async def delegate(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Hand somebody's open duty to a deputy."""
    await section_acts.delegate(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=sent.read(DelegateForm)
    )
    return visit.go(f"/desk/sections/{section_id}", said="desk.delegated")


@router.post("/sections/{section_id}/recusal", operation_id="sections.reassign")
async def recuse(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Take somebody out of the open round for a conflict of interest."""
    form = sent.read(RecuseForm, person_id=sent.one("person_id"))
    await section_acts.recuse(visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=form)
    return visit.go(f"/desk/sections/{section_id}", said="desk.recused")


@router.post("/sections/{section_id}/decision", operation_id="sections.decide")
async def decide(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Decide a round in which too few voted."""
    await section_acts.decide(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=sent.read(DecideForm)
    )
    return visit.go(f"/desk/sections/{section_id}", said="desk.decided")


@router.post("/sections/{section_id}/withdrawal", operation_id="sections.withdraw")
async def withdraw(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Take the section out of its document for good."""
    await section_acts.withdraw(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=sent.read(ReasonForm)
    )
    return visit.go(f"/desk/sections/{section_id}", said="desk.withdrawn")


@router.post("/sections/{section_id}/reopening", operation_id="sections.reopen")
async def reopen(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Begin the next cycle of an approved section."""
    await section_acts.reopen(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=sent.read(ReasonForm)
    )
    return visit.go(f"/desk/sections/{section_id}", said="desk.reopened")


@router.get("/documents/{document_id}", operation_id="documents.read")
def show_document(visit: Visiting, document_id: Id) -> Response:
    """All that its coordinator can do about a document as a whole."""
    document = documents.read_document(visit.house, actor=visit.actor, document_id=document_id)
    own = [Relation.COORDINATOR] if document.coordinator_id == visit.actor.id else []
    if not visit.may("documents.reassign", *own):
        raise Refused("not_allowed")
    view = desk.read_desk(visit.house, actor=visit.actor, document_id=document_id)
    names = names_of(visit.house, actor=visit.actor, ids=[document.coordinator_id, *document.approvers])
    places = [(f"leader:{one}", names.get(one, "")) for one in document.approvers]
    coordinator = visit.speech.say("desk.place_coordinator", name=names.get(document.coordinator_id, ""))
    return visit.page(
        "desk/document.html",
        document=document,
        open=view.open,
        reminded=helping.reminded_today(visit.house, section_ids=[one.id for one in view.open]),
        places=[*places, (f"coordinator:{document.coordinator_id}", coordinator)],
        people=people_options(visit)[1:],
    )


@router.post("/documents/{document_id}/place", operation_id="documents.reassign")
async def reassign_in_document(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Replace a leader or the coordinator."""
    part, _, leaves = sent.one("place").partition(":")
    form = sent.read(ReassignDocumentForm, part=part, leaves=leaves)
    await document_acts.reassign(
        visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id, form=form
    )
    return visit.go("/desk", said="desk.reassigned")


@router.post("/documents/{document_id}/deputy", operation_id="documents.reassign")
async def delegate_in_document(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Hand a leader's open signature to a deputy."""
    _, _, person_id = sent.one("place").partition(":")
    form = sent.read(DelegateForm, person_id=person_id)
    await document_acts.delegate(
        visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id, form=form
    )
    return visit.go(f"/desk/documents/{document_id}", said="desk.delegated")


def _voters(visit: Visit, section: SectionView) -> Options:
    """Who has a voice in the open round, by name."""
    ballot = section_ballot(visit.house, actor=visit.actor, section_id=section.id, language=visit.language)
    names = names_of(visit.house, actor=visit.actor, ids=ballot.voters)
    return [(one, names.get(one, "")) for one in ballot.voters]


def _places(visit: Visit, section: SectionView) -> Options:
    """Every place in the section by its part and name, and a new one of each part."""
    parts = {Part.EDITOR: section.editors, Part.REVIEWER: section.reviewers, Part.APPROVER: section.approvers}
    names = names_of(visit.house, actor=visit.actor, ids=[one for persons in parts.values() for one in persons])
    say = visit.speech.say
    taken = [
        (f"{part}:{one}", say(f"desk.place_{part}", name=names.get(one, "")))
        for part, persons in parts.items()
        for one in persons
    ]
    return [*taken, *((f"{part}:", say(f"desk.new_{part}")) for part in parts)]
