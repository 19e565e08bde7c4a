"""What people do on a section's page: each form is one act of the services, and leads back to the page."""

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.problems import Refused
from schemas.views.answers import AnswerForm, ContentForm
from schemas.views.document_forms import DeclineForm, ReasonForm, RecuseForm, TakeBackForm
from schemas.views.texts import CommentForm, ReattachForm, ReplyForm
from services.sections import answers, comments, reattaching, section_acts, submission, taking
from web.sending import UPLOADING, Sending
from web.visit import Visiting

router = APIRouter(prefix="/sections/{section_id}")
WRITTEN = "razdel.md"
"""The name under which a text that was typed into the page is handed in."""


@router.post("/comments", operation_id="comments.add")
def add_comment(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Comment on words of the text."""
    comments.add_comment(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=sent.read(CommentForm)
    )
    return visit.go(f"/sections/{section_id}#block-{place_of(sent.one('block'))}", said="sections.commented")


@router.post("/comments/{comment_id}/replies", operation_id="comments.reply")
def reply(visit: Visiting, sent: Sending, section_id: Id, comment_id: Id) -> Response:
    """Reply in a thread."""
    comments.reply(
        visit.house, actor=visit.actor, act=visit.act(sent), comment_id=comment_id, form=sent.read(ReplyForm)
    )
    return visit.go(f"/sections/{section_id}#thread-{comment_id}", said="sections.replied")


@router.post("/comments/{comment_id}/answer", operation_id="comments.answer")
async def answer(visit: Visiting, sent: Sending, section_id: Id, comment_id: Id) -> Response:
    """Answer a remark, or change its answer."""
    await answers.answer(
        visit.house, actor=visit.actor, act=visit.act(sent), comment_id=comment_id, form=sent.read(AnswerForm)
    )
    return visit.go(f"/sections/{section_id}#thread-{comment_id}", said="sections.answered")


@router.post("/comments/{comment_id}/take", operation_id="comments.take")
async def take(visit: Visiting, sent: Sending, section_id: Id, comment_id: Id) -> Response:
    """Take a proposal into the next draft."""
    await taking.take_proposal(visit.house, actor=visit.actor, act=visit.act(sent), comment_id=comment_id)
    return visit.go(f"/sections/{section_id}#thread-{comment_id}", said="sections.taken")


@router.post("/comments/{comment_id}/placement", operation_id="comments.reattach")
def reattach(visit: Visiting, sent: Sending, section_id: Id, comment_id: Id) -> Response:
    """Attach a thread to other words of the text by hand."""
    reattaching.reattach(
        visit.house, actor=visit.actor, act=visit.act(sent), comment_id=comment_id, form=sent.read(ReattachForm)
    )
    return visit.go(f"/sections/{section_id}#thread-{comment_id}", said="sections.reattached")


@router.post("/comments/{comment_id}/resolve", operation_id="comments.resolve")
async def resolve(visit: Visiting, sent: Sending, section_id: Id, comment_id: Id) -> Response:
    """Be content with the answer to one's own remark."""
    await answers.resolve(visit.house, actor=visit.actor, act=visit.act(sent), comment_id=comment_id)
    return visit.go(f"/sections/{section_id}#thread-{comment_id}", said="sections.resolved")


@router.post("/contentment", operation_id="comments.resolve")
async def resolve_all(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Be content with all the answers to one's own remarks that the page showed."""
    await answers.resolve_all(
        visit.house, actor=visit.actor, act=visit.act(sent), comment_ids=sent.read(ContentForm).comments
    )
    return visit.go(f"/sections/{section_id}", said="sections.resolved_all")


@router.post("/comments/{comment_id}/withdraw", operation_id="comments.withdraw")
async def withdraw(visit: Visiting, sent: Sending, section_id: Id, comment_id: Id) -> Response:
    """Take one's own remark back before it is answered."""
    await answers.withdraw(visit.house, actor=visit.actor, act=visit.act(sent), comment_id=comment_id)
    return visit.go(f"/sections/{section_id}#thread-{comment_id}", said="sections.withdrawn")


@router.post("/verdict/take-back", operation_id="sections.take_back")
async def take_back(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Take one's own verdict back while the round is open."""
    await section_acts.take_back_verdict(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=sent.read(TakeBackForm)
    )
    return visit.go(f"/sections/{section_id}", said="sections.took_back")


@router.post("/recusal", operation_id="sections.recuse")
async def recuse(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Leave the open round for a conflict of interest."""
    form = RecuseForm(reason=sent.read(ReasonForm).reason)
    await section_acts.recuse(visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=form)
    return visit.go(f"/sections/{section_id}", said="sections.recused")


@router.post("/return", operation_id="sections.return")
async def return_to_drafting(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Send the text back to its editors."""
    await section_acts.return_to_drafting(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=sent.read(ReasonForm)
    )
    return visit.go(f"/sections/{section_id}", said="sections.returned")


@router.post("/decline", operation_id="sections.decline")
async def decline(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Decline to sign, with reasons."""
    await section_acts.decline(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=sent.read(DeclineForm)
    )
    return visit.go(f"/sections/{section_id}", said="sections.declined")


@router.post("/revisions", operation_id="sections.submit", openapi_extra=UPLOADING)
async def submit(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Hand in what was typed, or a file."""
    file = sent.files.get("file")
    if file is None and not sent.one("text").strip():
        raise Refused("upload_empty")
    done = await submission.submit(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        section_id=section_id,
        filename=file.name if file is not None else WRITTEN,
        base_id=sent.one("base_id") or None,
        content=file.content if file is not None else sent.one("text").encode(),
        changes="accept" if sent.one("changes") == "accept" else "reject" if sent.one("changes") == "reject" else None,
    )
    if done.outcome == "merge_proposed":
        return visit.go(f"/sections/{section_id}/drafts/{done.draft_id}", said="sections.merge_proposed")
    return visit.go(f"/sections/{section_id}", said="sections.handed_in")


def place_of(text: str) -> int:
    """The number of a block as a form names it."""
    return int(text) if text.isdecimal() and len(text) < 7 else 0
