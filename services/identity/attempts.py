"""Failed attempts to sign in, counted so that guessing is slowed down and nobody can be locked out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlmodel import Session as Unit
from sqlmodel import col, select

from schemas.canonical import keyed_hash
from schemas.problems import Refused
from storage.database import Database
from storage.tables import Attempt, metadata

WINDOW = timedelta(minutes=15)
PER_ACCOUNT_AND_ADDRESS = 10
PER_ADDRESS = 50
"""Higher, because a whole office may stand behind one address."""
_SWEPT_AT_ONCE = 100

Limit = tuple[str, int]
"""What is counted, as the key of its row, and how many attempts it may have within the window."""


class Attempts:
    """Counts attempts per account and address together, and per address, for all processes in one table.

    An account is never counted by itself: whoever fails on purpose shuts out only their own address.
    Accounts and addresses are kept as hashes under the installation's `secret`, until the window is over.
    """

    def __init__(self, database: Database, secret: bytes) -> None:
        self._database = database
        self._secret = secret

    def check(self, account: str, address: str, now: datetime) -> None:
        """Look whether another attempt may be made, and count nothing.

        Raises Refused("too_many_attempts") with `retry_after` in seconds.
        """
        limits = self._limits(account, address)
        with self._database.read() as unit:
            rows = unit.exec(select(Attempt).where(col(Attempt.key).in_([key for key, _ in limits])))
            _require_room({row.key: _recent(row, now) for row in rows}, limits, now)

    def begin(self, account: str, address: str, now: datetime) -> None:
        """Count an attempt as failed before it is looked at, so that many at once are counted too.

        Raises Refused("too_many_attempts") with `retry_after` in seconds.
        """
        # Whoever goes on after the limit shall cost no writing.
        self.check(account, address, now)
        self._sweep(now)
        limits = self._limits(account, address)
        with self._database.write() as unit:
            rows = [_locked(unit, key, now) for key, _ in limits]
            _require_room({row.key: _recent(row, now) for row in rows}, limits, now)
            for row in rows:
                row.tried = [*(one.isoformat() for one in _recent(row, now)), now.isoformat()]
                row.last_at = now
                unit.add(row)

    def succeeded(self, account: str, address: str, now: datetime) -> None:
        """Forget the failures of this account at this address, and take the attempt back from the address."""
        (by_address, _), (by_account, _) = self._limits(account, address)
        with self._database.write() as unit:
            row = unit.get(Attempt, by_address, with_for_update=True)
            if row is not None:
                row.tried = [one.isoformat() for one in _recent(row, now)][:-1]
                unit.add(row)
                if not row.tried:
                    unit.delete(row)
            unit.execute(delete(Attempt).where(col(Attempt.key) == by_account))

    def _sweep(self, now: datetime) -> None:
        """Let some rows go whose attempts no longer count; those that somebody holds wait for the next time."""
        over = select(Attempt.key).where(Attempt.last_at <= now - WINDOW).limit(_SWEPT_AT_ONCE)
        with self._database.read() as unit:
            if unit.exec(over.limit(1)).first() is None:
                return
        with self._database.write() as unit:
            keys = unit.exec(over.with_for_update(skip_locked=True)).all()
            unit.execute(delete(Attempt).where(col(Attempt.key).in_(keys)))

    def _limits(self, account: str, address: str) -> Sequence[Limit]:
        # The address first, always: two who lock the same rows lock them in the same order.
        place = network(address)
        return (
            (keyed_hash(self._secret, "attempts", place), PER_ADDRESS),
            (keyed_hash(self._secret, "attempts", account, place), PER_ACCOUNT_AND_ADDRESS),
        )


def _locked(unit: Unit, key: str, now: datetime) -> Attempt:
    """The row of that key, made if need be, held until the transaction ends."""
    insert = insert_sqlite if unit.get_bind().dialect.name == "sqlite" else insert_postgresql
    new = insert(metadata.tables["attempts"]).values(key=key, tried=[], last_at=now)
    # Doing something is what holds a row that is there already.
    unit.execute(new.on_conflict_do_update(index_elements=["key"], set_={"key": key}))
    return unit.exec(select(Attempt).where(Attempt.key == key)).one()


def _recent(row: Attempt, now: datetime) -> list[datetime]:
    return [at for at in map(datetime.fromisoformat, row.tried) if at > now - WINDOW]


def _require_room(tried: dict[str, list[datetime]], limits: Sequence[Limit], now: datetime) -> None:
    for key, most in limits:
        lately = tried.get(key, [])
        if len(lately) >= most:
            wait = lately[0] + WINDOW - now
            raise Refused("too_many_attempts", retry_after=max(1, round(wait.total_seconds())))


def network(address: str) -> str:
    """The address as one customer holds it: an IPv4 address, the /64 of an IPv6 address, else the text itself."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)
