"""What a guest does: reads one revision, comments on it and gives a verdict, until its round closes."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session, col, func, select

from activities.recording.guests import require_still_good
from domain.section.unanswered import REMARKING
from schemas.act import Act, Receipt
from schemas.conversion import TargetFormat
from schemas.guest_events import OutsideOpinionGiven
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.section import SectionState, Verdict
from schemas.views.disagreements import UpholdForm
from schemas.views.document_forms import VerdictForm
from schemas.views.guests import GuestComment, GuestPage, GuestSaid, GuestVerdict
from schemas.views.made import Made
from schemas.views.texts import CommentForm
from services.guests.entering import Visitor, act_of
from services.guests.inviting import is_voter
from services.guests.opinions import last_opinions
from services.guests.standing import is_open
from services.house import House
from services.notes import keep_note
from services.sections import answers, comments, disagreement_acts, section_acts, texts
from services.sections.sheets import Sheet, read_sheet
from services.sections.texts import File
from storage.journal import Journal, carry_out, known_receipt
from storage.tables import Comment, Document, Guest, OutsideOpinion, Person, Revision, Section, Stream

MOST_AN_HOUR = 60
"""Comments of one guest within an hour."""
_HOUR = timedelta(hours=1)


def read(house: House, *, visited: Visitor) -> GuestPage:
    """What the guest was asked to read, until when, and what they said."""
    return _page(house, visited, read_text(house, visited=visited))


def read_text(house: House, *, visited: Visitor) -> Sheet:
    """The revision with the comments on it that the guest may see."""
    return read_sheet(house, actor=visited.actor, revision_id=visited.guest.revision_id, only_its_own=True)


def page_of(house: House, *, visited: Visitor) -> tuple[GuestPage, Sheet]:
    """Both, for who shows both."""
    sheet = read_text(house, visited=visited)
    return _page(house, visited, sheet), sheet


def text_file(house: House, *, visited: Visitor, form: TargetFormat) -> File:
    """The revision as a file."""
    return texts.revision_text(house, actor=visited.actor, revision_id=visited.guest.revision_id, form=form)


def add_comment(house: House, *, visited: Visitor, act: Act, form: GuestComment) -> Made:
    """Comment on words of the revision, or propose others.

    Raises Refused: round_closed, guest_says_too_much, quote_not_found, quote_ambiguous, and guest_link_revoked or
    guest_link_expired where the link ended meanwhile.
    """
    act = act_of(house, visited, act)
    known = known_receipt(house.database, act)
    if known is not None:
        return Made(id=known.facts["comment_id"])
    guest = visited.guest
    with house.database.read() as session:
        _require_open(session, guest)
        _require_room(session, house, guest)
    said = CommentForm(revision_id=guest.revision_id, **form.model_dump())

    def still_good(journal: Journal) -> None:
        require_still_good(journal.session, guest.id, journal.now)

    receipt = comments.add_comment(
        house, actor=visited.actor, act=act, section_id=guest.section_id, form=said, admit=still_good
    )
    return Made(id=receipt.facts["comment_id"])


async def give_verdict(house: House, *, visited: Visitor, act: Act, form: GuestVerdict) -> GuestSaid:
    """Give or change a verdict: a voter's if the coordinator made the guest a reviewer, else an outside opinion.

    Raises Refused: round_closed, reasons_required, guest_link_revoked or guest_link_expired where the link ended
    meanwhile, and what `section_acts.give_verdict` raises.
    """
    act, guest = act_of(house, visited, act), visited.guest

    def voting() -> bool | Receipt:
        known = known_receipt(house.database, act)
        if known is not None:
            return known
        with house.database.read() as session:
            _require_open(session, guest)
            return is_voter(session, guest)

    counts = await asyncio.to_thread(voting)
    if counts is True:
        given = VerdictForm(revision_id=guest.revision_id, verdict=form.verdict, text=form.text)
        receipt = await section_acts.give_verdict(
            house, actor=visited.actor, act=act, section_id=guest.section_id, form=given, guest_id=guest.id
        )
    else:
        receipt = counts if isinstance(counts, Receipt) else await asyncio.to_thread(_advise, house, guest, act, form)
    return GuestSaid(verdict=form.verdict, counts="opinion_id" not in receipt.facts, at=receipt.at)


async def resolve(house: House, *, visited: Visitor, act: Act, comment_id: str) -> None:
    """Be content with the answer to one's own remark; raises as `answers.resolve` does, and as `give_verdict` of links.

    The round may be closed by then: the answer comes when it comes.
    """
    act, guest = act_of(house, visited, act), visited.guest
    await asyncio.to_thread(_require_own, house, guest, comment_id)
    await answers.resolve(house, actor=visited.actor, act=act, comment_id=comment_id, guest_id=guest.id)


async def uphold(house: House, *, visited: Visitor, act: Act, comment_id: str, form: UpholdForm) -> None:
    """Stand by one's own remark in spite of its answer; raises as `disagreement_acts.uphold` does, and as `resolve`."""
    act, guest = act_of(house, visited, act), visited.guest
    await asyncio.to_thread(_require_own, house, guest, comment_id)
    await disagreement_acts.uphold(
        house, actor=visited.actor, act=act, comment_id=comment_id, form=form, guest_id=guest.id
    )


