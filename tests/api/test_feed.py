"""The calendar feed over HTTP, read back by a calendar library: open deadlines, and nothing to whom it is not given."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from schemas.ids import new_id
from storage.tables import Notice, Obligation, ObligationPerson, Stream
from tests.api.stage import POLICY, Stage, problem
from tests.api.world import Account


def feed_of(stage: Stage, by: Account) -> str:
    url = str(stage.done("POST", f"/people/{by.id}/feed", by)["url"])
    base, _, path = url.partition("/api/v1")
    assert base == stage.world.house.public_url
    return path


def events(stage: Stage, path: str) -> dict[str, Any]:
    answer = stage.call("GET", path, None)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    calendar = Calendar.from_ical(answer.content)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert not [error for component in calendar.walk() for error in component.errors]
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_feed_lists_what_is_awaited_and_forgets_what_was_done(stage: Stage) -> None:
    expert = stage.world.person()
    paper = stage.launched(reviewers=[expert])
    path = feed_of(stage, expert)
    assert events(stage, path) == {}
    stage.hand_in(paper.section)
    ((uid, event),) = events(stage, path).items()
    deadline = datetime.fromisoformat(stage.read(paper.section)["deadline"]["at"])
    last_day = (deadline - timedelta(seconds=1)).astimezone(UTC).date()
    assert event["SUMMARY"] == "Дать отзыв: раздел 1 «Раздел 1», документ «Стратегия»"
    assert event.decoded("DTSTART") == last_day  # of Moscow, whose midnight is 21:00 UTC of that day
    assert event.decoded("DTEND") == last_day + timedelta(days=1)
    assert type(event.decoded("DTSTART")) is date
    assert [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] == [timedelta(hours=-15), timedelta(hours=9)]
    assert uid.startswith(paper.sections[0])
    stage.agree(paper.section, expert)
    assert events(stage, path) == {}


def test_feed_keeps_an_entry_whose_deadline_moves(stage: Stage) -> None:
    expert = stage.world.person()
    paper = stage.launched(reviewers=[expert])
    stage.hand_in(paper.section)
    path = feed_of(stage, expert)
    ((uid, before),) = events(stage, path).items()
    form = {"limit": {"at": "2030-01-15T12:30:00Z"}, "reason": "ждём данные"}
    stage.done("POST", f"{paper.section}/extend", stage.coordinator, form)
    ((same, after),) = events(stage, path).items()
    assert same == uid
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("LAST-MODIFIED") >= before.decoded("LAST-MODIFIED")
    assert after.decoded("DTEND") == datetime(2030, 1, 15, 12, 30, tzinfo=UTC)
    assert after["DTEND"].params["TZID"] == "Europe/Moscow"
    assert after.decoded("DTSTART") == datetime(2030, 1, 15, 12, tzinfo=UTC)


def test_feed_holds_the_signing_of_the_whole_and_names_nobody(stage: Stage) -> None:
    leader = stage.world.person()
    paper = stage.in_phase("approved", leaders=[leader])
    stage.candidate(paper.path)
    path = feed_of(stage, leader)
    ((_, event),) = events(stage, path).items()
    assert event["SUMMARY"] == "Подписать документ: документ «Стратегия»"
    text = stage.call("GET", path, None).text
    assert "Участник" not in text
    assert "@example.org" not in text


def forget(stage: Stage, stream_id: str) -> None:
    """Take away a stream that was set up without a record: whoever verifies the record afterwards would name it."""
    with stage.parts.database.write() as session:
        session.delete(session.get_one(Stream, stream_id))


def test_feed_holds_obligations_until_they_end(stage: Stage) -> None:
    by, paper, id_ = stage.world.person(), stage.paper(), new_id()
    now = stage.world.clock()
    deadline = {"at": "2030-01-14T21:00:00Z", "zone": "Europe/Moscow", "rule": {"days": 10}}
    given = {"document_id": paper.id, "title": "Сдать отчёт", "made_at": now}
    with stage.parts.database.write() as session:
        session.add(Stream(id=f"obligation/{id_}", kind="obligation", state={}, moved_at=now))
        session.add(Obligation(id=id_, state="open", deadline=deadline, **given))
        session.flush()
        session.add(ObligationPerson(obligation_id=id_, person_id=by.id))
    path = feed_of(stage, by)
    ((uid, event),) = events(stage, path).items()
    assert (uid.partition("@")[0], event["SEQUENCE"], event.decoded("DTSTART")) == (id_, 0, date(2030, 1, 14))
    assert event["SUMMARY"] == "Исполнить: Сдать отчёт: документ «Стратегия»"
    with stage.parts.database.write() as session:
        session.get_one(Obligation, id_).ended_at = now
    assert events(stage, path) == {}
    forget(stage, f"obligation/{id_}")


def test_feed_holds_the_vote_whether_to_begin_until_it_is_given(stage: Stage) -> None:
    by, paper, id_, now = stage.world.person(), stage.paper(), new_id(), stage.world.clock()
    deadline = {"at": "2030-01-14T21:00:00Z", "zone": "Europe/Moscow", "rule": {"days": 10}}
    terms = {"coordinator_id": stage.coordinator.id, "electors": [{"person_id": by.id}], "vote": {"kind": "unanimity"}}
    state = {"id": id_, "document_id": paper.id, "phase": "open", "terms": terms, "deadline": deadline}
    stream = Stream(id=f"proposal/{id_}", kind="proposal", state=state, moved_at=now)
    given = {"person_id": by.id, "facts": {"document_id": paper.id, "document": "Стратегия"}, "made_at": now}
    told = {"stream_id": stream.id, "seq": 1, "kind": "proposal_opened", "state": "sent", "next_try_at": now}
    with stage.parts.database.write() as session:
        session.add(stream)
        session.add(Notice(id=new_id(), **told, **given))
    path = feed_of(stage, by)
    ((uid, event),) = events(stage, path).items()
    assert uid.startswith(id_)
    assert event["SUMMARY"] == "Решить, начинать ли работу: документ «Стратегия»"
    assert str(event["URL"]).endswith(f"/documents/{paper.id}")
    with stage.parts.database.write() as session:
        session.get_one(Stream, stream.id).state = state | {"votes": [{"person_id": by.id, "verdict": "agree"}]}
    assert events(stage, path) == {}
    forget(stage, f"proposal/{id_}")


def test_feed_that_did_not_change_is_not_sent_again(stage: Stage) -> None:
    path = feed_of(stage, stage.world.person())
    first = stage.call("GET", path, None)
    again = stage.call("GET", path, None, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_feed_is_there_for_its_newest_address_only(stage: Stage) -> None:
    by = stage.world.person()
    old, new = feed_of(stage, by), feed_of(stage, by)
    assert old != new
    assert stage.call("GET", new, None).status_code == 200
    absent = stage.call("GET", "/feeds/veche_cal_AAAA.ics", None)
    assert problem(absent) == (404, "not_found")
    for gone in (old, new.replace("veche_cal_", "veche_cal_x"), "/feeds/..%2fpeople.ics", "/feeds/.ics"):
        answer = stage.call("GET", gone, None)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert stage.call("GET", old, None).content == absent.content
    stage.done("DELETE", f"/people/{by.id}/feed", by)
    assert problem(stage.call("GET", new, None)) == (404, "not_found")


def test_feed_of_who_is_deactivated_is_closed(stage: Stage) -> None:
    by = stage.world.person()
    path = feed_of(stage, by)
    stage.done("PATCH", f"/people/{by.id}", stage.administrator, {"active": False}, version=1)
    assert problem(stage.call("GET", path, None)) == (404, "not_found")
    version = stage.read(f"/people/{by.id}", stage.administrator)["version"]
    stage.done("PATCH", f"/people/{by.id}", stage.administrator, {"active": True}, version=version)
    assert problem(stage.call("GET", path, None)) == (404, "not_found"), "the old address came back"


@pytest.mark.parametrize("zone", ["Asia/Kamchatka", "Europe/Kaliningrad"])
def test_feed_shows_the_last_day_of_the_deadline_s_own_zone(stage: Stage, zone: str) -> None:
    expert = stage.world.person()
    paper = stage.launched(reviewers=[expert], policy={**POLICY, "zone": zone})
    stage.hand_in(paper.section)
    ((_, event),) = events(stage, feed_of(stage, expert)).items()
    shown = stage.read(paper.section)["deadline"]
    midnight = datetime.fromisoformat(shown["at"]).astimezone(ZoneInfo(zone))
    assert (midnight.hour, event.decoded("DTEND")) == (0, midnight.date())
