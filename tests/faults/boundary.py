"""Where our code calls the world: each call is counted, and one of them may be made to fail or to be the last."""

import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session
from temporalio.service import RPCError, RPCStatusCode

from activities.engine import Engine
from schemas.problems import Refused
from schemas.record import Standing
from storage.database import Database
from storage.objects import ObjectStore

Answer = TypeVar("Answer")
Fault = Literal["fails", "dies"]
"""The call does not happen and raises what its driver would; or it happens and nothing of ours after it."""

_WRITING = ("INSERT", "UPDATE", "DELETE")

LASTING = ("COMMIT", "put", "rpc")
"""How calls begin that leave something behind if nothing of ours happens after them.

Dying after any other leaves what its failing leaves: a transaction that ends without a commit.
"""


class Died(BaseException):
    """The process ended here: nobody catches it, and no clean-up of ours runs but what closing connections does."""


@dataclass
class Boundary:
    """Counts calls while it is `open`, and lets the one numbered `at` (from 1) meet its fault, once."""

    calls: list[str] = field(default_factory=list)
    at: int = 0
    fault: Fault = "fails"
    open: bool = False
    met: bool = False
    twice: bool = False
    """Whether every activity is carried out and then tried again, as if its worker had died before it said so."""
    repeated: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def watch(self, at: int = 0, fault: Fault = "fails") -> None:
        """Begin to count anew; with `at` one call meets its fault."""
        self.calls, self.at, self.fault, self.met, self.open = [], at, fault, False, True

    def before(self, call: str, failure: Callable[[], BaseException]) -> bool:
        """Count a call; raises its failure if it is the one to fail, and says whether it is the last to happen."""
        with self._lock:
            if not self.open:
                return False
            self.calls.append(call)
            chosen = len(self.calls) == self.at and not self.met
            self.met = self.met or chosen
        if chosen and self.fault == "fails":
            raise failure()
        return chosen

    def during(self, call: str, failure: Callable[[], BaseException], action: Callable[[], Answer]) -> Answer:
        """Carry a counted call out."""
        last = self.before(call, failure)
        answer = action()
        if last:
            raise Died(call)
        return answer


def _lost() -> OperationalError:
    return OperationalError("injected", {}, Exception("the connection broke"))


def watch_database(database: Database, boundary: Boundary) -> None:
    """Count the writing statements and the commits of a database."""

    @event.listens_for(database.writer, "before_cursor_execute")
    def _before(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().upper().startswith(_WRITING):
            boundary.before(statement.split("(", maxsplit=1)[0][:60], _lost)

    prepared = database._in_session
    if prepared is not None:
        do = prepared.do

        def _do(connection: sqlite3.Connection, words: str, values: Sequence[Any], **many: bool) -> sqlite3.Cursor:
            _before(None, None, words)
            return do(connection, words, values, **many)

        prepared.do = _do  # type: ignore[method-assign]

    written: set[int] = set()

    @event.listens_for(Session, "before_commit")
    def _before_commit(session: Any) -> None:
        if session.get_bind() is database.writer and boundary.before("COMMIT", _lost):
            written.add(id(session))

    @event.listens_for(Session, "after_commit")
    def _after_commit(session: Any) -> None:
        if id(session) in written:
            written.discard(id(session))
            raise Died("COMMIT")


@dataclass(frozen=True)
class WatchedStore:
    """An object store whose readings and writings are counted."""

    store: ObjectStore
    boundary: Boundary

    def put(self, content: bytes) -> str:
        """As the store's."""
        return self.boundary.during("put", _unavailable, lambda: self.store.put(content))

    def get(self, address: str) -> bytes:
        """As the store's."""
        return self.boundary.during("get", _unavailable, lambda: self.store.get(address))

    @property
    def lasting(self) -> "WatchedStore":
        """What is kept for good, watched as well."""
        return WatchedStore(self.store.lasting, self.boundary)

    def __getattr__(self, name: str) -> Any:
        """Everything else as the store has it."""
        return getattr(self.store, name)


def _unavailable() -> Refused:
    return Refused("object_store_unavailable")


class WatchedEngine(Engine):
    """The way to the workflows, each call to the Temporal server counted."""

    boundary: Boundary

    async def _execute(self, update: str, *given: Any, **options: Any) -> Any:
        last = self.boundary.before(f"rpc {update}", lambda: RPCError("injected", RPCStatusCode.UNAVAILABLE, b""))
        answer = await super()._execute(update, *given, **options)
        if last:
            raise Died(update)
        return answer

    async def _signal(self, stream_id: str, standing: Standing) -> None:
        last = self.boundary.before("rpc moved", lambda: RPCError("injected", RPCStatusCode.UNAVAILABLE, b""))
        await super()._signal(stream_id, standing)
        if last:
            raise Died("moved")
