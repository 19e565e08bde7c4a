"""The reckoning after a drill: the clients' log against tables, objects, timelines, letters and workflows."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlmodel import Session, col, func, or_, select

from app.settings import Settings
from app.wiring import Parts, connect, open_parts
from schemas.canonical import keyed_hash
from storage.tables import Alarm, Command, Comment, Delivery, Event, Notice, Revision, Section, Stream
from tests.drill.asking import Asked, Asker, Log
from tests.drill.fleet import Fleet
from tests.drill.lives import Cast

PATIENCE = 180.0
"""Seconds until everything that followed from the storm must be done."""

RECORDED = {
    "sections.submit": "revision_submitted",
    "comments.add": "comment_added",
    "comments.answer": "comment_answered",
    "comments.resolve": "comment_resolved",
    "sections.verdict": "verdict_given",
    "sections.sign": "signed",
    "sections.withdraw": "withdrawn",
    "documents.launch": "document_launched",
    "documents.sign": "document_signed",
    "documents.order_publication": "publication_ordered",
}
"""The event by which each act stands in the record, exactly once."""


class Reckoning:
    """Looks past the service at what it kept, and through the service at what it shows."""

    def __init__(self, fleet: Fleet, log: Log, asker: Asker, cast: Cast, documents: list[str]) -> None:
        self.fleet, self.log, self.asker, self.cast, self.documents = fleet, log, asker, cast, documents
        chosen = fleet.installation.settings
        fields = {name.removeprefix("VECHE_").lower(): value for name, value in chosen.items()}
        self.settings = Settings(**fields)  # type: ignore[arg-type]  words, as the environment has them

    def reckon(self) -> dict[str, int]:
        """Compare everything; raises AssertionError at the first that is not as it was acknowledged."""
        for asked in self.log.with_outcome("ok"):
            if asked.operation in RECORDED:
                self.asker.repeat(asked)  # after restarts, after the close: the same answer, and no second effect
        with self._opened() as parts:
            self._wait_until_quiet(parts)
            with parts.database.read() as session:
                self._compare_acts(session, parts.secret)
                self._compare_texts(session, parts)
                self._compare_timelines(session)
                self._compare_ledger(session)
                letters = self._compare_letters(session)
            asyncio.run(self._assert_workflows_ended(parts))
        verified = self.fleet.installation.veche("audit", "verify")
        assert verified.returncode == 0, verified.stdout + verified.stderr
        return {f"{event} once": len(self._done(operation)) for operation, event in RECORDED.items()} | letters

    @contextmanager
    def _opened(self) -> Iterator[Parts]:
        parts = open_parts(self.settings)
        try:
            yield parts
        finally:
            parts.database.close()

    def _done(self, operation: str) -> list[Asked]:
        return self.log.with_outcome("ok", operation)

    def _wait_until_quiet(self, parts: Parts) -> None:
        """Until every section has ended, everything recorded was followed up and every letter has left."""
        give_up = time.monotonic() + PATIENCE
        while waiting := self._waiting(parts):
            assert time.monotonic() < give_up, waiting
            self.fleet.keep(0.2)

    def _waiting(self, parts: Parts) -> Counter[str]:
        unended = or_(
            col(Section.phase).not_in(("published", "withdrawn")), col(Section.document_id).not_in(self.documents)
        )
        behind = or_(
            col(Stream.pending_seq) > col(Stream.followed_seq),
            col(Stream.trouble).is_not(None),
            (col(Stream.kind).in_(("section", "document"))) & col(Stream.closed).is_(False),
        )
        counting = {
            "sections that have not ended": select(func.count()).select_from(Section).where(unended),
            "streams not followed up": select(func.count()).select_from(Stream).where(behind),
            "notices that have not left": select(func.count()).select_from(Notice).where(col(Notice.state) != "sent"),
        }
        with parts.database.read() as session:
            return +Counter({what: session.exec(query).one() for what, query in counting.items()})

    def _compare_acts(self, session: Session, secret: bytes) -> None:
        """Every acknowledged act has one receipt and its one event; a refused one has neither."""
        ids = {self._act_id(secret, asked): asked for asked in self.log.acts if asked.operation in RECORDED}
        receipts = {row.id for row in session.exec(select(Command)) if row.id in ids}
        events = Counter((row.command_id, row.type) for row in session.exec(select(Event)) if row.command_id in ids)
        for act_id, asked in ids.items():
            found = (act_id in receipts, events[act_id, RECORDED[asked.operation]])
            allowed = {"ok": [(True, 1)], "refused": [(False, 0)], "unknown": [(True, 1), (False, 0)]}
            assert found in allowed[asked.outcome], (asked, found)
        strangers = session.exec(select(Event).where(col(Event.type).in_(RECORDED.values()))).all()
        assert {row.command_id for row in strangers} <= set(ids), "the record has acts that nobody asked for"

    @staticmethod
    def _act_id(secret: bytes, asked: Asked) -> str:
        return keyed_hash(secret, "act", asked.by.id, asked.operation, asked.key)

    def _compare_texts(self, session: Session, parts: Parts) -> None:
        """Every acknowledged text and comment is one row, and its words lie in the object store."""
        submitted = {asked.answer["revision_id"]: asked for asked in self._done("sections.submit")}
        revisions = session.exec(select(Revision)).all()
        assert sorted(row.id for row in revisions) == sorted(submitted)
        for row in revisions:
            assert parts.store.get(row.original_hash) == submitted[row.id].request["content"]
            assert parts.texts.ast(row.text_hash)["blocks"]
        numbers = sorted((row.section_id, row.number or 0) for row in revisions)
        assert numbers == [
            (section, number)
            for section, count in sorted(Counter(row.section_id for row in revisions).items())
            for number in range(1, count + 1)
        ], "revisions are numbered from one without a gap"
        said = {asked.answer["id"]: asked.request["json"]["text"] for asked in self._done("comments.add")}
        maybe = {asked.request["json"]["text"] for asked in self.log.with_outcome("unknown", "comments.add")}
        comments = session.exec(select(Comment).where(col(Comment.note_id).is_(None))).all()  # the others are verdicts'
        assert {row.id: row.text for row in comments if row.text not in maybe} == said
        assert len({row.text for row in comments}) == len(comments), "every comment once, the unanswered ones too"
        for comment in comments:
            assert comment.text in parts.store.get(comment.address).decode()

    def _compare_timelines(self, session: Session) -> None:
        """What the timelines show is what the record holds."""
        for section in session.exec(select(Section)):
            path = f"/sections/{section.id}/timeline"
            shown = [(entry["seq"], entry["type"]) for entry in self.asker.items(path, self.cast.coordinator)]
            query = select(Event).where(Event.stream_id == f"section/{section.id}").order_by(col(Event.seq))
            assert shown == [(event.seq, event.type) for event in session.exec(query)]

    def _compare_ledger(self, session: Session) -> None:
        """No alarm was forgotten, none rang twice."""
        late = select(Alarm).where(col(Alarm.state) == "planned", col(Alarm.planned_at) < datetime.now(UTC))
        assert session.exec(late).all() == []
        rang = session.exec(select(func.count()).select_from(Event).where(Event.type == "alarm_rang")).one()
        rows = session.exec(select(func.count()).select_from(Alarm).where(col(Alarm.state) == "rung")).one()
        assert rang == rows

    def _compare_letters(self, session: Session) -> dict[str, int]:
        """Every notice left by a letter of its own, one that was cut off perhaps twice under the same name."""
        notices = len(session.exec(select(Notice)).all())
        letters = Counter(str(letter["Message-ID"]).strip("<>").partition("@")[0] for letter in self.fleet.mail.letters)
        sent = [row.letter_id or row.notice_id or "" for row in session.exec(select(Delivery))]
        assert Counter(sent).keys() == letters.keys()
        assert len(sent) == notices
        return {"notices": notices, "letters": letters.total()}

    async def _assert_workflows_ended(self, parts: Parts) -> None:
        """Nobody waits for an act of a section that has ended."""
        client = await connect(self.settings)
        with parts.database.read() as session:
            streams = session.exec(select(Stream).where(col(Stream.kind).in_(("section", "document")))).all()
        give_up = time.monotonic() + PATIENCE
        for stream in streams:
            handle = client.get_workflow_handle(f"{stream.id}/{stream.cycle}")
            while (status := (await handle.describe()).status) is None or status.name != "COMPLETED":
                assert time.monotonic() < give_up, (stream.id, status)
                await asyncio.sleep(0.2)
