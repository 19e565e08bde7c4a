"""What administration does to open phases: people who leave, and people who are away."""

from activities.recording.kind import Moment
from schemas.act import Act
from services.house import House
from storage.journal import Journal
from storage.tables import Stream


def moment_of(house: House, journal: Journal, stream: Stream, act: Act) -> Moment:
    """The transaction of an act of administration, as recording takes it to move sections in it."""
    calendar = house.calendars.kept_in_force(journal.session, journal.now)
    return Moment(journal=journal, stream=stream, act=act, calendar=calendar, zone=house.zone)
