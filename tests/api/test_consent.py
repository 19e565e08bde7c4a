"""Consent over HTTP: a text with a version, given and withdrawn with its time, and on record."""

from sqlmodel import col, select

from storage.consents import VERSIONS, consent_text
from storage.journal import INSTALLATION
from storage.tables import Event
from tests.api.world import World


def test_consent_is_given_and_withdrawn_with_its_version_and_time(world: World) -> None:
    person, administrator, other = world.person(), world.person("administrator"), world.person()
    version = world.call("GET", "/consent").json()["version"]
    path = f"/people/{person.id}"
    assert world.call("GET", path, person).json()["consent"] is None
    given = world.call("POST", f"{path}/consent", person, json={"version": version, "given": True}).json()
    assert given == {"version": version, "given_at": "2026-11-22T09:00:00Z", "withdrawn_at": None}
    world.clock.advance(hours=1)
    taken_back = world.call("POST", f"{path}/consent", person, json={"version": version, "given": False}).json()
    assert taken_back == given | {"withdrawn_at": "2026-11-22T10:00:00Z"}
    shown = {by.id: world.call("GET", path, by).json()["consent"] for by in (person, administrator, other)}
    assert shown == {person.id: taken_back, administrator.id: taken_back, other.id: None}
    world.clock.advance(hours=1)
    again = world.call("POST", f"{path}/consent", person, json={"version": version, "given": True}).json()
    assert again == given | {"given_at": "2026-11-22T11:00:00Z"}
    assert [event["type"] for event in consents(world)] == ["consent_given", "consent_withdrawn", "consent_given"]
    assert {(event["person_id"], event["version"]) for event in consents(world)} == {(person.id, version)}


def test_texts_of_every_version_are_in_both_languages() -> None:
    for version in VERSIONS:
        text = consent_text(version)
        assert (text.version, set(text.text)) == (version, {"ru", "en"})


def consents(world: World) -> list[dict[str, str]]:
    with world.house.database.read() as session:
        rows = session.exec(select(Event).where(Event.stream_id == INSTALLATION).order_by(col(Event.seq)))
        return [row.data for row in rows if row.type.startswith("consent")]
