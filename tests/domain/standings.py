"""How sections and documents can stand, as states and events, for what is told of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from domain.explanation import explain, explain_document
from domain.schedule import opening
from schemas.calendar import Calendar, CalendarYear
from schemas.document import Candidate, CandidateSection, DocumentPhase, DocumentState
from schemas.document_events import CandidateOpened, DocumentApproved, DocumentLaunched, DocumentSigned
from schemas.explanation import Explanation
from schemas.policy import DEFAULT_POLICY, Policy
from schemas.remark_events import AnswersAwaited
from schemas.section import Elector, Head, Note, Part, Pass, Phase, SectionState, Verdict, Vote
from schemas.section_events import (
    Approved,
    DraftingResumed,
    DutyPassed,
    Launched,
    Published,
    Reassigned,
    Recused,
    RoundClosed,
    RoundOpened,
    Signed,
    SigningDeclined,
    SignOffOpened,
    Withdrawn,
)

OPENED = datetime(2026, 12, 1, 9, tzinfo=UTC)
LATER = OPENED + timedelta(days=2)
YEARS = tuple(CalendarYear(year=year, days_off=(), working_weekend_days=()) for year in (2026, 2027))
CALENDAR = Calendar(name="plain", source="weekends only", years=YEARS)
HASH = "a" * 64
NOTE = Note(id="n1", hash=HASH)
HEAD = Head(revision_id="r3", number=3, text_hash=HASH, authors=("editor",))

NAMES = {
    "coordinator": "Ольга Лунина",
    "editor": "Пётр Дёмин",
    "anna": "Анна Орлова",
    "boris": "Борис Ким",
    "vera": "Вера Соколова",
    "gleb": "Глеб Титов",
    "dina": "Дина Азарова",
    "union": "Союз машиностроителей",
    "guild": "Гильдия инженеров",
    "council": "Экспертный совет",
    "group": "Рабочая группа",
}
"""Whoever can be named."""

VERDICTS = {"+": Verdict.AGREE, "-": Verdict.DISAGREE, "0": Verdict.ABSTAIN, "t": Verdict.AGREE}
PEOPLE = ("anna", "boris", "vera", "gleb", "dina")


def policy(**changed: Any) -> Policy:
    """The usual rules with something else in some phases."""
    data = DEFAULT_POLICY.model_dump()
    for phase, rule in changed.items():
        data[phase] = data[phase] | rule
    return Policy.model_validate(data)


def phase(rules: Policy, name: str) -> dict[str, Any]:
    return opening(getattr(rules, name), OPENED, rules.zone, CALENDAR)


def section(rules: Policy, at: Phase, **fields: Any) -> SectionState:
    opened = phase(rules, at.value) if at in (Phase.DRAFTING, Phase.REVIEW, Phase.SIGN_OFF) else {}
    alarms = tuple(alarm for alarm in opened.get("alarms", ()) if not alarm.overtaken)
    state = SectionState(
        id="s",
        document_id="d",
        coordinator_id="coordinator",
        policy=rules,
        editors=("editor",),
        reviewers=PEOPLE,
        approvers=("gleb", "dina", "vera"),
        phase=at,
        round=2,
        head=HEAD,
    )
    return state.model_copy(update=opened | {"alarms": alarms} | fields)


def review(
    votes: str,
    *changes: Any,
    now: datetime = LATER,
    electors: tuple[Elector, ...] = (),
    unanswered: int = 0,
    **fields: Any,
) -> Explanation:
    """A review in which the people said `votes`, one letter each, under the usual rules or `vote=` others."""
    rules = policy(**{"vote": fields.pop("vote", {}), **fields.pop("phases", {})})
    voters = PEOPLE[: len(votes)]
    opened = phase(rules, "review")
    events: list[Any] = [
        (OPENED - timedelta(days=3), closed("against", "rule", number=1)),
        (OPENED, RoundOpened(round=2, revision_id="r3", voters=voters, **opened)),
        *((OPENED + timedelta(days=1), change) for change in changes),
    ]
    state = section(rules, Phase.REVIEW, voters=voters, votes=given(votes), **fields)
    ahead = tuple(alarm for alarm in state.alarms if alarm.at > now)
    return explain(state.model_copy(update={"alarms": ahead, "electors": electors}), events, now, CALENDAR, unanswered)


def given(votes: str) -> tuple[Vote, ...]:
    """Each person's vote, one letter each: + - 0, t for counted silence, a dot for none."""
    return tuple(
        Vote(person_id=person, verdict=VERDICTS[letter], tacit=letter == "t")
        for person, letter in zip(PEOPLE, votes, strict=False)
        if letter in VERDICTS
    )


def closed(outcome: str, by: str, number: int = 2) -> RoundClosed:
    said = {"round": number, "revision_id": "r3", "outcome": outcome, "by": by}
    return RoundClosed.model_validate(said)


