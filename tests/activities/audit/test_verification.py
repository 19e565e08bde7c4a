"""A thousand times somebody does something to the record by plain SQL, and each time the first bad entry is named."""

import json
import threading
from collections.abc import Callable
from random import Random

import pytest
from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import Session, func, select

from activities.audit.trail import CHECKPOINTS
from activities.audit.verification import Verification
from app.clock import utc_now
from domain.fault_words import WHAT, WHERE
from schemas.act import Act
from schemas.ids import new_id
from schemas.installation_events import InvitationMade, NoteErased, PersonAdded, PersonChanged
from services.record.verification import sentence
from storage.chain import Fault
from storage.journal import INSTALLATION, carry_out
from storage.tables import Event, Stream
from tests.activities.audit.conftest import administer
from tests.activities.audit.tampering import KINDS, Tamperer
from tests.activities.recording.conftest import Desk
from tests.workflows.records import NOTE

TRIALS = 500
"""On each of the two databases."""

SEED = 20261122


def faults_of(desk: Desk, session: Session) -> list[Fault]:
    return list(Verification(session, desk.parts.keys.public_keys(), desk.parts.store).faults())


def test_record_as_written_verifies(desk: Desk) -> None:
    with desk.parts.database.read() as session:
        verification = Verification(session, desk.parts.keys.public_keys(), desk.parts.store)
        assert list(verification.faults()) == []
        counted = session.exec(select(func.count()).select_from(Event)).one()
        streams = session.exec(select(func.count()).select_from(Stream)).one()
    assert (verification.entries, verification.streams, len(verification.trail.hashes)) == (counted, streams, 2)


def test_every_trial_of_tampering_names_the_first_bad_entry(desk: Desk, count: Callable[..., None]) -> None:
    kinds = sorted(KINDS)
    for number in range(TRIALS):
        draw = Random(f"{SEED}-{number}")
        kind = kinds[number % len(kinds)]
        tamper = draw.choice(KINDS[kind])
        with desk.parts.database.writer.connect() as connection, Session(bind=connection) as session:
            expected = tamper(Tamperer(session, draw))
            found = [fault for fault in faults_of(desk, session) if fault.what != "heads_differ"]
            session.rollback()
        trial = f"trial {number} of {SEED}: {tamper.__name__} {expected}, found {found}"
        first = next((fault for fault in found if fault.stream_id == expected.stream_id), None)
        assert first is not None, trial
        assert expected.seq <= first.seq <= expected.last, trial
        others = {fault.stream_id for fault in found} - {expected.stream_id, CHECKPOINTS}
        assert others == set() or tamper.__name__ in ("delete_a_receipt", "cut_the_tail"), trial
        count("audit trials")
        count(f"audit trials, {kind}")
    with desk.parts.database.read() as session:
        assert faults_of(desk, session) == []


@pytest.mark.parametrize(
    ("statement", "number", "what"),
    [
        ("DELETE FROM checkpoints WHERE number = 2", 1, "heads_differ"),
        ("DELETE FROM checkpoints WHERE number = 1", 1, "checkpoint_missing"),
        ("UPDATE checkpoints SET statement = replace(statement, '2', '3') WHERE number = 2", 2, "checkpoint_changed"),
        ("UPDATE checkpoints SET at = '2020-01-01 00:00:00.000000' WHERE number = 1", 1, "checkpoint_changed"),
        ("UPDATE checkpoints SET hash = 'x' WHERE number = 2", 2, "checkpoint_changed"),
        ("UPDATE checkpoints SET moved = replace(moved, 'sec', 'sek') WHERE number = 2", 2, "checkpoint_changed"),
        ("UPDATE checkpoints SET moved = 'x' WHERE number = 1", 1, "checkpoint_changed"),
        ("UPDATE checkpoints SET signature = replace(signature, '=', '') WHERE number = 2", 2, "checkpoint_signature"),
        ("UPDATE checkpoint_heads SET seq = seq + 1 WHERE place = 0", 2, "heads_differ"),
    ],
)
def test_checkpoint_tampered_with_is_named(desk: Desk, statement: str, number: int, what: str) -> None:
    with desk.parts.database.writer.connect() as connection, Session(bind=connection) as session:
        session.connection().execute(text(statement))
        found = faults_of(desk, session)
        session.rollback()
    assert found[0] == Fault(CHECKPOINTS, number, what)
    deleted = statement.startswith("DELETE")
    assert [fault.what for fault in found[1:]] == ["names_no_checkpoint"] * (
        deleted or number == 1 or "heads" not in what
    )


