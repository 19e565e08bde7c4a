"""Whether something has changed of what somebody sees: a tag of it, and the cheap sign that it may be another now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import String, bindparam, func, literal
from sqlmodel import col, select

from schemas.actor import Actor
from schemas.canonical import sha256_hex
from schemas.views.waiting import WaitingView
from services.deadlines.waiting import list_waiting
from services.documents.standing import read_standing
from services.house import House
from services.relations import section_for
from services.sections.opinions import opinions_in
from services.sections.shown import read_section
from storage.tables import Notice, Section, Stream

_SEQ = select(col(Stream.seq)).where(col(Stream.id) == bindparam("stream", type_=String))
_SEQS_OF_SECTIONS = (
    select(func.sum(Stream.seq))
    .join(Section, col(Stream.id) == literal("section/") + col(Section.id))
    .where(col(Section.document_id) == bindparam("document", type_=String))
)
_LAST_NOTICE = select(func.max(Notice.id)).where(col(Notice.person_id) == bindparam("person", type_=String))


@dataclass(frozen=True)
class News:
    """`sign` is read by key every second, `tag` only when it has changed: it tells of nothing that is hidden.

    Both raise Refused where the actor may not see the thing, or not any more.
    """

    sign: Callable[[], str]
    tag: Callable[[], str]


def news_of_section(house: House, actor: Actor, section_id: str) -> News:
    """Of a section and all that is said in it; while others' opinions are hidden, of what stands without them."""

    def tag() -> str:
        with house.database.read() as session:
            section = section_for(session, "sections.read", actor, section_id)
            hidden = opinions_in(session, actor, section).are_hidden
        shown = read_section(house, actor=actor, section_id=section_id).tag
        return sha256_hex(f"{shown} {'' if hidden else _sign(house, [f'section/{section_id}'])}".encode())

    return News(lambda: _sign(house, [f"section/{section_id}"]), tag)


def news_of_document(house: House, actor: Actor, document_id: str) -> News:
    """Of how a document and its sections stand."""

    def sign() -> str:
        row = house.database.row(_SEQS_OF_SECTIONS, document=document_id)
        return f"{_sign(house, [f'document/{document_id}'])} {row[0] if row else 0}"

    def tag() -> str:
        standing = read_standing(house, actor=actor, document_id=document_id)
        return sha256_hex(f"{standing.model_dump_json()} {_sign(house, [f'document/{document_id}'])}".encode())

    return News(sign, tag)


def news_of_waiting(house: House, actor: Actor) -> News:
    """Of what waits for the actor: what comes brings a notice, what goes moves its own stream."""
    streams: list[str] = []

    def sign() -> str:
        row = house.database.row(_LAST_NOTICE, person=actor.id)
        return f"{row[0] if row else ''} {_sign(house, streams)}"

    def tag() -> str:
        found = list_waiting(house, actor=actor)
        streams[:] = sorted({_stream_of(one) for one in found})
        return sha256_hex("\n".join(one.model_dump_json() for one in found).encode())

    return News(sign, tag)


def _stream_of(one: WaitingView) -> str:
    if one.milestone_id:
        return f"obligation/{one.milestone_id}"
    return f"section/{one.section_id}" if one.section_id else f"document/{one.document_id}"


def _sign(house: House, streams: Sequence[str]) -> str:
    found = (house.database.row(_SEQ, stream=one) for one in streams)
    return " ".join(str(row.seq) if row else "" for row in found)
