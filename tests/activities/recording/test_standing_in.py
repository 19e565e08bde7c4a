"""Absences in the record: whose deputy is there by the tables, days that come and pass, and what is told."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select
from structlog.testing import capture_logs

from activities.absences import absences_due
from activities.calendar_turns import CalendarTurns
from domain.letters import letter
from schemas.act import Act
from schemas.document_commands import ChangeDocumentPolicy, ReadSections
from schemas.ids import new_id
from schemas.policy import Policy
from schemas.record import RecordCall
from schemas.section import Pass
from schemas.section_commands import ChangePolicy
from storage.calendar_ru import russian_calendar
from storage.tables import Absence, Body, BodyMember, Document, Notice, Person, Section, Stream
from tests.activities.recording.test_duties import moment
from tests.workflows.records import APPROVERS, EDITORS, LEADERS, NOTE, REVIEWERS

MOSCOW = timedelta(hours=3)
DEPUTY, OTHER = LEADERS


def day_of(desk: Any) -> date:
    found: date = (desk.parts.clock() + MOSCOW).date()
    return found


def away(desk: Any, person: str, deputy: str | None = None, *, since: int = 0, until: int = 3) -> str:
    """Somebody is away from so many days from now to so many."""
    day, absence_id = day_of(desk), new_id()
    days = {"since": day + timedelta(days=since), "until": day + timedelta(days=until)}
    with desk.parts.database.write() as session:
        made_at = desk.parts.clock()
        session.add(Absence(id=absence_id, person_id=person, deputy_id=deputy, made_at=made_at, **days))
    return absence_id


def turns(desk: Any, days: float = 0) -> int:
    """What takes effect so many days from now."""

    def later() -> datetime:
        now: datetime = desk.parts.clock()
        return now + timedelta(days=days)

    return CalendarTurns(desk.parts.database, russian_calendar(), later, {"absence": absences_due}).take()


def seat_deputy(desk: Any, person: str, deputy: str) -> None:
    with desk.parts.database.write() as session:
        body = new_id()
        session.add(Body(id=body, name="Совет", made_at=desk.parts.clock()))
        session.flush()
        session.add(BodyMember(body_id=body, person_id=person, deputy_id=deputy))


def passes(desk: Any, place: int = 0) -> dict[str, str]:
    return {one.person_id: one.deputy_id for one in desk.state(place).passes}


def letters(desk: Any, kind: str) -> list[str]:
    """What the letters of a kind say, in Russian."""
    with desk.parts.database.read() as session:
        rows = session.exec(select(Notice).where(Notice.kind == kind).order_by(Notice.id)).all()
    said: dict[str, Any] = {"language": "ru", "name": "", "base_url": "https://veche.example", "note_text": None}
    return [letter(kind, row.facts, **said).text for row in rows]


def test_absence_recorded_ahead_takes_effect_on_its_first_day_and_ends_after_its_last(desk: Any) -> None:
    away(desk, EDITORS[0], DEPUTY, since=2, until=4)
    seen = []
    for days in (0, 1, 2, 4, 5, 6):
        seen.append((turns(desk, days), passes(desk)))
    assert seen == [
        (0, {}),
        (0, {}),
        (1, {EDITORS[0]: DEPUTY}),
        (0, {EDITORS[0]: DEPUTY}),
        (1, {}),
        (0, {}),
    ]
    assert sorted(desk.told("duty_returned")) == ["coordinator"] * 3 + [EDITORS[0]] * 3
    assert desk.told("deputy_relieved") == [DEPUTY] * 3
    stream = desk.stream(desk.stream_id())
    assert stream.pending_seq == stream.seq > stream.followed_seq  # the sweeper has its workflow look
    assert desk.events("installation")[-2:] == ["absence_turned", "absence_turned"]


def test_absence_that_passed_while_nothing_ran_moves_nothing(desk: Any) -> None:
    away(desk, EDITORS[0], DEPUTY, since=1, until=2)
    assert [turns(desk, 9), turns(desk, 9), passes(desk)] == [1, 0, {}]


def test_absence_that_is_broken_holds_up_none(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = away(desk, EDITORS[0], DEPUTY)
    away(desk, EDITORS[1], OTHER)
    with desk.parts.database.write() as session:
        session.get_one(Stream, desk.stream_id()).state = {"phase": EDITORS[0]}
    with capture_logs() as logs:
        assert turns(desk) == 2
    assert passes(desk, 1)[EDITORS[1]] == OTHER
    (told,) = logs
    assert (told["event"], told["absence"], told["error"]) == ("absence_not_turned", broken, "ValidationError")
    away(desk, REVIEWERS[0])
    monkeypatch.setattr("activities.calendar_turns.AT_ONCE", 1)  # as if a hundred were broken
    for _ in range(100):
        turns(desk)
        if desk.events("installation").count("absence_turned") == 2:
            break
    assert desk.events("installation").count("absence_turned") == 2


def test_deputy_who_is_away_is_passed_over_for_the_next(desk: Any) -> None:
    seat_deputy(desk, EDITORS[0], OTHER)
    away(desk, DEPUTY)
    away(desk, EDITORS[0], DEPUTY)
    assert turns(desk) == 2
    assert passes(desk) == {EDITORS[0]: OTHER}


def test_nobody_there_is_told_to_the_coordinator_with_the_reason(desk: Any) -> None:
    away(desk, DEPUTY)
    away(desk, EDITORS[0], DEPUTY)
    turns(desk)
    assert passes(desk) == {}
    assert desk.told("no_deputy") == ["coordinator"] * 3
    assert "Почему: заместитель сам отсутствует (1)." in letters(desk, "no_deputy")[0]


def test_deputy_who_goes_away_is_relieved_and_one_who_is_back_takes_over(desk: Any) -> None:
    away(desk, EDITORS[0], DEPUTY, until=9)
    turns(desk)
    away(desk, DEPUTY, OTHER, since=1, until=2)
    seen = []
    for days in (1, 3):
        turns(desk, days)
        seen.append(passes(desk))
    assert seen == [{EDITORS[0]: DEPUTY}, {EDITORS[0]: DEPUTY}]  # a deputy's deputy takes nothing over
    assert desk.told("no_deputy") == ["coordinator"] * 3
    seat_deputy(desk, EDITORS[0], OTHER)
    away(desk, DEPUTY, since=5, until=6)
    turns(desk, 5)
    assert passes(desk) == {EDITORS[0]: OTHER}
    assert desk.told("deputy_relieved") == [DEPUTY] * 3


def test_who_was_left_alone_is_stood_in_for_as_soon_as_the_deputy_is_back(desk: Any) -> None:
    away(desk, DEPUTY, until=1)
    away(desk, EDITORS[0], DEPUTY, until=9)
    turns(desk)
    assert passes(desk) == {}
    turns(desk, 2)
    assert passes(desk) == {EDITORS[0]: DEPUTY}


def test_signing_of_the_whole_passes_and_comes_back_in_the_same_way(desk: Any) -> None:
    for place in range(3):
        desk.approve(place)
    desk.do(desk.document, "", ReadSections())
    away(desk, LEADERS[0], REVIEWERS[0], since=1, until=2)
    away(desk, REVIEWERS[0], since=2, until=2)
    seen = []
    for days in (1, 2, 3):
        turns(desk, days)
        seen.append(desk.whole().passes)
    assert seen[0] == (Pass(person_id=LEADERS[0], deputy_id=REVIEWERS[0], until_back=True),)
    assert seen[1:] == [seen[0], ()]
    assert desk.told("no_deputy") == ["coordinator"]
    assert sorted(desk.told("duty_returned")) == ["coordinator", LEADERS[0]]


def test_candidate_that_cannot_be_signed_is_told_at_once_in_words(desk: Any) -> None:
    for place in range(3):
        desk.approve(place)
    with desk.parts.database.write() as session:
        session.get_one(Person, APPROVERS[0]).role = "administrator"
        for leader in LEADERS:
            session.get_one(Person, leader).active = False
    desk.do(desk.document, "", ReadSections())
    assert desk.whole().signers == ()
    assert desk.told("cannot_be_met") == sorted([APPROVERS[0], "coordinator"])
    assert "Из руководителей документа «Стратегия»" in letters(desk, "cannot_be_met")[0]
    assert "Могут: 0." in letters(desk, "cannot_be_met")[0]


@contextmanager
def own_rules(desk: Any, place: int, policy: Policy) -> Iterator[None]:
    """A section's own rules, being set: its stream stays locked until the block ends."""
    with moment(desk) as there:
        section = there.at(desk.stream_id(place))
        desk.recorder._kinds["section"].apply(section, ChangePolicy(policy=policy, note=NOTE))
        yield


