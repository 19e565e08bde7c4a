"""A section as one person has it before them: how it stands, what is missing, and the one thing they can do now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from domain.visits import Seen
from schemas.actor import Actor
from schemas.language import Language
from schemas.problems import Refused
from schemas.views.ballot import BallotView
from schemas.views.disagreements import DisagreementView
from schemas.views.documents import SectionView
from schemas.views.guests import OutsideOpinionView
from schemas.views.reviews import UnsentReviewView
from schemas.views.standing import PersonNamed
from services.guests.opinions import list_opinions
from services.house import House
from services.pages import every
from services.people.names import names_of
from services.sections import ballots, letters, shown
from services.sections.allowed import allowed_in
from services.sections.body_desk import Inside, bodies_within
from services.sections.disagreements import list_disagreements
from services.sections.sheets import Sheet, read_sheet
from services.sections.unsent import read_review
from services.sections.visits import read_visit

Now = Literal["write", "answer", "verdict", "sign", "settle", "discuss", ""]

ACTS = (
    *("sections.submit", "sections.verdict", "sections.sign", "sections.decline", "sections.return"),
    *("guests.invite", "sections.recuse", "sections.ask_help", "sections.remind"),
    *("comments.add", "comments.answer", "comments.reply", "comments.take", "comments.decline", "comments.resolve"),
    *("comments.list", "comments.reattach", "reviews.send"),
)


@dataclass(frozen=True)
class Desk:
    """`lacking` are codes of what is missing, each with how many; `awaited` those whose turn it is.

    `disputes` are the disagreements of the section that the reader sees, `inside` the bodies with one voice in which
    they sit, `by_letter` the voters whose positions they may enter from paper, `on_paper` the letters by which verdicts
    came, each with the name of whose verdict it is, `outside` what outside experts advised.
    """

    section: SectionView
    ballot: BallotView
    sheet: Sheet | None
    review: UnsentReviewView
    allowed: frozenset[str]
    now: Now
    lacking: Sequence[tuple[str, int]]
    awaited: Sequence[PersonNamed]
    seen: Seen
    disputes: Sequence[DisagreementView]
    inside: Sequence[Inside]
    by_letter: Sequence[str]
    on_paper: Sequence[tuple[str, str]]
    outside: Sequence[OutsideOpinionView]

    @property
    def disputed_at(self) -> str:
        """The page of the one disagreement that holds the section up, or of them all."""
        holding = holding_up(self.section, self.disputes)
        return f"/disagreements/{holding[0].id}" if len(holding) == 1 else f"/sections/{self.section.id}/disagreements"


def read_desk(house: House, *, actor: Actor, section_id: str, language: Language) -> Desk:
    """Everything that the section's page shows. Raises Refused("not_found")."""
    section = shown.read_section(house, actor=actor, section_id=section_id).view()
    ballot = ballots.section_ballot(house, actor=actor, section_id=section_id, language=language)
    review = _review(house, actor, section_id)
    sheet = None
    if section.head_id is not None:
        sheet = read_sheet(house, actor=actor, revision_id=section.head_id, unsent=review.remarks)
    allowed = allowed_in(house, actor=actor, section_id=section_id, operations=ACTS)
    disputes = every(lambda page: list_disagreements(house, actor=actor, section_id=section_id, page=page))
    mine = any(actor.id in one.waits_for for one in disputes)
    inside = bodies_within(house, actor=actor, section_id=section_id)
    otherwise: Now = "settle" if mine else "discuss" if any(one.asked for one in inside) else ""
    turns = [turn.person_id for turn in ballot.data.turns]
    on_paper = [(vote["letter_id"], vote["person_id"]) for vote in ballot.votes if vote.get("letter_id")]
    names = names_of(house, actor=actor, ids=[*turns, *(voter for _, voter in on_paper)])
    return Desk(
        section=section,
        ballot=ballot,
        sheet=sheet,
        review=review,
        allowed=allowed,
        now=act_now(section, ballot, allowed, actor.id) or otherwise,
        lacking=lacking_in(section, ballot, len(holding_up(section, disputes))),
        awaited=[PersonNamed(id=one, name=names[one]) for one in turns if one in names],
        seen=read_visit(house, actor=actor, section_id=section_id, head_id=section.head_id),
        disputes=disputes,
        inside=inside,
        outside=every(lambda page: list_opinions(house, actor=actor, section_id=section_id, page=page)),
        on_paper=[(letter, names.get(voter, "")) for letter, voter in on_paper],
        by_letter=letters.voters_by_letter(house, actor=actor, section_id=section_id),
    )


def act_now(section: SectionView, ballot: BallotView, allowed: frozenset[str], person_id: str) -> Now:
    """The one thing that somebody who may do all of `allowed` can do now, or nothing."""
    if section.phase == "drafting" and "sections.submit" in allowed:
        return "write"
    acting = {turn.person_id for turn in ballot.data.turns}  # deputies, too
    if section.phase == "review" and "sections.verdict" in allowed and person_id in (*ballot.voters, *acting):
        return "verdict"
    waits = person_id in ballot.signers and person_id not in ballot.signatures
    if section.phase == "sign_off" and (waits or person_id in acting):
        return "sign"
    holds = section.phase in ("review", "sign_off") and bool(ballot.unanswered)
    return "answer" if holds and {"comments.answer", "sections.submit"} <= allowed else ""


def holding_up(section: SectionView, disputes: Sequence[DisagreementView]) -> list[DisagreementView]:
    """The disagreements that must end before the section goes on: before its signers those not with leadership yet."""
    is_signed = section.phase == "sign_off"
    return [one for one in disputes if one.closed_at is None and (is_signed or one.decider_id is None)]


def lacking_in(section: SectionView, ballot: BallotView, disputed: int = 0) -> list[tuple[str, int]]:
    """What the section needs to go on from its phase, as far as the reader may know it; `disputed` hold it up."""
    found: list[tuple[str, int]] = []
    match section.phase:
        case "drafting":
            found.append(("text", 1))
        case "review" if ballot.status == "hidden":
            found.append(("opinion", 1))
        case "review":
            found.append(("votes", ballot.missing_in_favour))
            found.append(("verdicts", len(ballot.data.turns) if not ballot.missing_in_favour else 0))
        case "sign_off":
            found.append(("signatures", len(ballot.signers) - len(ballot.signatures)))
    if section.phase in ("drafting", "review", "sign_off"):
        found.append(("answers", len(ballot.unanswered)))
    found.append(("settlement", disputed))
    return [(code, number) for code, number in found if number > 0]


def _review(house: House, actor: Actor, section_id: str) -> UnsentReviewView:
    try:
        return read_review(house, actor=actor, section_id=section_id)
    except Refused:  # who reads without taking part gathers nothing
        return UnsentReviewView(section_id=section_id)
