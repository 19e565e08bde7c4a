"""What every use case needs from the installation it runs in, handed over as one value."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel
from sqlmodel import SQLModel

from activities.convert.reader import Converter
from activities.edition.keys import KeyFolder
from activities.notices.outside import Outside
from activities.texts import Texts
from schemas.act import Act, Receipt
from schemas.canonical import keyed_hash
from schemas.conversion import ConvertSettings
from schemas.problems import Refused
from schemas.views.health import Process
from services.identity.attempts import Attempts
from services.identity.passwords import Passwords
from services.record.refusals import RefusalBook
from storage.calendar_ru import russian_calendar
from storage.calendars import Calendars
from storage.database import Database
from storage.incarnation import Pause
from storage.journal import INSTALLATION, Effect, carry_out
from storage.objects import ObjectStore
from storage.typed import typed_hash


class Engine(Protocol):
    """The durable processes, as services see them."""

    async def send(self, stream_id: str, command: BaseModel, act: Act) -> Receipt:
        """Carry a command to its process and bring back the receipt.

        Raises Refused with the process's own refusal, or `engine_unavailable`.
        """


class NoEngine:
    """Stands where no process can be reached, as on the command line that only manages accounts."""

    async def send(self, stream_id: str, command: BaseModel, act: Act) -> Receipt:  # noqa: ARG002  it takes none
        """Raises Refused("engine_unavailable")."""
        raise Refused("engine_unavailable")


def _converter() -> Converter:
    return Converter(ConvertSettings(slots_folder=Path(tempfile.gettempdir()) / "veche-converters"))


@dataclass(frozen=True)
class House:
    """One installation at work. `secret` keys its hashes; `clock` gives UTC; `public_url` ends without a slash."""

    database: Database
    store: ObjectStore
    clock: Callable[[], datetime]
    secret: bytes = field(repr=False)
    engine: Engine = field(default_factory=NoEngine)
    public_url: str = "http://127.0.0.1:8080"
    other_hosts: frozenset[str] = frozenset()
    """Names besides those of `public_url` and loopback that the service is reached by."""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    """Whose word on where a request comes from is believed."""
    zone: str = "Europe/Moscow"
    """Where days begin and end in rules that do not say so themselves (IANA)."""
    calendars: Calendars = field(default_factory=lambda: Calendars(russian_calendar()))
    channels: frozenset[str] = frozenset({"email"})
    """The channels besides the inbox that this installation has."""
    outside: Outside = field(default_factory=lambda: Outside(()))
    """Says which addresses of people's own may be called."""
    converter: Converter = field(default_factory=_converter)
    passwords: Passwords = field(default_factory=Passwords)
    refusals: RefusalBook = field(default_factory=RefusalBook)
    checks: Mapping[str, Callable[[], bool]] = field(default_factory=dict)
    """What readiness asks besides the database and the object store; none of them raises."""
    keys: KeyFolder | None = None
    """What exported timelines are signed with; on the command line commands open it themselves."""
    outbox: Path | None = None
    """Where letters lie as files if there is no mail server."""
    mail_secret: str = field(default="", repr=False)
    """What the mail server shows when it hands a letter over; without it none is taken."""
    mail_checked_by: str = ""
    """The mail server's host, whose word that a sender was checked letters must bring; without it none is asked for."""
    pause: Callable[[], Pause | None] = lambda: None
    """Why nothing may be changed for now, if so."""
    processes: Callable[[], list[Process]] = list
    """How the processes under one supervisor fare; nothing where each runs by itself."""

    @property
    def attempts(self) -> Attempts:
        """The failed attempts to sign in."""
        return Attempts(self.database, self.secret)

    @property
    def texts(self) -> Texts:
        """Texts and their comparisons in the object store."""
        return Texts(self.database, self.store)

    def keyed_hash(self, *parts: str) -> str:
        """The HMAC-SHA256 of the parts under the installation's secret, as hexadecimal digits."""
        return keyed_hash(self.secret, *parts)

    def typed(self, row: SQLModel) -> str:
        """What an entry holds of the words in a row; see `storage.typed`."""
        return typed_hash(self.secret, row)

    def act_of(self, actor_id: str, operation: str, key: str, asked: str) -> Act:
        """The act that `actor_id` names `key` within an operation; `asked` is all that was asked for, as text."""
        return Act(
            id=self.keyed_hash("act", actor_id, operation, key),
            body_hash=self.keyed_hash("body", asked),
            actor_id=actor_id,
        )

    def administer(self, act: Act, effect: Effect) -> Receipt:
        """Carry out an act of administration once; see `storage.journal.carry_out`."""
        return carry_out(self.database, self.clock, act, INSTALLATION, effect)
