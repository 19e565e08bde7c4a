"""A disagreement as one person has it before them: both wordings, its remark, who the parties are, what they can do."""

from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session

from activities.recording.remarks import voice_of
from domain.section.disputed import side_of
from domain.section.electorate import answering, bound_to_speak
from schemas.actor import Actor
from schemas.disagreement import Side
from schemas.section import SectionState
from schemas.views.disagreements import DisagreementView
from schemas.views.documents import SectionView
from services.house import House
from services.people.names import names_in
from services.rights import may
from services.sections import shown
from services.sections.disagreements import read_disagreement, relations_to_disagreement, wording_of
from storage.tables import Comment, Disagreement, Document, Section, Stream

ACTS = (
    *("disagreements.meet", "disagreements.propose_settlement", "disagreements.accept_settlement"),
    *("disagreements.take_to_leadership", "disagreements.decide", "disagreements.record_dissent"),
)
Now = Literal["accept", "decide", ""]
Named = tuple[tuple[str, str], ...]
"""People as pairs of id and name."""


@dataclass(frozen=True)
class DisagreementDesk:
    """`side` is the party that the reader speaks for, `now` the one thing that is awaited from them.

    `to_put_in` are the words that the reader may put into the text of its editors, where it ended with such.
    `editors` is the other party; `deciders` may be asked to decide it, `people` to come to a meeting.
    """

    view: DisagreementView
    section: SectionView
    remark: str
    side: Side | None
    now: Now
    allowed: frozenset[str]
    to_put_in: str
    editors: tuple[str, ...]
    deciders: Named
    people: Named
    names: dict[str, str]


def read_desk(house: House, *, actor: Actor, disagreement_id: str) -> DisagreementDesk:
    """Everything that a disagreement's page shows. Raises Refused("not_found")."""
    view = read_disagreement(house, actor=actor, disagreement_id=disagreement_id)
    section = shown.read_section(house, actor=actor, section_id=view.section_id).view()
    with house.database.read() as session:
        row = session.get_one(Disagreement, disagreement_id)
        state = SectionState.model_validate(session.get_one(Stream, f"section/{row.section_id}").state)
        relations = relations_to_disagreement(session, actor, row)
        editors = answering(state)
        deciders = _deciders(session, state, section, row.author_id)
        people = tuple(dict.fromkeys((*section.editors, *section.reviewers, *section.approvers, *deciders)))
        met = [one for meeting in view.meetings for one in meeting.participants]
        wanted = {
            row.author_id,
            row.decider_id or "",
            view.deputy_id or "",
            state.coordinator_id,
            *editors,
            *people,
            *view.waits_for,
            *met,
        }
        names = names_in(session, (*wanted, *([view.answer.person_id] if view.answer else [])))
        remark = session.get_one(Comment, row.comment_id).text
        known = next(one for one in state.disagreements if one.id == disagreement_id)
        voice = voice_of(session, session.get_one(Comment, row.comment_id), state.document_id, actor.today)
        side = side_of(state, known.model_copy(update={"author_id": voice}), actor.id)
    return DisagreementDesk(
        view=view,
        section=section,
        remark=remark,
        side=side,
        now=_now(view, side, actor.id),
        allowed=frozenset(one for one in ACTS if view.closed_at is None and may(one, actor, relations)),
        to_put_in=_to_put_in(view, section) if may("sections.submit", actor, relations) else "",
        editors=tuple(names.get(one, "") for one in editors),
        deciders=_named(deciders, names),
        people=_named(people, names),
        names=names,
    )


def _now(view: DisagreementView, side: Side | None, person_id: str) -> Now:
    if view.closed_at is not None:
        return ""
    if person_id in (view.decider_id, view.deputy_id):
        return "decide"
    return "accept" if side and view.settlement and side not in view.settlement.accepted else ""


def _to_put_in(view: DisagreementView, section: SectionView) -> str:
    wording = wording_of(view)
    return wording if section.phase == "drafting" and view.standing not in ("", wording) else ""


def _deciders(session: Session, state: SectionState, section: SectionView, author_id: str) -> tuple[str, ...]:
    """Who approves the section or the whole and is no party; of these the act itself may still refuse one."""
    document_id = session.get_one(Section, state.id).document_id
    leaders = session.get_one(Document, document_id).approvers
    barred = {author_id, *answering(state), *bound_to_speak(state)}
    found = dict.fromkeys((*leaders, *section.approvers, *state.signers))
    return tuple(one for one in found if one not in barred)


def _named(people: tuple[str, ...], names: dict[str, str]) -> Named:
    return tuple((one, names[one]) for one in people if one in names)
