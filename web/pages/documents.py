"""Documents: the list, the page of one, and its whole text to read."""

from collections import defaultdict
from dataclasses import replace

from fastapi import APIRouter, Response

from edge.paging import AskedPage, cursor_of
from edge.path import Id
from schemas.views.standing import PersonNamed, SectionStanding, StandingView
from services.demo.demo import demo_document
from services.documents import documents
from services.documents.editions import list_editions
from services.documents.standing import read_standing
from services.documents.whole_text import whole_text
from services.pages import every
from services.planning.plans import read_plan_view
from services.planning.proposals import read_proposal
from services.record.news import news_of_document
from services.sections.ballots import read_candidate
from services.sections.helping import reminded_today
from services.sections.visits import read_by
from web.absent import if_there
from web.making import making_of
from web.picture import drawn
from web.risks import risks_of
from web.texts import in_page
from web.visit import Visiting

router = APIRouter(prefix="/documents")
_DONE = ("approved", "published")


@router.get("", operation_id="documents.list")
def list_documents(visit: Visiting, page: AskedPage) -> Response:
    """The documents in which one takes part, the newest first."""
    found = documents.list_documents(visit.house, actor=visit.actor, page=replace(page, newest_first=True))
    following = cursor_of(found.next_after) if found.next_after is not None else ""
    return visit.page("documents/list.html", documents=found.items, next_page=following)


@router.get("/{document_id}", operation_id="documents.read")
def show_document(visit: Visiting, document_id: Id) -> Response:
    """How the document stands: its sections, who is awaited, plan against fact."""
    document = documents.read_document(visit.house, actor=visit.actor, document_id=document_id)
    standing = read_standing(visit.house, actor=visit.actor, document_id=document_id)
    plan = read_plan_view(visit.house, actor=visit.actor, document_id=document_id)
    listed = every(lambda page: list_editions(visit.house, actor=visit.actor, document_id=document_id, page=page))
    house, actor = visit.house, visit.actor
    is_mine = visit.actor.role == "administrator" or visit.actor.id == document.coordinator_id
    candidate = if_there(lambda: read_candidate(house, actor=actor, document_id=document_id, language=visit.language))
    vote = if_there(lambda: read_proposal(house, actor=actor, document_id=document_id))
    return visit.page(
        "documents/show.html",
        document=document,
        standing=standing,
        is_mine=is_mine,
        reminded=reminded_today(house, section_ids=[one.id for one in standing.sections] if is_mine else []),
        done=sum(section.phase in _DONE for section in standing.sections),
        late=[section for section in standing.sections if section.overdue],
        risks=risks_of(document_id, standing.sections, plan.milestones, house.clock()),
        read_by=read_by(house, actor=actor, section_ids=[one.id for one in standing.sections]),
        silent=_silent(standing),
        plan=plan,
        picture=drawn(standing.sections, plan.milestones, visit.house.clock()),
        candidate=candidate,
        vote=vote,
        is_demo=demo_document(visit.house) == document_id,
        making=making_of(listed, visit.speech),
        latest=next((one for one in reversed(listed) if one.state == "published"), None),
        news=news_of_document(visit.house, visit.actor, document_id).tag(),
        signs=candidate is not None and visit.actor.id in [turn.person_id for turn in candidate.data.turns],
    )


@router.get("/{document_id}/text", operation_id="sections.text")
def read_whole(visit: Visiting, document_id: Id) -> Response:
    """The latest texts of all sections, one after the other."""
    document = documents.read_document(visit.house, actor=visit.actor, document_id=document_id)
    standing = read_standing(visit.house, actor=visit.actor, document_id=document_id)
    written = whole_text(visit.house, actor=visit.actor, document_id=document_id)
    texts = {
        section.id: in_page(written[section.id], below=2, prefix=f"s{section.position}-")
        for section in standing.sections
        if section.id in written
    }
    return visit.page("documents/text.html", document=document, sections=standing.sections, texts=texts)


def _silent(standing: StandingView) -> list[tuple[PersonNamed, list[SectionStanding]]]:
    """Who has not answered, with the sections that await them."""
    found: dict[tuple[str, str], list[SectionStanding]] = defaultdict(list)
    for section in standing.sections:
        for person in section.awaited:
            found[person.name, person.id].append(section)
    return [(PersonNamed(id=id_, name=name), sections) for (name, id_), sections in sorted(found.items())]
