"""Streams of events are bounded: the oldest of a person or an address ends, and says so to its page."""

import http.client
from contextlib import ExitStack
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.api.world import Account
from tests.web.browser import Seats
from tests.web.site import Site
from web.streams import PER_PERSON, Streams


def test_oldest_of_a_person_gives_way_and_others_stay() -> None:
    streams = Streams(per_person=2, per_address=9)
    other = streams.enter("b", "::1")
    first, second, third = (streams.enter("a", "::1") for _ in range(3))
    assert [one.is_over for one in (first, second, third, other)] == [True, False, False, False]
    for one in (first, second, second, third, other):
        streams.leave(one)
    assert len(streams) == 0


def test_oldest_of_an_address_gives_way_whosever_it_is() -> None:
    streams = Streams(per_person=9, per_address=2)
    places = [streams.enter(person, "::1") for person in "abc"]
    elsewhere = streams.enter("d", "::2")
    assert [one.is_over for one in (*places, elsewhere)] == [True, False, False, False]


def test_nobody_keeps_more_streams_open_than_may_be(site: Site) -> None:
    person = site.stage.world.person()
    with ExitStack() as open_ones:
        streams = [_stream(site, person, open_ones) for _ in range(PER_PERSON + 1)]
        assert "event: ended" in streams[0].read().decode()  # comes to its end, which open ones do not
        streams[-1].fp.raw._sock.settimeout(3)
        try:
            said = streams[-1].read()
        except TimeoutError:
            said = b""
        assert b"ended" not in said


def test_page_whose_stream_gave_way_listens_again_when_it_is_come_back_to(seat: Seats, site: Site) -> None:
    stage = site.stage
    reviewer = stage.world.person()
    paper = stage.launched(reviewers=[reviewer])
    page = seat(reviewer)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/news?" in one.url else None)
    with page.expect_request("**/news?*"):
        page.goto("/")
    with ExitStack() as open_ones:
        for _ in range(PER_PERSON):
            _stream(site, reviewer, open_ones)
        page.wait_for_timeout(5000)
    assert len(asked) == 1  # it does not push back in
    stage.hand_in(paper.section)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("Прочитать и дать отзыв")).to_be_visible(timeout=60_000)
    assert len(asked) == 2


def _stream(site: Site, person: Account, open_ones: ExitStack) -> http.client.HTTPResponse:
    """A stream of what waits for somebody, of which the first line has come."""
    line = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=20)
    open_ones.callback(line.close)
    line.request("GET", "/news", headers={"Cookie": f"veche={person.token}"})
    answer = line.getresponse()
    assert answer.status == 200
    assert answer.readline() == b"retry: 2000\n"
    return answer
