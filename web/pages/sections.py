"""A section: its text with the threads beside it, what changed, what happened, and what one can do now."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from starlette.background import BackgroundTask

from domain.visits import Seen
from edge.paging import AskedPage, cursor_of
from edge.path import Id
from services.record.news import news_of_section
from services.record.told import section_told
from services.sections import shown
from services.sections.compared import compared
from services.sections.compared_file import compare_file
from services.sections.desk import read_desk
from services.sections.helping import reminded_today
from services.sections.redlines import View, shown_redline
from services.sections.visits import note_visit
from web.sending import UPLOADING, Sending, Unfilled
from web.threads import Chosen
from web.visit import Visit, Visiting

router = APIRouter(prefix="/sections/{section_id}")

Uuid = Annotated[str | None, Query(pattern=r"^([0-9a-f-]{36})?$")]
Short = Annotated[str, Query(max_length=40)]


@router.get("", operation_id="sections.read")
def read_section(
    visit: Visiting,
    section_id: Id,
    remark: Annotated[int | None, Query(ge=0)] = None,
    edit: Short = "",
    person: Short = "",
    kind: Short = "",
    state: Short = "",
) -> Response:
    """The text, the threads and the one thing to do now; `remark` opens the form beside that block, `edit` one kept."""
    desk = read_desk(visit.house, actor=visit.actor, section_id=section_id, language=visit.language)
    threads = desk.sheet.threads if desk.sheet else []
    chosen = Chosen(person, kind, state, visit.actor.id, desk.seen.before_at)
    page = visit.page(
        "sections/show.html",
        desk=desk,
        section=desk.section,
        ballot=desk.ballot,
        sheet=desk.sheet,
        review=desk.review,
        names=desk.sheet.names if desk.sheet else {},
        allowed=desk.allowed,
        disputes={one.comment_id: one.id for one in desk.disputes if one.state != "lifted"},
        remark=remark if "comments.add" in desk.allowed else None,
        edit=edit,
        chosen=chosen,
        reminded=reminded_today(
            visit.house, section_ids=[section_id] if "sections.remind" in desk.allowed and desk.awaited else []
        ),
        shown=sum(map(chosen.takes, threads)),
        threads=threads,
        news=news_of_section(visit.house, visit.actor, section_id).tag(),
    )
    return _visited(visit, section_id, desk.seen, page)


@router.get("/changes", operation_id="revisions.redline")
def read_changes(
    visit: Visiting, section_id: Id, base: Uuid = None, head: Uuid = None, since: Short = "", view: View = ""
) -> Response:
    """What changed from one revision to another: from the one before to the latest, unless others are asked for."""
    section = shown.read_section(visit.house, actor=visit.actor, section_id=section_id).view()
    pair = compared(
        visit.house, actor=visit.actor, section=section, base_id=base or None, head_id=head or None, since=since
    )
    redline = None
    if pair.head_id is not None and pair.base_id is not None:
        redline = shown_redline(
            visit.house,
            actor=visit.actor,
            head_id=pair.head_id,
            base_id=pair.base_id,
            view=view,
            language=visit.language,
        )
    page = visit.page("sections/changes.html", section=section, pair=pair, view=view, redline=redline)
    return _visited(visit, section_id, pair.seen, page)


@router.post("/changes", operation_id="revisions.compare", openapi_extra=UPLOADING)
def show_compared_file(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """What a file from the reader's disk would change; nothing of it is kept."""
    section = shown.read_section(visit.house, actor=visit.actor, section_id=section_id).view()
    file = sent.files.get("file")
    if file is None:
        raise Unfilled([{"loc": ("file",), "type": "missing", "msg": "", "input": ""}])
    found = compare_file(
        visit.house,
        actor=visit.actor,
        section_id=section_id,
        filename=file.name,
        content=file.content,
        view="columns" if sent.one("columns") else "",
        language=visit.language,
    )
    return visit.page("sections/compared_file.html", section=section, found=found)


@router.get("/timeline", operation_id="sections.timeline")
def read_timeline(visit: Visiting, section_id: Id, page: AskedPage) -> Response:
    """Everything that happened."""
    section = shown.read_section(visit.house, actor=visit.actor, section_id=section_id).view()
    told = section_told(visit.house, actor=visit.actor, section_id=section_id, page=page, language=visit.language)
    following = cursor_of(told.next_after) if told.next_after is not None else ""
    return visit.page("sections/timeline.html", section=section, told=told.items, next_page=following)


def _visited(visit: Visit, section_id: str, seen: Seen, page: Response) -> Response:
    """The page, and once it is out the visit; a page that a script asks for anew, or a browser ahead, is none."""
    headers = visit.request.headers
    if headers.get("sec-fetch-dest", "document") == "document" and "sec-purpose" not in headers:
        page.background = BackgroundTask(note_visit, visit.house, actor=visit.actor, section_id=section_id, seen=seen)
    return page
