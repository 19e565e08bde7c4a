"""Terms in bodies that pass by the calendar: whoever is a member no more is recused on the next day, once."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import select

from activities.calendar_turns import CalendarTurns
from activities.terms import terms_due
from schemas.ids import new_id
from schemas.installation_events import TermOver
from storage.calendar_ru import russian_calendar
from storage.tables import Body, BodyMember, Responsibility
from tests.activities.recording.test_standing_in import day_of
from tests.workflows.records import APPROVERS, EDITORS, REVIEWERS

VOTER = APPROVERS[0]


def seat(desk: Any, person: str, until: date | None) -> None:
    """A body of its own answers for the review, and the person is a member of it until that day."""
    now, body = desk.parts.clock(), new_id()
    with desk.parts.database.write() as session:
        session.add(Body(id=body, name="Совет", made_at=now))
        session.flush()
        session.add(BodyMember(body_id=body, person_id=person, until=until))
        row = {"document_id": desk.document_id, "task": "review", "body_id": body, "made_at": now}
        session.add(Responsibility(id=new_id(), **row))


def ends(desk: Any, days: float) -> int:
    """What is over so many days from now."""

    def later() -> datetime:
        now: datetime = desk.parts.clock()
        return now + timedelta(days=days)

    return CalendarTurns(desk.parts.database, russian_calendar(), later, {"term": terms_due}).take()


def test_voter_whose_term_passes_during_a_round_is_recused_the_next_day_by_the_system_once(desk: Any) -> None:
    seat(desk, VOTER, day_of(desk) + timedelta(days=1))
    desk.do(desk.stream_id(), EDITORS[0], desk.hand_in("Текст."))
    seen = [(ends(desk, days), VOTER in desk.state(0).voters) for days in (0, 1, 2, 2, 3)]
    assert seen == [(0, True), (0, True), (1, False), (0, False), (0, False)]
    assert desk.told("recused") == [VOTER]
    assert desk.events(desk.stream_id()).count("recused") == 1
    assert desk.events("installation").count(TermOver.model_fields["type"].default) == 1
    stream = desk.stream(desk.stream_id())
    assert stream.pending_seq == stream.seq > stream.followed_seq  # the sweeper has its workflow look


def test_voter_who_sits_through_another_term_too_stays(desk: Any) -> None:
    today = day_of(desk)
    seat(desk, VOTER, today)
    seat(desk, VOTER, None)
    desk.do(desk.stream_id(), EDITORS[0], desk.hand_in("Текст."))
    assert [ends(desk, 1), VOTER in desk.state(0).voters, desk.told("recused")] == [1, True, []]
    assert REVIEWERS[0] in desk.state(0).voters


def test_term_that_is_prolonged_after_its_end_took_effect_ends_again(desk: Any) -> None:
    today = day_of(desk)
    seat(desk, VOTER, today)
    assert ends(desk, 1) == 1
    with desk.parts.database.write() as session:
        row = session.exec(select(BodyMember)).one()
        session.merge(
            BodyMember(**row.model_dump(include={"body_id", "person_id", "term"}), until=today + timedelta(5))
        )
    assert [ends(desk, days) for days in (1, 6, 7)] == [0, 1, 0]
