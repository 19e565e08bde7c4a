"""The table of days that working days are counted by."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from schemas.canonical import canonical_json, sha256_hex
from schemas.frozen import Frozen


class CalendarYear(Frozen):
    """What a published calendar says of one year beyond plain weekends."""

    year: int
    days_off: tuple[date, ...]
    working_weekend_days: tuple[date, ...]


class OwnDay(Frozen):
    """A day that an installation has decided on itself, whatever the published calendar says of it."""

    day: date
    working: bool


class Calendar(Frozen):
    """Published years, and the yearly holidays (month, day) that stand in for a year not yet published.

    Weekends are Saturday and Sunday; `own` are the installation's own days, which go before everything else.
    Everything is data, so a plan can be worked out again later from the table with the same `hash`.
    """

    name: str
    source: str
    years: tuple[CalendarYear, ...] = ()
    yearly_holidays: tuple[tuple[int, int], ...] = ()
    own: tuple[OwnDay, ...] = ()

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical form: which table a date was counted by; own days are in it only if there are any.

        So a table without own days keeps the hash that it had before there could be any.
        """
        left_out = None if self.own else {"own"}
        return sha256_hex(canonical_json(self.model_dump(mode="json", exclude=left_out)).encode())

    @cached_property
    def known_years(self) -> frozenset[int]:
        """The years whose calendar is published."""
        return frozenset(year.year for year in self.years)

    @cached_property
    def days_off(self) -> frozenset[date]:
        """Days off of the published years that are not plain weekends."""
        return frozenset(day for year in self.years for day in year.days_off)

    @cached_property
    def working_weekend_days(self) -> frozenset[date]:
        """Saturdays and Sundays of the published years on which people work."""
        return frozenset(day for year in self.years for day in year.working_weekend_days)

    @cached_property
    def own_days(self) -> dict[date, bool]:
        """The installation's own days, and whether people work on them."""
        return {one.day: one.working for one in self.own}

    def with_own(self, days: Iterable[OwnDay]) -> "Calendar":
        """This table with the installation's own days in order, in place of those it has."""
        # A copy by pydantic would take along what this one has worked out, its hash among it.
        return Calendar(
            name=self.name,
            source=self.source,
            years=self.years,
            yearly_holidays=self.yearly_holidays,
            own=tuple(sorted(days, key=lambda one: one.day)),
        )