def elector(person: str, organisation: str = "", *bodies: str) -> Elector:
    return Elector(person_id=person, organisation_id=organisation, bodies=bodies)


def sign_off(signatures: tuple[str, ...], *changes: Any, **sign: Any) -> Explanation:
    rules = policy(sign=sign)
    opened = phase(rules, "sign_off")
    signers = ("gleb", "dina", "vera")
    events: list[Any] = [
        (OPENED, closed("in_favour", "silence")),
        (OPENED, SignOffOpened(revision_id="r3", signers=signers, **opened)),
        *((LATER, Signed(person_id=person, revision_id="r3", text_hash=HASH)) for person in signatures),
        *((LATER, change) for change in changes),
    ]
    return explain(section(rules, Phase.SIGN_OFF, signers=signers, signatures=signatures), events, LATER, CALENDAR)


def drafting(*events: Any, **fields: Any) -> Explanation:
    return explain(
        section(DEFAULT_POLICY, Phase.DRAFTING, **fields), [(OPENED, event) for event in events], LATER, CALENDAR
    )


def at_rest(at: Phase, *events: Any) -> Explanation:
    return explain(section(DEFAULT_POLICY, at), [(LATER, event) for event in events], LATER, CALENDAR)


def launched() -> Launched:
    people = {"editors": ("editor",), "reviewers": PEOPLE, "approvers": ("gleb",)}
    opened = phase(DEFAULT_POLICY, "drafting")
    return Launched(policy=DEFAULT_POLICY, coordinator_id="coordinator", **people, **opened)


def resumed() -> DraftingResumed:
    return DraftingResumed(**phase(DEFAULT_POLICY, "drafting"))


LISTED = CandidateSection(section_id="s", revision_id="r3", text_hash=HASH)
CANDIDATE = Candidate(number=2, sections=(LISTED,))
LEADERS = ("gleb", "dina")


def document(
    at: DocumentPhase, signatures: tuple[str, ...] = (), *events: Any, rules: Policy = DEFAULT_POLICY
) -> Explanation:
    begun = DocumentLaunched(coordinator_id="coordinator", approvers=LEADERS, policy=rules)
    told: list[Any] = [(OPENED - timedelta(days=30), begun)]
    if at in (DocumentPhase.SIGNING, DocumentPhase.APPROVED):
        opened = phase(rules, "sign_off")
        told.append((OPENED, CandidateOpened(candidate=CANDIDATE, signers=LEADERS, **opened)))
    told += [(LATER, DocumentSigned(person_id=person, candidate_hash=HASH)) for person in signatures]
    told += [(LATER, event) for event in events]
    state = signing_of_document(rules, signatures)
    if at != DocumentPhase.SIGNING:
        state = state.model_copy(update={"phase": at, "opened_at": None, "deadline": None, "alarms": ()})
    return explain_document(state, told, LATER, CALENDAR)


def signing_of_document(rules: Policy, signatures: tuple[str, ...] = ()) -> DocumentState:
    state = DocumentState(
        id="d",
        coordinator_id="coordinator",
        policy=rules,
        approvers=LEADERS,
        phase=DocumentPhase.SIGNING,
        candidate=CANDIDATE,
        signatures=signatures,
    )
    opened = phase(rules, "sign_off")
    return state.model_copy(update=opened | {"alarms": tuple(one for one in opened["alarms"] if not one.overtaken)})


UNANIMITY = {"kind": "unanimity"}
TWO_THIRDS = {"kind": "share", "share": {"numerator": 2, "denominator": 3}, "base": "list"}
BY_ORGANISATION = {"voice": "organisation"}
MEMBERS = (elector("anna", "union"), elector("boris", "union"), elector("vera", "guild"), elector("gleb"))
SEATS = (elector("anna", "", "council"), elector("boris", "", "council", "group"), elector("vera", "", "group"))
SEATS_AND_GUEST = (*SEATS, elector("gleb"))
STEP = {"after": {"working_days": 2}}


def ladder(*steps: dict[str, Any]) -> dict[str, Any]:
    return {"review": {"ladder": [STEP | step for step in steps]}}