@pytest.mark.parametrize(
    ("statement", "kind", "what"),
    [
        ("UPDATE obligations SET state = 'fulfilled'", "obligation", "row_differs"),
        ("UPDATE obligations SET deadline = NULL", "obligation", "row_differs"),
        ("DELETE FROM obligation_people", "obligation", "row_differs"),
        ("UPDATE proposals SET state = 'refused'", "proposal", "row_differs"),
        ("UPDATE streams SET state = {state} WHERE kind = 'obligation'", "obligation", "snapshot_differs"),
        ("UPDATE streams SET state = {state} WHERE kind = 'proposal'", "proposal", "snapshot_differs"),
    ],
)
def test_what_is_owed_or_voted_on_and_stands_otherwise_than_recorded_is_named(
    desk: Desk, statement: str, kind: str, what: str
) -> None:
    with desk.parts.database.writer.connect() as connection, Session(bind=connection) as session:
        stream = session.exec(select(Stream).where(Stream.kind == kind)).one()
        expected = Fault(stream.id, stream.seq, what)
        forged = "replace(CAST(state AS TEXT), 'Europe/Moscow', 'Asia/Omsk')"
        replaced = forged if session.get_bind().dialect.name == "sqlite" else f"CAST({forged} AS JSON)"
        session.connection().execute(text(statement.format(state=replaced)))
        assert faults_of(desk, session) == [expected]
        session.rollback()


ROWS = {
    "sections": (
        "phase = 'published'",
        "round = round + 1",
        "cycle = cycle + 1",
        "head_number = head_number + 1",
        "text_hash = 'x'",
        "deadline = NULL",
    ),
    "documents": (
        "phase = 'published'",
        "cycle = cycle + 1",
        "coordinator_id = 'leader-1'",
        "approvers = '[]'",
        "candidate = NULL",
        "deadline = '{}'",
    ),
}


def test_section_or_document_that_is_shown_otherwise_than_recorded_is_named(desk: Desk) -> None:
    for table, changes in ROWS.items():
        stream_id = desk.stream_id(0) if table == "sections" else desk.document
        for change in changes:
            with desk.parts.database.writer.connect() as connection, Session(bind=connection) as session:
                statement = f"UPDATE {table} SET {change} WHERE id = :id"
                session.connection().execute(text(statement), {"id": stream_id.partition("/")[2]})
                expected = Fault(stream_id, session.get_one(Stream, stream_id).seq, "row_differs")
                assert faults_of(desk, session) == [expected], change
                session.rollback()


CHANGED = [
    ("UPDATE notes SET text = 'решили иначе'", "reopened", "note_changed"),
    ("UPDATE notes SET salt = 'x'", "reopened", "note_changed"),
    ("UPDATE notes SET text = '', salt = ''", "reopened", "note_changed"),
    ("DELETE FROM notes", "reopened", "note_changed"),
    ("UPDATE revisions SET text_hash = 'x'", "revision_submitted", "named_differs"),
    ("UPDATE revisions SET person_id = 'leader-1'", "revision_submitted", "named_differs"),
]


def test_thing_that_an_entry_names_and_that_was_changed_is_named_with_the_entry(desk: Desk) -> None:
    stream_id = desk.stream_id(0)
    for statement, named_by, what in CHANGED:
        with desk.parts.database.writer.connect() as connection, Session(bind=connection) as session:
            entries = select(Event.seq).where(Event.stream_id == stream_id, Event.type == named_by)
            first = min(session.exec(entries).all())
            session.connection().execute(text(statement))
            assert Fault(stream_id, first, what) in faults_of(desk, session), statement
            session.rollback()


def test_reason_erased_on_record_is_no_fault_and_one_blanked_beside_it_is(desk: Desk) -> None:
    blank = text("UPDATE notes SET text = '', salt = ''")
    with desk.parts.database.write() as session:
        session.connection().execute(blank)
    with desk.parts.database.read() as session:
        assert {fault.what for fault in faults_of(desk, session)} == {"note_changed"}
    recorded(desk, NoteErased(note_id=NOTE.id))
    with desk.parts.database.read() as session:
        assert faults_of(desk, session) == []


