"""Routes of sections: their settings, their texts and what is read of them."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.act import ThisAct
from api.paging import paged
from api.routes.imports import FileName
from api.uploads import UPLOAD
from api.versions import ExpectedVersion
from api.views import view_response
from edge.actor import Acting, AtHouse
from edge.files import FileAnswer, file_response
from edge.language import answer_in_language_of
from edge.paging import AskedPage
from edge.path import Id
from schemas.conversion import TakenChanges, TargetFormat
from schemas.views.ballot import BallotView
from schemas.views.document_forms import PeopleForm, SectionChange, SectionForm
from schemas.views.documents import SectionView, TimelineEntry
from schemas.views.form import Done, Reference
from schemas.views.made import Made
from schemas.views.page import Items
from schemas.views.texts import RevisionView, Submitted
from services.record import history
from services.sections import ballots, sections, shown, submission, texts

router = APIRouter(tags=["sections"])

Form = Annotated[TargetFormat, Query(alias="format", description="In which form the text is wanted.")]


@router.get("/documents/{document_id}/sections", operation_id="sections.list")
def list_sections(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage, document_id: Id
) -> Items[SectionView]:
    """The sections of a document."""
    return paged(request, response, sections.list_sections(house, actor=actor, document_id=document_id, page=page))


@router.post("/documents/{document_id}/sections", operation_id="sections.add", status_code=201)
def add_section(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, form: SectionForm) -> Made:
    """Add a section at the end, before the launch."""
    receipt = sections.add_section(house, actor=actor, act=act, document_id=document_id, form=form)
    return Made(id=receipt.facts["section_id"])


@router.get("/sections/{section_id}", operation_id="sections.read", response_model=SectionView)
async def read_section(request: Request, house: AtHouse, actor: Acting, section_id: Id) -> Response:
    """One section; the ETag is what an edit names in If-Match, and a reader in If-None-Match."""
    found = await house.database.briefly(partial(shown.read_section, house, actor=actor, section_id=section_id))
    return await view_response(request, house, found.tag, found.view)


@router.patch("/sections/{section_id}", operation_id="sections.update")
def update_section(
    house: AtHouse, actor: Acting, act: ThisAct, version: ExpectedVersion, section_id: Id, change: SectionChange
) -> Done:
    """Change a section's settings."""
    receipt = sections.update_section(
        house, actor=actor, act=act, section_id=section_id, version=version, change=change
    )
    return Done(id=section_id, version=receipt.facts["version"])


@router.put("/sections/{section_id}/people", operation_id="sections.assign")
def assign_people(
    house: AtHouse, actor: Acting, act: ThisAct, version: ExpectedVersion, section_id: Id, form: PeopleForm
) -> Done:
    """Set who edits, reviews and approves, before the launch."""
    receipt = sections.assign_people(house, actor=actor, act=act, section_id=section_id, version=version, form=form)
    return Done(id=section_id, version=receipt.facts["version"])


@router.get("/sections/{section_id}/text", operation_id="sections.text", response_class=FileAnswer)
def read_text(request: Request, house: AtHouse, actor: Acting, section_id: Id, form: Form = "markdown") -> Response:
    """The latest revision's text."""
    return file_response(request, texts.section_text(house, actor=actor, section_id=section_id, form=form))


@router.post(
    "/sections/{section_id}/revisions",
    operation_id="sections.submit",
    status_code=201,
    openapi_extra=UPLOAD,
    responses={202: {"model": Submitted, "description": "The head had moved: look at the merge and hand it in."}},
)
async def submit(
    request: Request,
    response: Response,
    house: AtHouse,
    actor: Acting,
    act: ThisAct,
    section_id: Id,
    filename: FileName,
    base_id: Annotated[Reference | None, Query(description="The revision that was edited.")] = None,
    changes: Annotated[TakenChanges | None, Query(description="What becomes of the file's tracked changes.")] = None,
) -> Submitted:
    """Hand in a text; the body is a Markdown, Word or ODT file."""
    content = await request.body()
    done = await submission.submit(
        house,
        actor=actor,
        act=act,
        section_id=section_id,
        filename=filename,
        base_id=base_id,
        content=content,
        changes=changes,
    )
    response.status_code = 201 if done.outcome == "accepted" else 202
    return done


@router.get("/sections/{section_id}/revisions", operation_id="revisions.list")
def list_revisions(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage, section_id: Id
) -> Items[RevisionView]:
    """The chain of revisions."""
    return paged(request, response, texts.list_revisions(house, actor=actor, section_id=section_id, page=page))


@router.get("/sections/{section_id}/drafts", operation_id="drafts.list")
def list_drafts(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage, section_id: Id
) -> Items[RevisionView]:
    """The texts set aside: one's own, for the coordinator everybody's."""
    return paged(request, response, texts.list_drafts(house, actor=actor, section_id=section_id, page=page))


@router.get("/sections/{section_id}/ballot", operation_id="sections.ballot")
def read_ballot(request: Request, response: Response, house: AtHouse, actor: Acting, section_id: Id) -> BallotView:
    """The latest round, counted and explained: what was decided, what is missing, whose turn, what comes next."""
    language = answer_in_language_of(request, response)
    return ballots.section_ballot(house, actor=actor, section_id=section_id, language=language)


@router.get("/sections/{section_id}/timeline", operation_id="sections.timeline")
def timeline(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage, section_id: Id
) -> Items[TimelineEntry]:
    """Everything that happened in the section."""
    return paged(request, response, history.section_timeline(house, actor=actor, section_id=section_id, page=page))
