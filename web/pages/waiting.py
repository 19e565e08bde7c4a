"""The first page: what waits for whoever is signed in, and their deadlines as a calendar to subscribe to."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from services.deadlines import feeds, waiting
from services.deadlines.others import list_others
from services.notices.notices import count_unread
from services.record.news import news_of_waiting
from web.sending import Sending
from web.visit import Visiting

router = APIRouter()
_WORDS_A_MINUTE = 150
"""Read attentively, in official Russian."""
GROUPS = ("overdue", "today", "this_week", "later")


@router.get("/", operation_id="notices.list")
def show_waiting(visit: Visiting) -> Response:
    """What waits for me."""
    found = waiting.list_waiting(visit.house, actor=visit.actor)
    groups = [(when, [one for one in found if one.when == when]) for when in GROUPS]
    unread = count_unread(visit.house, actor=visit.actor).unread
    news = news_of_waiting(visit.house, visit.actor).tag()
    return visit.page(
        "waiting/waiting.html",
        groups=[group for group in groups if group[1]],
        others=list_others(visit.house, actor=visit.actor),
        minutes=_minutes,
        news=news,
        unread=unread,
    )


def _minutes(words: int) -> int:
    """How long a text takes to read, in minutes."""
    return max(round(words / _WORDS_A_MINUTE), 1)


@router.get("/waiting/number", operation_id="notices.list")
def count_waiting(visit: Visiting) -> JSONResponse:
    """How much waits for me: what the menu shows beside the list."""
    number = len(waiting.list_waiting(visit.house, actor=visit.actor))
    return JSONResponse({"number": number}, headers={"Cache-Control": "no-store"})


@router.post("/calendar", operation_id="feeds.make")
def make_calendar(visit: Visiting, sent: Sending) -> Response:
    """A calendar feed of one's deadlines under a new address, shown here only."""
    secret = feeds.make_feed(
        visit.house, actor=visit.actor, act=visit.act(sent), seed=visit.seed(sent), person_id=visit.actor.id
    )
    address = f"{visit.house.public_url}/api/v1/feeds/{secret}.ics"
    return visit.page("waiting/calendar.html", address=address)
