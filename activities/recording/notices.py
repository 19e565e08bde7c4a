"""Notice rows, planned in the transaction of the event they tell of; a dispatcher sends them later."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import bindparam
from sqlmodel import col, select

from activities.recording.bases import is_grave, touched_families, unseen_changes
from activities.recording.contributing import contributing
from activities.recording.informed import informed
from activities.recording.judged import judged_before
from activities.recording.kind import Moment
from domain.document.notices import told_of_document
from domain.notices import Told, told_of_section
from domain.section.disputed import is_held
from schemas.deadline import Deadline
from schemas.disagreement_events import MeetingHeld
from schemas.document import DocumentState
from schemas.ids import new_id
from schemas.remark_events import CommentAnswered
from schemas.section import SectionState
from schemas.section_events import RoundOpened
from storage.prepared import row_in
from storage.tables import Alarm, Document, Notice, Section, SectionBasis, SectionPerson

SIGNED_BY = {"sign_off_opened": "approver", "candidate_opened": "leader"}
"""The part of those who sign what these events lay before them."""

_OF_DISAGREEMENT = ("disagreement_id", "decision", "changes")

_SECTION = (
    select(Section.title, Section.position)
    .add_columns(col(Document.title).label("document"))
    .join(Document, col(Document.id) == col(Section.document_id))
    .where(col(Section.id) == bindparam("section"))
)
_DOCUMENT = select(col(Document.title)).where(col(Document.id) == bindparam("document"))


class Turn(NamedTuple):
    """One event of a command, its number, the state after it, and the state that the whole command led to."""

    seq: int
    event: Any
    after: SectionState
    final: SectionState

    @property
    def deadline(self) -> Deadline | None:
        """Until when: a phase that this event ended and a later one of the command opened anew has the new deadline."""
        return self.final.deadline if self.after.phase == self.final.phase else self.after.deadline


def plan_notices(moment: Moment, turn: Turn, alarm: Alarm | None) -> None:
    """Plan what a section's event tells, and to those whose sections rest on this one."""
    event, after, deadline = turn.event, turn.after, turn.deadline
    told = told_of_section(after, event)
    if is_grave(event):
        told.append(("basis_changed", _editors_above(moment, after.id)))
    told += contributing(moment, event, turn.final if turn.final.phase == after.phase else after)
    told.append(informed(moment, event, after.document_id, after.id, told))
    if not any(people for _, people in told):
        return
    if isinstance(event, CommentAnswered):
        deadline = event.uphold_until
    facts = section_facts(moment, after, deadline) | {"touched": touched_families(moment.journal.session, event)}
    if isinstance(event, MeetingHeld):
        facts["meeting"] = {"at": event.at.isoformat(), "zone": after.policy.zone}
    judged = judged_before(moment, event) if isinstance(event, RoundOpened) else {}
    _add(moment, turn.seq, told, facts | _details(event), alarm, judged)


def section_facts(moment: Moment, after: SectionState, deadline: Deadline | None) -> dict[str, Any]:
    """What every notice of a section says of it: where, in which phase and until when."""
    place = row_in(moment.journal.session, _SECTION, section=after.id)
    assert place is not None
    return {
        "document_id": after.document_id,
        "document": place.document,
        "section_id": after.id,
        "section": place.title,
        "position": place.position,
        "phase": str(after.phase),
        "round": after.round,
        "cycle": after.cycle,
        "revision": after.head.number if after.head else None,
        "deadline": deadline.model_dump(mode="json") if deadline else None,
        "unseen_bases": unseen_changes(moment.journal.session, after.id),
        "awaits": "settlement" if is_held(after) else "answers" if after.held_by is not None else None,
    }


def plan_document_notices(moment: Moment, seq: int, after: DocumentState, event: Any, alarm: Alarm | None) -> None:
    """Plan what a document's event tells."""
    told = told_of_document(after, event)
    told.append(informed(moment, event, after.id, None, told))
    if not any(people for _, people in told):
        return
    document = row_in(moment.journal.session, _DOCUMENT, document=after.id)
    assert document is not None
    facts = {
        "document_id": after.id,
        "document": document.title,
        "phase": str(after.phase),
        "deadline": after.deadline.model_dump(mode="json") if after.deadline else None,
        "candidate": after.candidate.number if after.candidate else None,
    }
    _add(moment, seq, told, facts | _details(event), alarm)


def add_notices(
    moment: Moment, seq: int, told: list[Told], facts: dict[str, Any], event: Any, alarm: Alarm | None
) -> None:
    """Plan one notice for everybody who is told of an event, with these facts and what the event itself says."""
    _add(moment, seq, told, facts | _details(event), alarm)


def _details(event: Any) -> dict[str, Any]:
    """What the letter says beyond where and until when: the kind of alarm, the reason's note, the parties."""
    data = event.model_dump(mode="json")
    details = {
        name: data[name]
        for name in (
            "outcome",
            "by",
            "reason",
            "reasons",
            "part",
            "joins",
            "leaves",
            "base",
            "answer",
            "comment_id",
            "asks",
            *_OF_DISAGREEMENT,
        )
        if data.get(name) is not None
    }
    if event.type in SIGNED_BY:
        details |= {"part": SIGNED_BY[event.type], "base": len(event.signers)}
    if data.get("note"):
        details["note_id"] = data["note"]["id"]
    if data.get("persons"):
        details["people"] = len(data["persons"])
    if data.get("alarm"):
        details["alarm"] = data["alarm"]["what"]
    return details


def _add(
    moment: Moment,
    seq: int,
    told: list[Told],
    facts: dict[str, Any],
    alarm: Alarm | None,
    own: Mapping[str, dict[str, Any]] = MappingProxyType({}),
) -> None:
    """A notice for everybody who is told, with the facts, and those that concern them alone in `own`."""
    now = moment.journal.now
    planned = [
        {
            "id": new_id(),
            "stream_id": moment.stream.id,
            "seq": seq,
            "person_id": person,
            "kind": kind,
            "facts": facts | own.get(person, {}),
            "alarm_row_id": alarm.id if alarm else None,
            "state": "planned",
            "next_try_at": now,
            "made_at": now,
        }
        for kind, people in told
        for person in people
    ]
    moment.journal.insert(Notice, planned)


def _editors_above(moment: Moment, section_id: str) -> tuple[str, ...]:
    """The editors of the sections that rest on this one."""
    rows = moment.journal.session.exec(
        select(SectionPerson.person_id)
        .join(SectionBasis, col(SectionBasis.section_id) == col(SectionPerson.section_id))
        .where(SectionBasis.basis_id == section_id, SectionPerson.part == "editor")
        .order_by(SectionPerson.person_id)
        .distinct()
    )
    return tuple(rows)
