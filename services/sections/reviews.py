"""Sending a gathered review: its remarks and the verdict, if one is given, in one transaction."""

import asyncio
from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from activities.recording.reviews import comment_of
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.ids import new_id
from schemas.problems import Refused
from schemas.section import Note
from schemas.section_commands import GiveVerdict, SendReview, SentRemark
from schemas.text import Anchor
from schemas.views.reviews import SendReviewForm
from services.house import House
from services.relations import let_in, section_for
from services.sections.comments import place_in_head, said_of
from services.sections.section_acts import made_official
from services.sections.uncounted import carry_in_section
from services.sections.unsent import gathered
from storage.tables import Comment, Revision, Section, UnsentRemark

_ANCHOR = ("block", "block_hash", "start", "end", "quote", "prefix", "suffix")


async def send_review(house: House, *, actor: Actor, act: Act, section_id: str, form: SendReviewForm) -> Receipt:
    """Send all that was gathered, and with it a verdict where the form gives one. The receipt names `comments`.

    Raises Refused: review_empty, what a verdict is refused with, and try_again where one of the remarks has changed
    meanwhile.
    """

    def admit(session: Session) -> tuple[Section, Sequence[UnsentRemark]]:
        section = section_for(session, "reviews.send", actor, section_id)
        if form.verdict is None:
            let_in(session, "comments.add", actor, section_id)
        if form.verdict is not None:
            let_in(session, "sections.verdict", actor, section_id)
        remarks = gathered(session, actor, section_id)
        if not remarks and form.verdict is None:
            raise Refused("review_empty")
        return section, remarks

    def command(seen: tuple[Section, Sequence[UnsentRemark]], note: Note | None) -> SendReview:
        section, remarks = seen
        texts = _text_hashes(house, {row.revision_id for row in remarks})
        sent = tuple(_sent(house, row, texts[row.revision_id], section.cycle) for row in remarks)
        return SendReview(remarks=sent, verdict=_verdict(form, note))

    # What is typed beside no verdict is not sent: it would be a reason for nothing.
    reason = form.text if form.verdict is not None else None
    receipt = await carry_in_section(house, section_id, actor, act, admit=admit, command=command, reason=reason)
    if receipt.facts["comments"]:
        await asyncio.to_thread(_place, house, section_id, receipt.facts["comments"])
    return receipt


def _verdict(form: SendReviewForm, note: Note | None) -> GiveVerdict | None:
    if form.verdict is None:
        return None
    remark_id = new_id() if note else None
    return GiveVerdict(
        revision_id=form.revision_id,
        verdict=form.verdict,
        note=note,
        remark_id=remark_id,
        official=made_official(form.official),
    )


def _sent(house: House, row: UnsentRemark, text_hash: str, cycle: int) -> SentRemark:
    comment_id = new_id()
    anchor = Anchor(text_hash=text_hash, **{name: getattr(row, name) for name in _ANCHOR})
    address = house.store.put(said_of(row, row.person_id, anchor))
    comment = comment_of(row, comment_id, address, cycle)
    return SentRemark(
        unsent_id=row.id,
        version=row.version,
        comment_id=comment_id,
        revision_id=row.revision_id,
        address=address,
        typed=house.typed(comment),
    )


def _text_hashes(house: House, revisions: Collection[str]) -> dict[str, str]:
    with house.database.read() as session:
        asked = select(Revision.id, Revision.text_hash).where(col(Revision.id).in_(revisions))
        return dict(session.exec(asked).all())


def _place(house: House, section_id: str, comments: Sequence[str]) -> None:
    """Those about an earlier revision find their place in the latest one."""
    with house.database.read() as session:
        made_on = set(session.exec(select(Comment.revision_id).where(col(Comment.id).in_(comments))))
    for revision_id in sorted(made_on):
        place_in_head(house, section_id, revision_id)
