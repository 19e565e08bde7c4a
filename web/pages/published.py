"""Published editions, for everybody: to read, to search, to compare, to take away, and to check."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from edge.actor import Acting, AtHouse
from edge.files import file_response
from edge.path import Id
from services.documents.edition_changes import edition_changes
from services.documents.latest import latest_edition
from services.documents.published import (
    Published,
    find_in,
    published,
    published_archive,
    published_file,
    published_with,
    signing_keys,
)
from services.sections.redlines import View
from web.feed import MEDIA_TYPE, feed_of
from web.texts import lowered, marked
from web.visit import Visit, Visiting
from web.words.checking import SAYS

router = APIRouter(prefix="/published")

Number = Annotated[int, Path(ge=1, le=10_000)]
_FORMATS = ("pdf", "docx", "odt", "epub", "html", "md")
_FILLED_BY_SCRIPT = {name: f"{{{name}}}" for name in ("fingerprint", "name", "number", "title")}
_PAPERS = ("agreement", "remarks", "disagreements")


@router.get("/keys", operation_id="editions.latest")
def read_keys(house: AtHouse, actor: Acting) -> JSONResponse:
    """The keys that editions here are signed with, for the check in a browser."""
    return JSONResponse({"keys": signing_keys(house, actor=actor)})


@router.get("/{document_id}", operation_id="editions.read")
def read_latest(visit: Visiting, document_id: Id) -> Response:
    """The latest edition: the address that stays while editions follow one another."""
    return _edition(visit, published(visit.house, actor=visit.actor, document_id=document_id))


@router.get("/{document_id}/latest", operation_id="editions.latest")
def read_word(request: Request, house: AtHouse, actor: Acting, document_id: Id) -> Response:
    """The signed word on which edition is the latest."""
    return file_response(request, latest_edition(house, actor=actor, document_id=document_id))


@router.get("/{document_id}/feed.atom", operation_id="editions.list")
def read_feed(visit: Visiting, document_id: Id) -> Response:
    """The editions as a feed to subscribe to."""
    found = published(visit.house, actor=visit.actor, document_id=document_id)
    feed = feed_of(found, visit.house.public_url, visit.speech, visit.language)
    return Response(feed, media_type=MEDIA_TYPE, headers={"Cache-Control": "private, no-cache"})


@router.get("/{document_id}/sections/{section_id}", operation_id="editions.read")
def read_section(visit: Visiting, document_id: Id, section_id: Id) -> Response:
    """A section in the latest edition that has it: its address for good."""
    found = published_with(visit.house, actor=visit.actor, document_id=document_id, section_id=section_id)
    return _section(visit, found, section_id)


@router.get("/{document_id}/{number}", operation_id="editions.read")
def read_edition(visit: Visiting, document_id: Id, number: Number) -> Response:
    """One edition, whole."""
    return _edition(visit, published(visit.house, actor=visit.actor, document_id=document_id, number=number))


@router.get("/{document_id}/{number}/sections/{section_id}", operation_id="editions.read")
def read_section_of(visit: Visiting, document_id: Id, number: Number, section_id: Id) -> Response:
    """A section as it stands in one edition."""
    found = published(visit.house, actor=visit.actor, document_id=document_id, number=number)
    return _section(visit, found, section_id)


@router.get("/{document_id}/{number}/search", operation_id="editions.read")
def search(visit: Visiting, document_id: Id, number: Number, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """The passages of an edition with these words."""
    found = published(visit.house, actor=visit.actor, document_id=document_id, number=number)
    passages = [(one, marked(one.shown.text, one.shown.marks)) for one in find_in(found, q)]
    return visit.page("published/search.html", **_about(found), query=q, passages=passages)


@router.get("/{document_id}/{number}/changes", operation_id="editions.read")
def read_changes(
    visit: Visiting,
    document_id: Id,
    number: Number,
    since: Annotated[int | None, Query(ge=1, le=10_000)] = None,
    view: View = "",
) -> Response:
    """What changed in it since another edition, the one before unless asked otherwise."""
    found = published(visit.house, actor=visit.actor, document_id=document_id, number=number)
    base = since or (found.before.number if found.before else None)
    changes = None
    if base is not None:
        changes = edition_changes(
            visit.house,
            actor=visit.actor,
            document_id=document_id,
            base=base,
            head=number,
            view=view,
            language=visit.language,
        )
    return visit.page("published/changes.html", **_about(found), base=base, changes=changes, view=view)


@router.get("/{document_id}/{number}/check", operation_id="editions.read")
def check(visit: Visiting, document_id: Id, number: Number) -> Response:
    """The check of the signature, done by the reader's browser, and how to do it without one."""
    found = published(visit.house, actor=visit.actor, document_id=document_id, number=number)
    # What the script fills in stays as it stands in the words: {name}.
    says = [(key, visit.speech.say(f"checking.say_{key}", **_FILLED_BY_SCRIPT)) for key in SAYS]
    return visit.page("published/check.html", **_about(found), says=says)


@router.get("/{document_id}/{number}/files/all.zip", operation_id="editions.file")
def read_archive(request: Request, house: AtHouse, actor: Acting, document_id: Id, number: Number) -> Response:
    """All files of an edition in one."""
    return file_response(request, published_archive(house, actor=actor, document_id=document_id, number=number))


@router.get("/{document_id}/{number}/files/{name}", operation_id="editions.file")
def read_file(
    request: Request,
    house: AtHouse,
    actor: Acting,
    document_id: Id,
    number: Number,
    name: Annotated[str, Path(pattern=r"^[a-z][a-z.]{1,40}$")],
) -> Response:
    """One file of an edition."""
    file = published_file(house, actor=actor, document_id=document_id, number=number, name=name)
    return file_response(request, file)


def _edition(visit: Visit, found: Published) -> Response:
    page = visit.page("published/edition.html", **_about(found), address=_address(visit, found))
    return _to_be_found(page, found)


def _section(visit: Visit, found: Published, section_id: str) -> Response:
    parts = found.parts
    place = next((at for at, (one, _) in enumerate(parts) if one == section_id), None)
    if place is None:
        return visit.page("published/no_section.html", status=404, **_about(found))
    around = [parts[at] if 0 <= at < len(found.manifest.sections) else None for at in (place - 1, place + 1)]
    page = visit.page(
        "published/section.html",
        **_about(found),
        section_id=section_id,
        part=parts[place][1],
        before=around[0],
        after=around[1],
        address=f"{visit.house.public_url}/published/{found.document_id}/sections/{section_id}",
    )
    return _to_be_found(page, found)


def _to_be_found(page: Response, found: Published) -> Response:
    """Search engines may keep what is in force; everything else of ours tells them not to."""
    if found.is_latest and not found.is_withdrawn:
        page.headers["X-Robots-Tag"] = "all"
    return page


def _about(found: Published) -> dict[str, Any]:
    """What all pages of an edition show."""
    papers = [f"{paper}.{ending}" for paper in _PAPERS for ending in ("docx", "pdf")]
    return {
        "edition": found,
        "here": f"/published/{found.document_id}/{found.edition.number}",
        "formats": [one for one in _FORMATS if f"edition.{one}" in found.files],
        "papers": [tuple(one.split(".")) for one in papers if one in found.files],
        "key": found.manifest.key,
        "lowered": lowered,
    }


def _address(visit: Visit, found: Published) -> str:
    return f"{visit.house.public_url}/published/{found.document_id}/{found.edition.number}"
