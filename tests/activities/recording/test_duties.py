"""People who leave or are away: sections and documents move in another act's transaction, or nothing of it stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest

from activities.recording.duties import leave_everything, leave_rounds, stand_in_for
from activities.recording.kind import Moment
from schemas.act import Act
from schemas.document_commands import ReassignDocument
from schemas.ids import new_id
from schemas.obligation import ObligationState
from storage.calendar_ru import russian_calendar
from storage.chain import first_fault
from storage.journal import INSTALLATION, Journal
from storage.tables import Absence, Body, BodyMember, Person, Responsibility
from tests.workflows.plans import begin_obligation, obliged
from tests.workflows.records import APPROVERS, EDITORS, LEADERS, NOTE, REVIEWERS


@contextmanager
def moment(desk: Any) -> Iterator[Moment]:
    """An act of administration, committed when the block ends."""
    with desk.parts.database.write() as session:
        journal = Journal(session, desk.parts.clock())
        stream = journal.lock(INSTALLATION)
        act = Act(id=new_id(), body_hash="", actor_id="")
        yield Moment(journal=journal, stream=stream, act=act, calendar=russian_calendar())


def close_account(there: Moment, person_id: str) -> None:
    there.journal.session.get_one(Person, person_id).active = False
    leave_everything(there, person_id)


def behind(desk: Any, stream_id: str) -> bool:
    stream = desk.stream(stream_id)
    return bool(stream.pending_seq > stream.followed_seq)


def test_closed_account_leaves_every_open_phase_and_all_of_them_are_to_be_followed(desk: Any) -> None:
    desk.do(desk.stream_id(), EDITORS[0], desk.hand_in("Текст."))
    with moment(desk) as there:
        close_account(there, REVIEWERS[1])
        close_account(there, EDITORS[1])
    assert desk.state(0).voters == (REVIEWERS[0], REVIEWERS[2])
    assert [desk.state(place).drafters for place in (1, 2)] == [(EDITORS[0],)] * 2
    assert [behind(desk, desk.stream_id(place)) for place in range(3)] == [True] * 3
    assert desk.told("base_changed").count("coordinator") == 3
    with desk.parts.database.read() as session:
        assert [first_fault(session, desk.stream_id(place), {}) for place in range(3)] == [None] * 3


def test_act_that_fails_moves_nothing(desk: Any) -> None:
    before = [desk.stream(desk.stream_id(place)).seq for place in range(3)]

    def fails() -> None:
        with moment(desk) as there:
            close_account(there, EDITORS[0])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert [desk.stream(desk.stream_id(place)).seq for place in range(3)] == before


def test_absence_passes_what_is_owed_in_sections_and_in_the_signing_of_the_whole(desk: Any) -> None:
    for place in range(3):
        desk.approve(place)
    desk.reopen(0)
    today = desk.parts.clock().date()
    with moment(desk) as there:
        for person, deputy in ((EDITORS[0], "coordinator"), (LEADERS[0], REVIEWERS[0])):
            away = {
                "since": today - timedelta(days=1),
                "until": today + timedelta(days=1),
                "made_at": there.journal.now,
            }
            there.journal.session.add(Absence(id=new_id(), person_id=person, deputy_id=deputy, **away))
            stand_in_for(there, person)
    assert [(one.person_id, one.deputy_id) for one in desk.state(0).passes] == [(EDITORS[0], "coordinator")]
    assert desk.told("deputy_called") == ["coordinator"]


def test_leaving_one_of_two_bodies_changes_nothing_and_leaving_the_second_takes_one_out(desk: Any) -> None:
    with desk.parts.database.write() as session:
        for body in ("first", "second"):
            session.add(Body(id=body, name=body, made_at=desk.parts.clock()))
            session.flush()
            session.add(BodyMember(body_id=body, person_id=APPROVERS[0]))
            row = {"document_id": desk.document_id, "task": "review", "body_id": body, "made_at": desk.parts.clock()}
            session.add(Responsibility(id=new_id(), **row))
    desk.do(desk.stream_id(), EDITORS[0], desk.hand_in("Текст."))
    assert [one.through for one in desk.state(0).electors if one.person_id == APPROVERS[0]] == [("first", "second")]
    seats = []
    for body in ("first", "second"):
        with moment(desk) as there:
            there.journal.session.delete(there.journal.session.get_one(BodyMember, (body, APPROVERS[0], 1)))
            leave_rounds(there, APPROVERS[0], "left_body")
        seats.append(APPROVERS[0] in desk.state(0).voters)
    assert seats == [True, False]
    assert desk.told("recused") == [APPROVERS[0]]


def test_plan_that_comes_into_force_during_a_change_of_coordinators_has_the_new_one(desk: Any) -> None:
    first, second = (begin_obligation(desk.parts, desk.document_id) for _ in range(2))
    terms = obliged(date(2030, 10, 15), owed_by=())
    desk.do(first, "", terms)
    change = {"part": "coordinator", "leaves": "coordinator", "joins": REVIEWERS[0], "note": NOTE}
    desk.do(desk.document, "coordinator", ReassignDocument.model_validate(change))
    desk.do(second, "", terms)  # these were read before the change
    for stream_id in (first, second):
        state = ObligationState.model_validate(desk.stream(stream_id).state)
        assert state.terms is not None
        assert (state.terms.coordinator_id, state.owed_by) == (REVIEWERS[0], (REVIEWERS[0],))
    assert desk.told("obligation_taken_over") == [REVIEWERS[0]]


def test_leader_and_coordinator_who_are_gone_are_missed(desk: Any) -> None:
    for place in range(3):
        desk.approve(place)
    desk.approve_whole()
    with desk.parts.database.write() as session:
        session.get_one(Person, LEADERS[1]).role = "administrator"
    with moment(desk) as there:
        close_account(there, "coordinator")
    assert desk.told("document_coordinator_left") == [LEADERS[1]]
    assert desk.whole().phase == "approved"
