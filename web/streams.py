"""The open streams of events of this process: so many of one person and of one address, then the oldest gives way."""

from collections import defaultdict

PER_PERSON = 10
"""A page listens only while it is in sight: that many windows nobody looks at at once."""

PER_ADDRESS = 200
"""A whole office may come from one address."""


class Place:
    """One open stream: whose it is, and whether it has to end because newer ones took its place."""

    def __init__(self, person: str, address: str) -> None:
        self.person, self.address = person, address
        self.is_over = False


class Streams:
    """The open streams by person and by address, in the order in which they were opened; for one event loop."""

    def __init__(self, per_person: int = PER_PERSON, per_address: int = PER_ADDRESS) -> None:
        self.per_person, self.per_address = per_person, per_address
        self._of_person = defaultdict[str, list[Place]](list)
        self._of_address = defaultdict[str, list[Place]](list)

    def __len__(self) -> int:
        return sum(len(places) for places in self._of_person.values())

    def enter(self, person: str, address: str) -> Place:
        """Take a place; the oldest that is one too many is over."""
        place = Place(person, address)
        self._of_person[person].append(place)
        self._of_address[address].append(place)
        for places, most in (
            (self._of_person[person], self.per_person),
            (self._of_address[address], self.per_address),
        ):
            if len(places) > most:
                self.leave(places[0])
        return place

    def leave(self, place: Place) -> None:
        """Give a place back; doing so again changes nothing."""
        if place.is_over:
            return
        place.is_over = True
        for places, key in ((self._of_person, place.person), (self._of_address, place.address)):
            places[key].remove(place)
            if not places[key]:
                del places[key]
