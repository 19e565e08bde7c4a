"""Routes of revisions, drafts and comments."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.act import ThisAct
from api.paging import paged
from api.routes.sections import Form
from edge.actor import Acting, AtHouse
from edge.files import FileAnswer, file_response
from edge.language import answer_in_language_of, language_of
from edge.paging import AskedPage
from edge.path import Id
from schemas.redline import RedlineForm, TableForm
from schemas.views.form import Reference
from schemas.views.made import Made
from schemas.views.page import Items
from schemas.views.texts import (
    CommentForm,
    CommentView,
    ComparisonView,
    PlacementState,
    ReattachForm,
    ReplyForm,
    RevisionView,
    Submitted,
)
from services.sections import comments, reattaching, redlines, submission, texts
from services.sections.texts import File

router = APIRouter(tags=["texts"])


@router.get("/revisions/{revision_id}", operation_id="revisions.read")
def read_revision(house: AtHouse, actor: Acting, revision_id: Id) -> RevisionView:
    """One revision."""
    return texts.read_revision(house, actor=actor, revision_id=revision_id)


@router.get("/revisions/{revision_id}/text", operation_id="revisions.text", response_class=FileAnswer)
def revision_text(
    request: Request, house: AtHouse, actor: Acting, revision_id: Id, form: Form = "markdown"
) -> Response:
    """A revision's text."""
    return file_response(request, texts.revision_text(house, actor=actor, revision_id=revision_id, form=form))


@router.get("/revisions/{revision_id}/original", operation_id="revisions.original", response_class=FileAnswer)
def revision_original(request: Request, house: AtHouse, actor: Acting, revision_id: Id) -> Response:
    """The file as its sender uploaded it."""
    return file_response(request, texts.revision_original(house, actor=actor, revision_id=revision_id))


@router.get("/revisions/{revision_id}/compare", operation_id="revisions.compare")
def compare(house: AtHouse, actor: Acting, revision_id: Id, base_id: Reference) -> ComparisonView:
    """What changed from the text `base_id` to this one."""
    return texts.compare_revisions(house, actor=actor, base_id=base_id, head_id=revision_id)


@router.get("/revisions/{revision_id}/redline", operation_id="revisions.redline", response_class=FileAnswer)
def redline(
    request: Request,
    house: AtHouse,
    actor: Acting,
    revision_id: Id,
    base_id: Reference | None = None,
    form: Annotated[RedlineForm, Query(alias="format", description="In which form it is wanted.")] = "docx",
    comments: Annotated[bool, Query(description="Whether comments stand in its margin (docx and pages).")] = True,
) -> Response:
    """What changed from the text `base_id`, or from the revision before, to this one, as a file."""
    file = redlines.redline_file(
        house,
        actor=actor,
        head_id=revision_id,
        base_id=base_id,
        form=form,
        comments=comments,
        language=language_of(request),
    )
    return _in_its_language(request, file)


@router.get(
    "/revisions/{revision_id}/comparison-table", operation_id="revisions.comparison_table", response_class=FileAnswer
)
def comparison_table(
    request: Request,
    house: AtHouse,
    actor: Acting,
    revision_id: Id,
    base_id: Reference | None = None,
    form: Annotated[TableForm, Query(alias="format", description="In which form it is wanted.")] = "docx",
) -> Response:
    """The table of comparison with its three columns: in force, proposed, reasons."""
    file = redlines.comparison_table(
        house, actor=actor, head_id=revision_id, base_id=base_id, form=form, language=language_of(request)
    )
    return _in_its_language(request, file)


@router.get("/drafts/{draft_id}", operation_id="drafts.read")
def read_draft(house: AtHouse, actor: Acting, draft_id: Id) -> RevisionView:
    """One text that was set aside, and why."""
    return texts.read_draft(house, actor=actor, draft_id=draft_id)


@router.get("/drafts/{draft_id}/text", operation_id="drafts.text", response_class=FileAnswer)
def draft_text(request: Request, house: AtHouse, actor: Acting, draft_id: Id, form: Form = "markdown") -> Response:
    """A draft's text, such as a proposed merge."""
    return file_response(request, texts.draft_text(house, actor=actor, draft_id=draft_id, form=form))


@router.post("/drafts/{draft_id}/hand-in", operation_id="drafts.hand_in", status_code=201)
async def hand_in(response: Response, house: AtHouse, actor: Acting, act: ThisAct, draft_id: Id) -> Submitted:
    """Hand in a draft: after looking at a merge, or when its section is in drafting again."""
    done = await submission.hand_in_draft(house, actor=actor, act=act, draft_id=draft_id)
    response.status_code = 201 if done.outcome == "accepted" else 202
    return done


@router.get("/sections/{section_id}/comments", operation_id="comments.list")
def list_comments(
    request: Request,
    response: Response,
    house: AtHouse,
    actor: Acting,
    page: AskedPage,
    section_id: Id,
    placement: PlacementState | None = None,
    unanswered: Annotated[bool, Query(description="Only those of this cycle that wait for an answer.")] = False,
) -> Items[CommentView]:
    """All comments and replies of a section, with their places in its latest revision, or those placed so there."""
    found = comments.list_comments(
        house, actor=actor, section_id=section_id, page=page, placement=placement, unanswered=unanswered
    )
    return paged(request, response, found)


@router.post("/sections/{section_id}/comments", operation_id="comments.add", status_code=201)
def add_comment(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: CommentForm) -> Made:
    """Comment on exact words of a revision."""
    receipt = comments.add_comment(house, actor=actor, act=act, section_id=section_id, form=form)
    return Made(id=receipt.facts["comment_id"])


@router.get("/comments/{comment_id}", operation_id="comments.read")
def read_comment(house: AtHouse, actor: Acting, comment_id: Id) -> CommentView:
    """One comment."""
    return comments.read_comment(house, actor=actor, comment_id=comment_id)


@router.post("/comments/{comment_id}/replies", operation_id="comments.reply", status_code=201)
def reply(house: AtHouse, actor: Acting, act: ThisAct, comment_id: Id, form: ReplyForm) -> Made:
    """Reply in a thread."""
    receipt = comments.reply(house, actor=actor, act=act, comment_id=comment_id, form=form)
    return Made(id=receipt.facts["comment_id"])


@router.post("/comments/{comment_id}/placement", operation_id="comments.reattach")
def reattach(house: AtHouse, actor: Acting, act: ThisAct, comment_id: Id, form: ReattachForm) -> Made:
    """Attach a thread to other words of the latest revision, as when its own are lost there."""
    receipt = reattaching.reattach(house, actor=actor, act=act, comment_id=comment_id, form=form)
    return Made(id=receipt.facts["comment_id"])


def _in_its_language(request: Request, file: File) -> Response:
    response = file_response(request, file)
    answer_in_language_of(request, response)
    return response
