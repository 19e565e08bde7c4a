"""The table of days that working days are counted by."""

from datetime import date
from functools import cached_property

from schemas.canonical import canonical_json, sha256_hex
from schemas.frozen import Frozen


class CalendarYear(Frozen):
    """What a published calendar says of one year beyond plain weekends."""

    year: int
    days_off: tuple[date, ...]
    working_weekend_days: tuple[date, ...]


class Calendar(Frozen):
    """Published years, and the yearly holidays (month, day) that stand in for a year not yet published.

    Weekends are Saturday and Sunday. Everything is data, so a plan can be worked out again later from the
    table with the same `hash`.
    """

    name: str
    source: str
    years: tuple[CalendarYear, ...] = ()
    yearly_holidays: tuple[tuple[int, int], ...] = ()

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical form: which table a date was counted by."""
        return sha256_hex(canonical_json(self.model_dump(mode="json")).encode())

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