def scenes() -> dict[str, Explanation]:
    """By name, every way of standing that reads differently."""
    return {
        "planned": at_rest(Phase.PLANNED),
        "drafting-begun": drafting(launched(), head=None, round=0),
        "drafting-returned": drafting(closed("returned", "coordinator"), resumed()),
        "drafting-after-lost-round": drafting(closed("against", "rule"), resumed()),
        "drafting-after-lost-silence": drafting(closed("against", "silence"), resumed()),
        "drafting-after-ladder": drafting(closed("against", "ladder"), resumed()),
        "drafting-declined": drafting(SigningDeclined(person_id="gleb", revision_id="r3", note=NOTE), resumed()),
        "review-majority-open": review("+-..."),
        "review-majority-nobody": review("....."),
        "review-majority-one-missing": review("++-.."),
        "review-with-tacit": review("+tt0-", vote={"minimum": 5}, undecided=True, alarms=()),
        "review-some-tacit": review("t+-.."),
        "review-unanimity-lost": review("+-...", vote=UNANIMITY),
        "review-at-least": review("+....", vote={"kind": "at_least", "count": 3}),
        "review-share-of-list": review("++0..", vote=TWO_THIRDS),
        "review-abstentions-in-base": review("+00..", vote={"abstentions": "in_base"}),
        "review-minimum": review("+....", vote={"minimum": 3}),
        "review-all-abstained": review("000"),
        "review-undecided": review("+0000", vote={"minimum": 2}, undecided=True, alarms=()),
        "review-unanswered": review("+-...", unanswered=1),
        "review-held": review("+++", AnswersAwaited(by="rule", unanswered=2), unanswered=2, held_by="rule"),
        "review-by-organisation": review("+-+.", vote=BY_ORGANISATION, electors=MEMBERS),
        "review-weighed": review(
            "+-...", vote={"weights": [{"of": "anna", "weight": 3}, {"of": "boris", "weight": 2}]}
        ),
        "review-per-body": review("+0..", vote={"per_body": True}, electors=SEATS_AND_GUEST),
        "review-per-body-met": review("+++", vote={"per_body": True}, electors=SEATS),
        "review-per-body-minimum": review("++.", vote={"per_body": True, "minimum": 3}, electors=SEATS),
        "review-recused": review(
            "+...", Recused(part=Part.REVIEWER, person_id="dina", reason="conflict", base=4), vote=UNANIMITY
        ),
        "review-refilled": review(
            "+...",
            Recused(part=Part.REVIEWER, person_id="dina", reason="conflict", base=3),
            Reassigned(part=Part.REVIEWER, leaves="dina", joins="gleb", base=4, note=NOTE),
            vote=UNANIMITY,
        ),
        "review-people-gone": review(
            "+..",
            Recused(part=Part.REVIEWER, person_id="gleb", reason="conflict", base=4),
            Recused(part=Part.REVIEWER, person_id="dina", reason="deactivated", base=3),
        ),
        "review-deputy": review(
            "+..",
            DutyPassed(part=Part.REVIEWER, person_id="vera", deputy_id="dina", by="absence"),
            passes=(Pass(person_id="vera", deputy_id="dina"),),
        ),
        "review-reassigned": review(
            "+..", Reassigned(part=Part.REVIEWER, leaves="gleb", joins="vera", note=NOTE), vote=UNANIMITY
        ),
        "review-overdue": review("+....", now=OPENED + timedelta(days=15)),
        "review-sent-back-by-ladder": review("+....", phases=ladder({"outcome": "send_back", "tell": ["editors"]})),
        "review-closed-by-rule": review("+-...", phases=ladder({"outcome": "close_by_rule"})),
        "review-passed-and-extended": review(
            "+-...",
            phases=ladder({"outcome": "pass_to_deputy"}, {"outcome": "extend", "by": {"working_days": 3}, "tell": []}),
        ),
        "review-extended-provisionally": review(
            "+-...", phases=ladder({"outcome": "extend", "by": {"months": 13}, "tell": ["coordinator"]})
        ),
        "review-left-to-coordinator": review("+-...", phases=ladder({"tell": ["coordinator"]})),
        "sign-off-nobody": sign_off(()),
        "sign-off-one": sign_off(("gleb",), needed=2),
        "sign-off-in-turn": sign_off(("gleb",), order="in_turn"),
        "sign-off-recused": sign_off(
            ("gleb",), Recused(part=Part.APPROVER, person_id="boris", reason="left_body", base=3)
        ),
        "approved": at_rest(Phase.APPROVED, Approved(revision_id="r3", text_hash=HASH)),
        "published": at_rest(Phase.PUBLISHED, Published(edition_id="e1", revision_id="r3")),
        "withdrawn": at_rest(Phase.WITHDRAWN, Withdrawn(note=NOTE)),
        "document-in-work": document(DocumentPhase.IN_WORK),
        "document-signing": document(DocumentPhase.SIGNING, ("gleb",)),
        "document-signing-extended": document(
            DocumentPhase.SIGNING,
            ("gleb",),
            rules=policy(sign_off={"ladder": [STEP | {"outcome": "extend", "by": {"duration": "P1D"}}]}),
        ),
        "document-approved": document(DocumentPhase.APPROVED, ("gleb", "dina"), DocumentApproved(candidate_hash=HASH)),
    }
