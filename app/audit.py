"""What `veche audit` and `veche key` do on the installation's own machine: check the record, sign it, change keys."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from activities.audit.checkpoints import Checkpoints
from activities.audit.verification import Verification
from activities.edition.keys import KeyFolder
from app.offline import opened
from app.settings import Settings
from app.speech import Stopped, say
from domain.fault_words import COMPARED
from schemas.actor import SYSTEM
from schemas.ids import new_id
from schemas.installation_events import KeyRotated
from services.record.verification import sentence
from storage.chain import Fault
from storage.journal import Journal
from storage.tables import Stream

WELL, BAD, CANNOT = 0, 1, 2
MOST_FAULTS = 20


def say_faults(faults: Sequence[Fault]) -> None:
    """Say where the first faults are and what is wrong there."""
    for fault in faults[:MOST_FAULTS]:
        say(sentence(fault, "ru"), sentence(fault, "en"))
    if len(faults) > MOST_FAULTS:
        more = len(faults) - MOST_FAULTS
        say(f"И ещё: {more}.", f"And {more} more.")


def verify(settings: Settings, known: str) -> int:
    """Check the whole record and say what was found; exit code 0 if all is well, 1 if anything is bad.

    Raises Stopped if the database is not migrated, Refused if it does not answer.
    """
    keys = KeyFolder(settings.keys).public_keys()
    with opened(settings, changes=False) as house, house.database.snapshot() as session:
        verification = Verification(session, keys, house.store, known)
        faults = list(verification.faults())
        counted = (verification.streams, verification.entries, len(verification.trail.hashes))
    say_faults(faults)
    if faults:
        return BAD
    streams, entries, checkpoints = counted
    say(
        f"Журнал цел: потоков {streams}, записей {entries}, контрольных точек {checkpoints}. {COMPARED['ru']}",
        f"The record is whole: streams {streams}, entries {entries}, checkpoints {checkpoints}. {COMPARED['en']}",
    )
    return WELL


def checkpoint(settings: Settings) -> int:
    """Make a checkpoint now and print its number and hash, to be noted where nobody here can change it."""
    with opened(settings) as house:
        made = Checkpoints(house.database, house.store, house.clock, KeyFolder(settings.keys)).make()
    if made is None:
        raise Stopped(
            "С последней контрольной точки ничего не произошло: новой не нужно.",
            "Nothing has happened since the last checkpoint: no new one is needed.",
            exit_code=WELL,
        )
    say(f"Контрольная точка {made.number}: {made.hash}", f"Checkpoint {made.number}: {made.hash}")
    return WELL


def rotate_key(settings: Settings) -> tuple[str, str]:
    """Sign with a new key from now on, on record; the fingerprints of the old one and the new one."""
    keys = KeyFolder(settings.keys)

    def effect(_journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
        rotated = KeyRotated(old=keys.current().fingerprint, new=keys.rotate(house.clock()).fingerprint)
        return {"old": rotated.old, "new": rotated.new}, [rotated]

    with opened(settings) as house:
        facts = house.administer(house.act_of(SYSTEM.id, "key.rotate", new_id(), ""), effect).facts
    return facts["old"], facts["new"]
