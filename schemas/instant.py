"""The type of a point in time: always with an offset when read, always UTC when kept."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("give an instant of the years 1 to 9999") from error


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A moment in UTC; a time without an offset is refused, so no reader has to guess the zone."""