def test_role_that_nobody_gave_is_named_with_the_last_entry_about_the_person(desk: Desk) -> None:
    recorded(desk, PersonAdded(person_id="leader-1", role="member"))
    seq = recorded(desk, PersonChanged(person_id="leader-1", version=2, fields=("active",), active=True))
    with desk.parts.database.read() as session:
        assert faults_of(desk, session) == []
    for change in ("role = 'administrator'", "active = false"):
        with desk.parts.database.writer.connect() as connection, Session(bind=connection) as session:
            session.connection().execute(text(f"UPDATE people SET {change} WHERE id = 'leader-1'"))
            assert faults_of(desk, session) == [Fault(INSTALLATION, seq, "person_differs")]
            session.rollback()


def recorded(desk: Desk, event: BaseModel) -> int:
    """The number of an entry put on the installation's stream."""
    act = Act(id=new_id(), body_hash="", actor_id="coordinator")
    return carry_out(desk.parts.database, utc_now, act, INSTALLATION, lambda *_: ({}, [event])).seq


def test_checkpoint_noted_elsewhere_has_to_be_there(desk: Desk) -> None:
    with desk.parts.database.read() as session:
        noted = list(Verification(session, desk.parts.keys.public_keys()).trail.hashes)[-1]
        sound = Verification(session, desk.parts.keys.public_keys(), known=noted)
        assert list(sound.faults()) == []
        gone = Verification(session, desk.parts.keys.public_keys(), known="0" * 64)
        assert list(gone.faults()) == [Fault(CHECKPOINTS, 3, "checkpoint_missing")]


def test_checkpoint_by_a_key_that_was_revoked_is_named(desk: Desk) -> None:
    with desk.parts.database.read() as session:
        faults = list(Verification(session, {}, desk.parts.store).faults())
    assert faults[0] == Fault(CHECKPOINTS, 1, "checkpoint_key")


def test_checkpoint_is_made_only_if_anything_moved_and_by_one_process(desk: Desk) -> None:
    assert desk.parts.checkpoints.make() is not None
    assert desk.parts.checkpoints.make() is None
    administer(desk, 1)
    made = []
    threads = [threading.Thread(target=lambda: made.append(desk.parts.checkpoints.make())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row.number for row in made if row is not None] == [4]
    row = next(row for row in made if row is not None)
    assert desk.parts.store.get(row.hash).decode() == row.statement
    assert [head[0] for head in json.loads(row.moved)] == [INSTALLATION]
    with desk.parts.database.read() as session:
        assert faults_of(desk, session) == []


def test_checkpoints_after_a_rotation_of_the_key_verify(desk: Desk) -> None:
    desk.parts.keys.rotate(utc_now())
    assert desk.parts.checkpoints.make() is not None
    with desk.parts.database.read() as session:
        assert faults_of(desk, session) == []


def test_sixteen_writers_at_once_never_fork_a_chain(desk: Desk, count: Callable[..., None]) -> None:
    def write() -> None:
        for _ in range(5):
            act = Act(id=new_id(), body_hash="", actor_id="coordinator")
            event = InvitationMade(invitation_id=new_id(), role="member")
            carry_out(desk.parts.database, utc_now, act, INSTALLATION, lambda *_, event=event: ({}, [event]))  # type: ignore[misc]

    with desk.parts.database.read() as session:
        before = session.get_one(Stream, INSTALLATION).seq
    threads = [threading.Thread(target=write) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with desk.parts.database.read() as session:
        assert session.get_one(Stream, INSTALLATION).seq == before + 80
        assert faults_of(desk, session) == []
    count("concurrent entries in one chain", 80)


def test_sentences_are_there_for_every_fault_in_both_languages() -> None:
    for what in WHAT:
        for fault in (Fault("section/1", 3, what), Fault(CHECKPOINTS, 3, what)):
            assert ["3" in sentence(fault, "ru"), "3" in sentence(fault, "en")] == [True, True]
    assert {len(one) for one in (*WHAT.values(), *WHERE.values())} == {2}