def test_rules_of_the_document_never_override_those_a_section_gets_at_the_same_moment(desk: Any) -> None:
    with desk.parts.database.read() as session:
        known = Policy.model_validate(session.get_one(Document, desk.document_id).policy)
    own, new = (known.model_copy(update={"zone": zone}) for zone in ("Asia/Omsk", "Asia/Tomsk"))
    change = ChangeDocumentPolicy(policy=new, note=NOTE).model_dump(mode="json")
    call = RecordCall(stream_id=desk.document, command=change, act=Act(id=new_id(), body_hash="", actor_id="c"))
    with ThreadPoolExecutor(1) as threads:
        with own_rules(desk, 1, own):
            recording = threads.submit(desk.recorder.record, call)
            wait_for_a_lock(desk)
        assert recording.result().refusal is None
    coming = [desk.state(place).coming_policy.zone for place in range(3)]
    assert coming == ["Asia/Tomsk", "Asia/Omsk", "Asia/Tomsk"]
    with desk.parts.database.read() as session:
        assert session.get_one(Section, desk.sections[1]).policy["zone"] == "Asia/Omsk"


def wait_for_a_lock(desk: Any) -> None:
    """On PostgreSQL until somebody waits for a lock; on SQLite nobody gets as far as reading."""
    if desk.parts.database.writer.dialect.name != "postgresql":
        return
    ours = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    waiting = text(f"{ours} AND wait_event_type = 'Lock'")
    for _ in range(100_000):
        with desk.parts.database.read() as session:
            if session.connection().execute(waiting).scalar():
                return
    pytest.fail("nobody waits")
