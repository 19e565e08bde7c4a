"""Which open deadlines a calendar concerns: found among many thousands by few statements, on both databases."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from domain.schedule import due
from schemas.actor import Actor
from schemas.policy import Limit
from schemas.views.page import Page
from services.deadlines.affected import BATCH, list_affected
from services.house import House
from storage.calendar_ru import russian_calendar
from storage.calendars import Calendars
from storage.database import Database
from storage.migrations import upgrade
from storage.tables import Document, Person, Section, Stream
from tests.storage.asked import asking

OPENED = datetime(2030, 3, 4, 9, tzinfo=UTC)
MANY = 2 * BATCH + 7
MISPLACED = (3, BATCH, MANY - 1)
CLOCK = lambda: OPENED  # noqa: E731


def identity(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012d}"


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    database = Database(database_url)
    try:
        upgrade(database)
        with database.write() as session:
            _fill(session)
        calendars = Calendars(russian_calendar())
        yield House(database=database, store=None, clock=CLOCK, secret=b"", calendars=calendars)  # type: ignore[arg-type]
    finally:
        database.close()


def _fill(session: Session) -> None:
    right = due(Limit(working_days=5), OPENED, "Europe/Moscow", russian_calendar())
    wrong = right.model_copy(update={"at": right.at + timedelta(days=1)})
    for coordinator in ("one", "another"):
        session.add(Person(id=coordinator, email=coordinator, name="x", made_at=OPENED))
        session.flush()
        session.add(Document(id=coordinator, title="x", coordinator_id=coordinator, policy={}, made_at=OPENED))
    session.flush()
    for number in range(MANY):
        document, deadline = ("another" if number == MISPLACED[1] else "one"), wrong if number in MISPLACED else right
        state = {"document_id": document, "phase": "review", "opened_at": OPENED.isoformat()}
        state["deadline"] = deadline.model_dump(mode="json")  # type: ignore[assignment]
        session.add(Section(id=identity(number), document_id=document, position=number, title="x", made_at=OPENED))
        session.add(Stream(id=f"section/{identity(number)}", kind="section", state=state, moved_at=OPENED))
    nothing = {"document_id": "one", "phase": "planned", "deadline": None, "opened_at": None}
    session.add(Stream(id=f"section/{identity(MANY)}", kind="section", state=nothing, moved_at=OPENED))


@pytest.mark.parametrize(
    ("who", "role", "seen"),
    [("admin", "administrator", MISPLACED), ("one", "coordinator", MISPLACED[::2]), ("another", "member", (BATCH,))],
)
def test_deadlines_that_a_calendar_concerns_are_found_by_few_statements(
    house: House, who: str, role: str, seen: tuple[int, ...], count: Callable[..., None]
) -> None:
    actor = Actor.model_validate({"id": who, "role": role, "today": OPENED.date()})
    with asking(house.database) as asked:
        found = list_affected(house, actor=actor, page=Page(limit=2), language="ru")
        after = found.next_after
        rest = list_affected(house, actor=actor, page=Page(limit=2, after=after), language="ru").items if after else []
    assert [one.section_id for one in (*found.items, *rest)] == [identity(number) for number in seen]
    assert {one.why for one in found.items} == {"other_date"}
    count("statements to find what a calendar concerns", len(asked))
    assert len(asked) < 40
