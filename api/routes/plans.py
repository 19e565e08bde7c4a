"""Routes of a document's plan: where it comes from, and what contradicts itself in it."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.act import ThisAct
from api.paging import paged
from api.routes.imports import FileName
from api.uploads import UPLOAD
from api.versions import ExpectedVersion, set_version
from edge.actor import Acting, AtHouse
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.document_forms import ReasonForm
from schemas.views.form import Done
from schemas.views.made import Made
from schemas.views.page import Items
from schemas.views.plan import ContradictionView, PlanImportView, PlanView, SourceView
from schemas.views.plan_forms import LayForm, PlanConfirmForm, PlanRuleForm, SourceForm
from schemas.views.texts import Submitted
from services.planning import contradictions, plan_imports, plans

router = APIRouter(prefix="/documents/{document_id}/plan", tags=["plans"])

_CONTENT = UPLOAD["requestBody"]["content"]
_EXAMPLE = "1. Создать рабочую группу - 15.10.2027;\n2. Собрать отчёты - 01.02.2028.\n"
PLAN_UPLOAD: dict[str, Any] = {
    **UPLOAD,
    "requestBody": {
        **UPLOAD["requestBody"],
        "content": {
            **_CONTENT,
            "text/markdown": {**_CONTENT["text/markdown"], "example": _EXAMPLE},
            "text/csv": {"schema": {"type": "string"}},
        },
    },
}
"""An upload that may be a CSV file besides."""

MeantYear = Annotated[
    int | None, Query(ge=1900, le=2199, description="The year that is meant where a date names none.")
]
Today = Annotated[date | None, Query(description="The day that dates are held against; by default today.")]


@router.post("/imports", operation_id="plans.import", status_code=201, openapi_extra=PLAN_UPLOAD)
async def import_plan(
    request: Request,
    house: AtHouse,
    actor: Acting,
    act: ThisAct,
    document_id: Id,
    filename: FileName,
    year: MeantYear = None,
) -> PlanImportView:
    """Read a plan, or a letter with dates (a Word, ODT, Markdown or CSV file), into a preview."""
    content = await request.body()
    return await plan_imports.import_plan(
        house, actor=actor, act=act, document_id=document_id, filename=filename, year=year, content=content
    )


@router.get("/imports/{import_id}", operation_id="plans.import_read")
def read_import(house: AtHouse, actor: Acting, document_id: Id, import_id: Id) -> PlanImportView:
    """The preview of an uploaded plan."""
    return plan_imports.read_import(house, actor=actor, document_id=document_id, import_id=import_id)


@router.post("/imports/{import_id}/confirm", operation_id="plans.import_confirm", status_code=201)
def confirm_import(
    house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, import_id: Id, form: PlanConfirmForm
) -> Made:
    """Take the upload into the plan, or its dates as another source's; the id is that of the source."""
    receipt = plan_imports.confirm_import(
        house, actor=actor, act=act, document_id=document_id, import_id=import_id, form=form
    )
    return Made(id=receipt.facts["source_id"])


@router.get("/sources", operation_id="plans.list_sources")
def list_sources(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage, document_id: Id
) -> Items[SourceView]:
    """What the plan comes from, and what else says when its milestones are."""
    return paged(request, response, contradictions.list_sources(house, actor=actor, document_id=document_id, page=page))


@router.post("/sources", operation_id="plans.add_source", status_code=201)
def enter_source(house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, form: SourceForm) -> Made:
    """Enter by hand what a source says of milestones' dates."""
    receipt = contradictions.enter_source(house, actor=actor, act=act, document_id=document_id, form=form)
    return Made(id=receipt.facts["source_id"])


@router.get("/contradictions", operation_id="plans.list_contradictions")
def list_contradictions(
    request: Request,
    response: Response,
    house: AtHouse,
    actor: Acting,
    page: AskedPage,
    document_id: Id,
    today: Today = None,
) -> Items[ContradictionView]:
    """Everything in the plan that cannot hold."""
    found = contradictions.list_contradictions(house, actor=actor, document_id=document_id, today=today, page=page)
    return paged(request, response, found)


@router.post("/contradictions/{contradiction_id}/acknowledgement", operation_id="plans.acknowledge", status_code=204)
def acknowledge(
    house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, contradiction_id: Id, form: ReasonForm
) -> None:
    """Say why a contradiction stands; it stays listed."""
    contradictions.acknowledge(
        house, actor=actor, act=act, document_id=document_id, contradiction_id=contradiction_id, form=form
    )


@router.get("", operation_id="plans.read")
def read_plan(response: Response, house: AtHouse, actor: Acting, document_id: Id) -> PlanView:
    """Plan against fact; the ETag is what a change of the rule names in If-Match."""
    found = plans.read_plan_view(house, actor=actor, document_id=document_id)
    set_version(response, found.version)
    return found


@router.put("/rule", operation_id="plans.set_rule")
def set_rule(
    house: AtHouse, actor: Acting, act: ThisAct, version: ExpectedVersion, document_id: Id, form: PlanRuleForm
) -> Done:
    """Set how milestones are reminded of and escalated, from the next text of the plan on."""
    receipt = plans.set_rule(house, actor=actor, act=act, document_id=document_id, version=version, form=form)
    return Done(id=document_id, version=receipt.facts["version"])


@router.post(
    "/revisions",
    operation_id="plans.lay",
    status_code=201,
    responses={202: {"model": Submitted, "description": "The head had moved: look at the merge and hand it in."}},
)
async def lay_plan(
    response: Response, house: AtHouse, actor: Acting, act: ThisAct, document_id: Id, form: LayForm
) -> Submitted:
    """Hand the plan in as a section's text; when that exact revision is approved, it comes into force."""
    submitted = await plans.lay_plan(house, actor=actor, act=act, document_id=document_id, form=form)
    if submitted.outcome == "merge_proposed":
        response.status_code = 202
    return submitted
