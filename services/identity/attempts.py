"""Failed attempts to sign in, counted so that guessing is slowed down and nobody can be locked out."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from threading import Lock

from schemas.problems import Refused

WINDOW = timedelta(minutes=15)
PER_ACCOUNT_AND_ADDRESS = 10
PER_ADDRESS = 50
"""Higher, because a whole office may stand behind one address."""
_MOST_KEYS = 20_000


class Attempts:
    """Counts attempts per account and address together, and per address.

    An account is never counted by itself: whoever fails on purpose shuts out only their own address.
    The counts live in this process and are forgotten with it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._tried: OrderedDict[tuple[str, ...], deque[datetime]] = OrderedDict()

    def begin(self, account: str, address: str, now: datetime) -> None:
        """Count an attempt as failed before it is looked at, so that many at once are counted too.

        Raises Refused("too_many_attempts") with `retry_after` in seconds.
        """
        place = network(address)
        limits = (((place,), PER_ADDRESS), ((account, place), PER_ACCOUNT_AND_ADDRESS))
        with self._lock:
            for key, most in limits:
                tried = self._recent(key, now)
                if len(tried) >= most:
                    wait = tried[0] + WINDOW - now
                    raise Refused("too_many_attempts", retry_after=max(1, round(wait.total_seconds())))
            for key, _ in limits:
                self._tried.setdefault(key, deque()).append(now)
                self._tried.move_to_end(key)
            while len(self._tried) > _MOST_KEYS:
                self._tried.popitem(last=False)

    def succeeded(self, account: str, address: str, now: datetime) -> None:
        """Forget the failures of this account at this address, and take the attempt back from the address."""
        place = network(address)
        with self._lock:
            self._tried.pop((account, place), None)
            by_address = self._recent((place,), now)
            if by_address:
                by_address.pop()

    def _recent(self, key: tuple[str, ...], now: datetime) -> deque[datetime]:
        tried = self._tried.get(key, deque())
        while tried and tried[0] <= now - WINDOW:
            tried.popleft()
        return tried


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