def _require_own(house: House, guest: Guest, comment_id: str) -> None:
    """Raises Refused("not_found") but for the guest's own remarks on the revision that their link is to."""
    with house.database.read() as session:
        row = session.get(Comment, comment_id)
    if row is None or (row.person_id, row.revision_id, row.parent_id) != (guest.person_id, guest.revision_id, None):
        raise Refused("not_found")


def _advise(house: House, guest: Guest, act: Act, form: GuestVerdict) -> Receipt:
    if form.verdict == Verdict.DISAGREE and not form.text:
        raise Refused("reasons_required")
    note = keep_note(house, act, form.text) if form.text else None

    def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        state = SectionState.model_validate(stream.state)
        require_still_good(journal.session, guest.id, journal.now)
        _require_open(journal.session, guest)
        superseded = _superseded(journal.session, guest)
        for comment in superseded:
            comment.state, comment.resolved_by, comment.resolved_at = "withdrawn", guest.person_id, journal.now
        remark_id = new_id() if note is not None and form.verdict in REMARKING else None
        given = OutsideOpinionGiven(
            guest_id=guest.id,
            person_id=guest.person_id,
            revision_id=guest.revision_id,
            verdict=form.verdict,
            note=note,
            remark_id=remark_id,
            supersedes=tuple(comment.id for comment in superseded),
        )
        opinion_id = _keep_opinion(journal, state, given, form.text or "")
        return {"opinion_id": opinion_id}, [given]

    return carry_out(house.database, house.clock, act, f"section/{guest.section_id}", effect)


def _keep_opinion(journal: Journal, state: SectionState, given: OutsideOpinionGiven, text: str) -> str:
    session = journal.session
    told: dict[str, Any] = {"section_id": state.id, "person_id": given.person_id, "revision_id": given.revision_id}
    told |= {"verdict": str(given.verdict), "note_id": given.note.id if given.note else None, "at": journal.now}
    if given.remark_id is not None:
        session.add(Comment(id=given.remark_id, cycle=state.cycle, address="", text=text, **told))
    opinion = OutsideOpinion(id=new_id(), guest_id=given.guest_id, remark_id=given.remark_id, **told)
    session.add(opinion)
    return opinion.id


def _superseded(session: Session, guest: Guest) -> Sequence[Comment]:
    """The guest's unanswered remarks that came with an earlier opinion on this revision."""
    own = (Comment.person_id == guest.person_id, Comment.revision_id == guest.revision_id)
    waiting = (Comment.verdict != "", Comment.state == "open", col(Comment.parent_id).is_(None))
    return session.exec(select(Comment).where(*own, *waiting).order_by(col(Comment.id)).with_for_update()).all()


def _require_open(session: Session, guest: Guest) -> None:
    section = session.get_one(Section, guest.section_id)
    if not is_open(guest, section):
        raise Refused("round_closed", phase=section.phase)


def _require_room(session: Session, house: House, guest: Guest) -> None:
    lately = (Comment.person_id == guest.person_id, Comment.at > house.clock() - _HOUR)
    many, first = session.exec(select(func.count(), func.min(Comment.at)).where(*lately)).one()
    if many >= MOST_AN_HOUR:
        wait = first + _HOUR - house.clock()
        raise Refused("guest_says_too_much", most=MOST_AN_HOUR, retry_after=max(1, round(wait.total_seconds())))


def _page(house: House, visited: Visitor, sheet: Sheet) -> GuestPage:
    guest = visited.guest
    with house.database.read() as session:
        section = session.get_one(Section, guest.section_id)
        document = session.get_one(Document, section.document_id)
        revision = session.get_one(Revision, guest.revision_id)
        counts = is_voter(session, guest)
        person = session.get_one(Person, guest.person_id)
        is_now = is_open(guest, section)
        return GuestPage(
            guest_id=guest.id,
            name=person.name,
            document=document.title,
            section=section.title,
            position=section.position,
            revision_id=revision.id,
            number=revision.number or 0,
            text_hash=revision.text_hash,
            open=is_now,
            counts=counts,
            deadline=section.deadline if is_now else None,
            expires_at=guest.expires_at,
            verdict=_verdict(session, guest, counts=counts),
            comments=[one for thread in sheet.threads for one in (thread.comment, *thread.replies)],
        )


def _verdict(session: Session, guest: Guest, *, counts: bool) -> Verdict | None:
    if not counts:
        return last_opinions(session, [guest.id]).get(guest.id)
    state = SectionState.model_validate(session.get_one(Stream, f"section/{guest.section_id}").state)
    return next((vote.verdict for vote in state.votes if vote.person_id == guest.person_id), None)
