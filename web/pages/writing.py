"""Writing a section: its latest text to go on with, what was set aside, and a draft before it is handed in."""

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.views.page import Page
from services.people.names import names_of
from services.sections import shown, submission, texts
from services.sections.allowed import allowed_in
from services.sections.sheets import read_sheet, read_threads
from services.sections.writings import read_text
from web.editor_words import editor_words
from web.sending import Sending
from web.visit import Visit, Visiting

router = APIRouter(prefix="/sections/{section_id}")


@router.get("/write", operation_id="sections.text")
def write(visit: Visiting, section_id: Id) -> Response:
    """The form to write in, with what is asked for beside it."""
    section = shown.read_section(visit.house, actor=visit.actor, section_id=section_id).view()
    may_write = "sections.submit" in allowed_in(
        visit.house, actor=visit.actor, section_id=section_id, operations=("sections.submit",)
    )
    text, base_id = _plain(visit, section_id, section.head_id, may_write=may_write)
    threads = read_threads(visit.house, actor=visit.actor, section_id=section_id)
    remarks = [thread for thread in threads if thread.comment.state == "open"]
    drafts = texts.list_drafts(visit.house, actor=visit.actor, section_id=section_id, page=Page(limit=20)).items
    return visit.page(
        "sections/write.html",
        section=section,
        text=text,
        base_id=base_id,
        may_write=may_write,
        words=editor_words(visit.language),
        remarks=remarks,
        names=names_of(visit.house, actor=visit.actor, ids=[one.comment.person_id for one in remarks]),
        drafts=[draft for draft in drafts if draft.person_id == visit.actor.id],
    )


def _plain(visit: Visit, section_id: str, head_id: str | None, *, may_write: bool) -> tuple[str, str | None]:
    """The text in Markdown and its base: for its editors what they are writing, for others the latest revision."""
    if may_write:
        working, base_id = read_text(visit.house, actor=visit.actor, section_id=section_id)
        return visit.house.converter.from_ast(working, "markdown").decode(), base_id
    if head_id is None:
        return "", None
    file = texts.section_text(visit.house, actor=visit.actor, section_id=section_id, form="markdown")
    return file.read().decode(), head_id


@router.get("/drafts/{draft_id}", operation_id="drafts.read")
def read_draft(visit: Visiting, section_id: Id, draft_id: Id) -> Response:
    """A text that was set aside, as it would be read."""
    section = shown.read_section(visit.house, actor=visit.actor, section_id=section_id).view()
    draft = texts.read_draft(visit.house, actor=visit.actor, draft_id=draft_id)
    sheet = read_sheet(visit.house, actor=visit.actor, revision_id=draft.id)
    return visit.page(
        "sections/draft.html", section=section, draft=draft, blocks=[block.html for block in sheet.blocks]
    )


@router.post("/drafts/{draft_id}/hand-in", operation_id="drafts.hand_in")
async def hand_in(visit: Visiting, sent: Sending, section_id: Id, draft_id: Id) -> Response:
    """Hand the draft in."""
    done = await submission.hand_in_draft(visit.house, actor=visit.actor, act=visit.act(sent), draft_id=draft_id)
    if done.outcome == "merge_proposed":
        return visit.go(f"/sections/{section_id}/drafts/{done.draft_id}", said="sections.merge_proposed")
    return visit.go(f"/sections/{section_id}", said="sections.handed_in")
