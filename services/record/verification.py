"""The whole record checked for an administrator: what was looked at, and what was found in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from activities.audit.trail import CHECKPOINTS
from activities.audit.verification import Verification
from domain.fault_words import COMPARED, fault_in_words
from schemas.actor import Actor
from schemas.language import Language
from services.house import House
from services.rights import permit
from storage.chain import Fault


@dataclass(frozen=True)
class Verified:
    """How many streams, entries and checkpoints were looked at (at `at`, UTC), and the sentences about the faults.

    `compared` says what a check without faults has looked at, and what it has not.
    """

    at: datetime
    streams: int
    entries: int
    checkpoints: int
    faults: Sequence[str]
    compared: str


def verify_record(house: House, *, actor: Actor, language: Language) -> Verified:
    """Go through all of the record as it is now; it takes the longer the longer the record is, and writes nothing."""
    permit("audit.list_checkpoints", actor)
    assert house.keys is not None, "this house was opened without the folder of keys"
    at = house.clock()
    with house.database.snapshot() as session:
        verification = Verification(session, house.keys.public_keys(), house.store)
        faults = [sentence(fault, language) for fault in verification.faults()]
        checkpoints = len(verification.trail.hashes)
    return Verified(at, verification.streams, verification.entries, checkpoints, faults, COMPARED[language])


def sentence(fault: Fault, language: Language) -> str:
    """Where the fault is and what is wrong, in words."""
    if fault.stream_id == CHECKPOINTS:
        return fault_in_words("checkpoint", fault.stream_id, fault.seq, fault.what, language)
    return fault_in_words("stream" if fault.seq else "row", fault.stream_id, fault.seq, fault.what, language)
