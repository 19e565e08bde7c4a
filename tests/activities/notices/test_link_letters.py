"""Letters with single-use links, on both databases: several workers and a slow mail server send each once."""

from email.message import EmailMessage
from threading import Event

import pytest
from sqlmodel import col, select

from activities.notices.link_letters import LinkLetters
from activities.notices.link_queue import BATCH, CLAIM
from activities.notices.post import NotDelivered
from schemas.ids import new_id
from storage.tables import Link
from tests.activities.notices.conftest import World


class SlowPost:
    """A mail server that takes its time for each letter; meanwhile something else happens."""

    def __init__(self, world: World, seconds: float, refusal: str = "") -> None:
        self._world, self._seconds, self._refusal = world, seconds, refusal
        self.taken: list[str] = []
        self.meanwhile: LinkLetters | None = None

    def deliver(self, message: EmailMessage) -> None:
        self._world.later(seconds=self._seconds)
        self.taken.append(str(message["To"]))
        if self.meanwhile is not None:
            self.meanwhile.send_once()
        if self._refusal:
            raise NotDelivered(self._refusal)

    def hang_up(self) -> None:
        pass


def letters(world: World, post: SlowPost) -> LinkLetters:
    return LinkLetters(world.database, lambda: world.now, post, world.settings)


def plan(world: World, count: int) -> None:
    for number in range(count):
        person = world.person(email=f"p{number}@example.org")
        world.later(microseconds=1)
        times = {"made_at": world.now, "next_try_at": world.now, "expires_at": world.now.replace(year=2027)}
        world.add(Link(id=new_id(), kind="sign_in", person_id=person, **times))


def links(world: World) -> list[Link]:
    with world.database.read() as session:
        return list(session.exec(select(Link).order_by(col(Link.id))))


def test_slow_server_and_two_workers_send_each_letter_once(world: World) -> None:
    plan(world, BATCH)
    one, other = SlowPost(world, 15), SlowPost(world, 0)
    one.meanwhile = letters(world, other)
    while letters(world, one).send_once():
        pass
    assert sorted(one.taken + other.taken) == sorted({*one.taken, *other.taken})
    assert len(one.taken + other.taken) == BATCH
    assert {(link.state, link.attempts, link.claimed_until) for link in links(world)} == {("sent", 1, None)}


def test_letters_not_begun_in_a_shift_are_given_back_at_once(world: World) -> None:
    plan(world, 4)
    slow = SlowPost(world, 15)
    assert letters(world, slow).send_once() == 2
    assert [(link.state, link.claimed_until) for link in links(world)] == [("sent", None)] * 2 + [("planned", None)] * 2
    assert letters(world, slow).send_once() == 2
    assert len(set(slow.taken)) == 4


def test_worker_that_stops_gives_its_letters_back(world: World) -> None:
    plan(world, 2)
    stop = Event()
    stop.set()
    assert letters(world, SlowPost(world, 0)).send_once(stop) == 0
    assert [(link.state, link.claimed_until) for link in links(world)] == [("planned", None)] * 2


@pytest.mark.parametrize("seconds", [CLAIM.total_seconds() + 1])
def test_failure_after_the_claim_was_over_undoes_nothing_of_who_took_it(world: World, seconds: float) -> None:
    plan(world, 1)
    late, other = SlowPost(world, seconds, "mail_broken_off"), SlowPost(world, 0)
    late.meanwhile = letters(world, other)
    assert letters(world, late).send_once() == 0
    assert [(link.state, link.attempts, link.error) for link in links(world)] == [("sent", 1, None)]
