"""The check of the whole record: checkpoints, every stream's chain, snapshots, receipts and published editions."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session, col, select

from activities.audit.access import Access
from activities.audit.bound import Bound
from activities.audit.fold import fold_of
from activities.audit.named import Named, Roles
from activities.audit.seals import is_as_sealed
from activities.audit.trail import CHECKPOINTS, Trail
from schemas.edition import MANIFEST_NAME, Manifest
from schemas.problems import Refused
from storage.chain import Fault, first_fault
from storage.journal import INSTALLATION
from storage.objects import ObjectStore
from storage.tables import Command, Edition, EditionFile, Event, Stream

BATCH = 1000

WITHOUT_RECEIPT = frozenset({"candidate_opened", "candidate_voided", "document_reopened", "document_withdrawn"})
"""What a document sees in its sections is recorded even if the command that made it look is refused."""


class Verification:
    """Goes through the record inside one reading session; what it found stands in `streams` and `entries` too."""

    def __init__(
        self, session: Session, keys: Mapping[str, bytes], store: ObjectStore | None = None, known: str = ""
    ) -> None:
        """`known` is the hash of a checkpoint that somebody noted elsewhere; without a store no edition is read."""
        self._session = session
        self._store = store
        self._known = known
        self.trail = Trail(session, keys)
        self._named = Named(session)
        self._bound = Bound(session)
        self._access = Access(session)
        self.streams = 0
        self.entries = 0

    def faults(self) -> Iterator[Fault]:
        """The first bad entry of every stream that has one, checkpoints before streams."""
        if self.trail.fault is not None:
            yield self.trail.fault
        if self._known and self._known not in self.trail.hashes:
            yield Fault(CHECKPOINTS, len(self.trail.hashes) + 1, "checkpoint_missing")
        yield from self._editions()
        ids, lost = self._session.exec(select(Stream.id)).all(), self._lost()
        unsound = set()
        for stream_id in sorted({*ids, *self.trail.heads.by_stream, *lost}):
            fault = self._stream(stream_id, lost.get(stream_id))
            if fault is not None:
                unsound.add(stream_id)
                yield fault
        # Last, as a thing is spoken of in several streams: in one that is not sound an entry about it may be missing.
        yield from self._bound.faults(unsound)
        if INSTALLATION not in unsound:
            yield from self._access.faults()

    def _stream(self, stream_id: str, lost: Fault | None) -> Fault | None:
        self.streams += 1
        head = self.trail.heads.by_stream.get(stream_id)
        watch = _Watch(self._session, stream_id, self.trail, self._named)
        takers = (watch.look, self._bound.look, self._access.look)

        def look(entry: Event, receipt: Mapping[str, Any] | None) -> None:
            for take in takers:
                take(entry, receipt)

        fault = first_fault(self._session, stream_id, {head.seq: head.tail} if head else {}, look)
        if fault is not None and fault.what == "rewritten":
            fault = first_fault(self._session, stream_id, self.trail.pins(stream_id))
        self.entries += watch.entries
        self._session.expunge_all()
        if watch.fault is not None and (fault is None or watch.fault.seq < fault.seq):
            return watch.fault
        return fault or lost or watch.end()

    def _lost(self) -> dict[str, Fault]:
        """Streams that end before entries that a receipt speaks of, with the first entry that is gone."""
        ends = dict(self._session.exec(select(Stream.id, Stream.seq)).all())
        lost = {}
        for receipt in self._session.exec(select(Command.receipt).execution_options(yield_per=BATCH)):
            end = ends.get(receipt["stream_id"], 0)
            if receipt["seq"] > end:
                lost[receipt["stream_id"]] = Fault(receipt["stream_id"], end + 1, "missing")
        return lost

    def _editions(self) -> Iterator[Fault]:
        """Checkpoints that published editions name and that are not there."""
        if self._store is None:
            return
        files = select(EditionFile.address).join(Edition, col(Edition.id) == col(EditionFile.edition_id))
        for address in self._session.exec(files.where(Edition.state == "published", EditionFile.name == MANIFEST_NAME)):
            try:
                named = Manifest.model_validate_json(self._store.get(address)).checkpoint
            except (Refused, ValidationError):
                continue  # what an edition holds is checked by its own signature
            if named is not None and self.trail.hashes.get(named.hash) != named.number:
                yield Fault(CHECKPOINTS, named.number, "checkpoint_missing")


class _Watch:
    """Looks at a stream's sound entries as they pass: receipts there, checkpoints there, snapshot as they fold."""

    def __init__(self, session: Session, stream_id: str, trail: Trail, named: Named) -> None:
        self._session = session
        self._stream_id = stream_id
        self._trail = trail
        self._named = named
        self._fold = fold_of(session, stream_id)
        self._roles = Roles(session) if stream_id == INSTALLATION else None
        self.entries = 0
        self.fault: Fault | None = None

    def look(self, entry: Event, receipt: Mapping[str, Any] | None) -> None:
        """Take the next sound entry in, with the receipt of its command."""
        self.entries += 1
        what = self._fault_of(entry, receipt)
        if what is not None and self.fault is None:
            self.fault = Fault(self._stream_id, entry.seq, what)
        if self._fold is not None:
            self._fold.take(entry)
        if self._roles is not None:
            self._roles.take(entry)

    def _fault_of(self, entry: Event, receipt: Mapping[str, Any] | None) -> str | None:
        if receipt is None:
            return None if entry.type in WITHOUT_RECEIPT else "without_receipt"
        if receipt["stream_id"] == self._stream_id and receipt["seq"] < entry.seq:
            return "after_its_receipt"
        if entry.type == "checkpoint_made":
            said = entry.data
            return None if self._trail.hashes.get(said["hash"]) == said["number"] else "names_no_checkpoint"
        if entry.type == "refusals_sealed":
            return None if is_as_sealed(self._session, entry) else "refusals_changed"
        return self._named.fault_of(entry)

    def end(self) -> Fault | None:
        """What the snapshot and the row have to say once all entries have passed."""
        if self._roles is not None and (differing := self._roles.differing()) is not None:
            return Fault(self._stream_id, differing, "person_differs")
        if self._fold is None or (self._fold.is_as_kept and self._fold.is_as_shown):
            return None
        return Fault(self._stream_id, self.entries, "row_differs" if self._fold.is_as_kept else "snapshot_differs")
