"""The authority: once and only once, all or nothing, whoever asks and however often."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pydantic import BaseModel
from sqlmodel import col, select, update

from domain.document import evolve as evolve_document
from domain.section import evolve as evolve_section
from schemas.act import Act
from schemas.document import DocumentState
from schemas.document_commands import ReadSections, SignDocument
from schemas.document_events import DOCUMENT_EVENT
from schemas.ids import new_id
from schemas.record import Refusal
from schemas.section import Part, SectionState, Verdict
from schemas.section_commands import Extend, GiveVerdict, Reassign, ReturnToDrafting, SubmitRevision, Withdraw
from schemas.section_events import SECTION_EVENT
from storage.chain import first_fault
from storage.tables import Alarm, Command, Edition, Event, Notice, Section, SectionPerson, Stream
from tests.workflows.records import EDITORS, LEADERS, NOTE, REVIEWERS, hours


class Unforeseen(BaseModel):
    """A command that this version of the code does not know."""

    type: str = "unforeseen"


def everything(desk: Any) -> list[Any]:
    """Every row that a command may write, as plain data."""
    with desk.parts.database.read() as session:
        return [
            sorted(str(row.model_dump()) for row in session.exec(select(table)))
            for table in (Stream, Event, Command, Alarm, Notice, Section, Edition)
        ]


def test_recorded_state_is_the_fold_of_the_events(desk: Any) -> None:
    desk.do(desk.stream_id(1), "coordinator", Extend(limit=hours(50), note=NOTE))
    for place in range(3):
        desk.approve(place)
    desk.approve_whole()
    desk.complete(desk.order())
    desk.reopen(1)
    with desk.parts.database.read() as session:
        events = {stream: _events(session, stream) for stream in [desk.document, *map(desk.stream_id, range(3))]}
    document = DocumentState(id=desk.document_id, coordinator_id="coordinator")
    for event in events[desk.document]:
        document = evolve_document(document, DOCUMENT_EVENT.validate_python(event))
    assert document == desk.whole()
    for place in range(3):
        section = SectionState(id=desk.sections[place], document_id=desk.document_id, coordinator_id="coordinator")
        for event in events[desk.stream_id(place)]:
            section = evolve_section(section, SECTION_EVENT.validate_python(event))
        assert section == desk.state(place)


def test_act_repeated_gets_the_first_receipt_whatever_happened_since(desk: Any) -> None:
    submit = desk.hand_in("Текст.")
    first = desk.record(desk.stream_id(), EDITORS[0], submit, act="once", body="b")
    desk.do(desk.stream_id(), "coordinator", ReturnToDrafting(note=NOTE))
    before = everything(desk)
    again = desk.record(desk.stream_id(), EDITORS[0], submit, act="once", body="b")
    assert again.receipt == first.receipt
    assert again.standing.seq == first.standing.seq + 2
    assert everything(desk) == before


def test_act_repeated_with_another_body_is_refused(desk: Any) -> None:
    submit = desk.hand_in("Текст.")
    desk.record(desk.stream_id(), EDITORS[0], submit, act="once", body="b")
    before = everything(desk)
    other = desk.record(desk.stream_id(), EDITORS[0], submit, act="once", body="c")
    assert (other.receipt, other.refusal) == (None, Refusal(code="idempotency_key_reused"))
    assert everything(desk) == before


def test_sixteen_threads_with_one_act_make_one_effect(desk: Any) -> None:
    submit = desk.hand_in("Текст.")

    def call(_number: int) -> Any:
        return desk.record(desk.stream_id(), EDITORS[0], submit, act="once").receipt

    with ThreadPoolExecutor(16) as threads:
        receipts = list(threads.map(call, range(16)))
    assert receipts == [receipts[0]] * 16
    assert receipts[0] is not None
    assert desk.effects("once") == 2
    assert desk.events(desk.stream_id()) == ["launched", "revision_submitted", "round_opened"]


def test_sixteen_threads_with_an_act_each_make_all_effects_in_a_chain(desk: Any) -> None:
    def call(number: int) -> Any:
        return desk.record(desk.stream_id(), "coordinator", Extend(limit=hours(20 + number), note=NOTE))

    with ThreadPoolExecutor(16) as threads:
        results = list(threads.map(call, range(16)))
    taken = [result.receipt.seq for result in results if result.receipt]
    assert sorted(taken) == list(range(2, 2 + len(taken)))
    assert {result.refusal.code for result in results if result.refusal} <= {"deadline_not_later"}
    with desk.parts.database.read() as session:
        assert first_fault(session, desk.stream_id(), {}) is None


def test_refusal_leaves_nothing_even_after_events_were_written(desk: Any) -> None:
    before = everything(desk)
    ghost = SubmitRevision(revision_id="ghost", text_hash="0" * 64, authors=(EDITORS[0],))
    result = desk.record(desk.stream_id(), EDITORS[0], ghost)
    assert result.refusal == Refusal(code="not_found")
    assert result.standing == desk.recorder.standing(desk.stream_id())
    assert everything(desk) == before
    desk.approve()
    with desk.parts.database.read() as session:
        assert first_fault(session, desk.stream_id(), {}) is None


def test_mistake_of_ours_is_a_refusal_with_an_incident_and_leaves_nothing(desk: Any) -> None:
    before = everything(desk)
    result = desk.record(desk.stream_id(), EDITORS[0], Unforeseen())
    assert result.refusal.code == "internal"
    assert set(result.refusal.facts) == {"incident"}
    assert result.standing == desk.recorder.standing(desk.stream_id())
    assert everything(desk) == before


def test_mistake_in_the_middle_of_a_decision_leaves_nothing_and_stops_nothing(desk: Any) -> None:
    twice = Reassign(part=Part.EDITOR, joins=REVIEWERS[2], note=NOTE)
    with desk.parts.database.write() as session:
        session.add(SectionPerson(section_id=desk.sections[0], person_id=REVIEWERS[2], part="editor"))
    before = everything(desk)
    assert desk.record(desk.stream_id(), "coordinator", twice).refusal.code == "internal"
    assert everything(desk) == before
    desk.approve()
    with desk.parts.database.read() as session:
        assert first_fault(session, desk.stream_id(), {}) is None


def test_act_that_was_refused_may_be_sent_again_when_it_can_be_done(desk: Any) -> None:
    submit = desk.hand_in("Текст.")
    vote = GiveVerdict(revision_id=submit.revision_id, verdict=Verdict.AGREE)
    assert desk.record(desk.stream_id(), REVIEWERS[0], vote, act="vote").refusal.code == "round_closed"
    desk.do(desk.stream_id(), EDITORS[0], submit)
    assert desk.record(desk.stream_id(), REVIEWERS[0], vote, act="vote").receipt is not None


def test_what_a_document_observes_stays_though_the_command_is_refused(desk: Any) -> None:
    for place in range(3):
        desk.approve(place)
    desk.approve_whole()
    signed = desk.candidate().hash
    desk.reopen(0)
    result = desk.record(desk.document, LEADERS[0], SignDocument(candidate_hash=signed))
    assert result.refusal == Refusal(code="wrong_phase", facts={"phase": "in_work"})
    assert desk.events(desk.document)[-1] == "candidate_voided"
    assert desk.whole().candidate is None
    assert result.standing == desk.recorder.standing(desk.document)
    assert desk.told("candidate_voided") == ["coordinator", *LEADERS]


def test_publication_moves_all_sections_or_none(desk: Any) -> None:
    for place in range(3):
        desk.approve(place)
    desk.approve_whole()
    edition_id = desk.order()
    stream = desk.stream(desk.stream_id(2))
    spoilt = {**stream.state, "head": {**stream.state["head"], "revision_id": "another"}}
    _set_state(desk, 2, spoilt)
    before = everything(desk)
    refused = desk.complete(edition_id)
    assert refused.refusal is not None
    assert refused.refusal.code == "outdated_revision"
    assert everything(desk) == before
    _set_state(desk, 2, stream.state)
    assert desk.complete(edition_id).receipt is not None
    assert [desk.state(place).phase for place in range(3)] == ["published"] * 3
    assert desk.phase() == "published"


def test_section_reopened_and_approved_again_before_the_document_heard_begins_its_next_cycle(desk: Any) -> None:
    for place in range(3):
        desk.approve(place)
    desk.approve_whole()
    desk.complete(desk.order())
    desk.reopen(0)
    desk.approve(0)
    desk.approve_whole()
    assert desk.events(desk.document)[-5:] == [
        "document_reopened",
        "candidate_opened",
        "document_signed",
        "document_signed",
        "document_approved",
    ]


def test_document_has_news_when_it_would_record_something(desk: Any) -> None:
    told = []
    for step in (lambda: desk.approve(0), lambda: desk.approve(1), lambda: desk.approve(2), desk.approve_whole):
        step()
        told.append(has_news(desk))
    assert told == [False, False, True, False]
    desk.reopen(0)
    assert has_news(desk)
    desk.do(desk.document, "", ReadSections())
    assert not has_news(desk)


def test_no_news_is_missed_while_the_document_reads_its_sections(desk: Any) -> None:
    def read() -> None:
        desk.do(desk.document, "", ReadSections())

    def reopen_and_tell() -> None:
        desk.reopen(0)
        if has_news(desk):
            read()

    for place in range(3):
        desk.approve(place)
    for _ in range(8):
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(lambda work: work(), (read, reopen_and_tell)))
        assert desk.whole().candidate is None
        assert not has_news(desk)
        desk.approve(0)


def has_news(desk: Any) -> bool:
    return bool(desk.recorder.has_news(desk.document, Act(id=new_id(), body_hash="")))


def test_withdrawn_section_takes_nothing_more(desk: Any) -> None:
    desk.do(desk.stream_id(), "coordinator", Withdraw(note=NOTE))
    before = everything(desk)
    submit = SubmitRevision(revision_id="late", text_hash="0" * 64, authors=(EDITORS[0],))
    assert desk.record(desk.stream_id(), EDITORS[0], submit).refusal.code == "not_in_drafting"
    assert desk.reopen().refusal.code == "wrong_phase"
    assert everything(desk) == before


def _events(session: Any, stream_id: str) -> list[Any]:
    query = select(Event).where(Event.stream_id == stream_id).order_by(col(Event.seq))
    return [event.data for event in session.exec(query)]


def _set_state(desk: Any, place: int, state: Any) -> None:
    with desk.parts.database.write() as session:
        session.exec(update(Stream).where(col(Stream.id) == desk.stream_id(place)).values(state=state))
