"""An object store in two places: what may be erased, and what lasts."""

from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from itertools import groupby

from schemas.problems import Refused
from storage.objects import ObjectStore


class DividedStore:
    """An `ObjectStore` that writes into one place and reads from both.

    It looks for an object in its own place first: editions that were published before the places were divided are
    found all the same.
    """

    def __init__(self, own: ObjectStore, other: ObjectStore) -> None:
        self._own = own
        self._other = other

    @property
    def lasting(self) -> "DividedStore":
        """The same two places, written the other way round."""
        return DividedStore(self._other, self._own)

    def put(self, content: bytes) -> str:
        """Keep `content` in its own place and return its address."""
        return self._own.put(content)

    def get(self, address: str) -> bytes:
        """The content, its hash verified; one that its own place holds damaged is not looked for elsewhere."""
        try:
            return self._own.get(address)
        except Refused as refused:
            if refused.code != "object_missing":
                raise
        return self._other.get(address)

    def has(self, address: str) -> bool:
        """Whether something lies under the address in either place."""
        return self._own.has(address) or self._other.has(address)

    def addresses(self) -> Iterator[str]:
        """The addresses in both places, in ascending order, each once."""
        return (address for address, _ in groupby(merge(self._own.addresses(), self._other.addresses())))

    def aged(self, before: datetime) -> Iterator[str]:
        """The addresses of objects in its own place that were put for the last time before an instant."""
        return self._own.aged(before)

    def set_aside(self, address: str) -> None:
        """Take the object out of the lists of its own place."""
        self._own.set_aside(address)

    def aside(self, before: datetime) -> Iterator[str]:
        """The addresses of what was set aside in its own place before an instant."""
        return self._own.aside(before)

    def forget(self, address: str, before: datetime) -> None:
        """Remove what was set aside in its own place under the address before an instant."""
        self._own.forget(address, before)

    def clear(self, before: datetime) -> int:
        """Remove what was left unfinished in either place."""
        return self._own.clear(before) + self._other.clear(before)

    def delete(self, address: str) -> None:
        """Remove the object from its own place; what the other one holds stays."""
        self._own.delete(address)

    def tenants(self) -> frozenset[str]:
        """The tenants of its own place: nothing is ever swept from the other one."""
        return self._own.tenants()

    def let_in(self, tenant: str) -> None:
        """Note an installation in its own place."""
        self._own.let_in(tenant)

    def put_out(self, tenant: str) -> None:
        """Take the note of an installation away from its own place."""
        self._own.put_out(tenant)

    def ready(self) -> bool:
        """Whether both places take part just now."""
        return self._own.ready() and self._other.ready()
