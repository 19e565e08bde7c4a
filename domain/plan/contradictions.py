"""The contradictions of a plan: found and listed, never mended."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from domain.plan.bodies import Phrase, bodies_in
from domain.plan.dates import find_dates, overlaps
from schemas.plan import Contradiction, Milestone, Statement


@dataclass(frozen=True)
class Facts:
    """What a plan is held against: what other sources state, today's date, and which milestones are fulfilled."""

    statements: Sequence[Statement] = ()
    today: date = date.min
    fulfilled: Collection[str] = frozenset()


def contradictions(plan: Sequence[Milestone], facts: Facts) -> tuple[Contradiction, ...]:
    """Everything in a plan that cannot hold, kind after kind, each in the plan's order."""
    return tuple(found for look in _KINDS for found in look(plan, facts))


def needed_by(milestone: Milestone, plan: Sequence[Milestone]) -> list[Milestone]:
    """The milestones that one needs: those with an id it names, or that bear a number it names, all of them."""
    return [other for need in milestone.needs for other in plan if need in (other.id, other.number) and need]


def _before_body(plan: Sequence[Milestone], _facts: Facts) -> Iterator[Contradiction]:
    """Work due before the body that does it is formed.

    Where a milestone says nobody, whoever does it is among the bodies that the plan forms: it collides if it is
    due before all of them. A body that the plan does not form is taken to be there already.
    """
    formed = [(one, phrase) for one in plan if one.forms for phrase in list(bodies_in(one.forms))[:1]]
    for one in plan:
        if one.forms or not (one.body or (one.person_id is None and one.body_id is None)):
            continue
        for said, doers in _doers(one, formed):
            later = [doer for doer in doers if one.due.wholly_before(doer.due)]
            if doers and len(later) == len(doers):
                yield Contradiction(
                    code="before_body",
                    milestones=(one.id, *(doer.id for doer in doers)),
                    facts={"body": said, "due": one.due.words, "formed": doers[0].due.words},
                )


def _doers(one: Milestone, formed: Sequence[tuple[Milestone, Phrase]]) -> Iterator[tuple[str, list[Milestone]]]:
    if not one.body:
        yield "", [milestone for milestone, _ in formed]
    for named in bodies_in(one.body):
        alike = [milestone for milestone, phrase in formed if named.key <= phrase.key or phrase.key <= named.key]
        yield named.words, alike


def _before_need(plan: Sequence[Milestone], _facts: Facts) -> Iterator[Contradiction]:
    for one in plan:
        for need in needed_by(one, plan):
            if one.due.wholly_before(need.due):
                dates = {"due": one.due.words, "need": need.due.words}
                yield Contradiction(code="before_need", milestones=(one.id, need.id), facts=dates)


def _needs_cycle(plan: Sequence[Milestone], _facts: Facts) -> Iterator[Contradiction]:
    """Milestones that need each other in a circle; each circle once, whatever way round."""
    reached = {one.id: _reached(one, plan) for one in plan}
    told: set[str] = set()
    for one in plan:
        circle = tuple(other.id for other in plan if other.id in reached[one.id] and one.id in reached[other.id])
        if circle and one.id not in told:
            told.update(circle)
            yield Contradiction(code="needs_cycle", milestones=circle)


def _reached(one: Milestone, plan: Sequence[Milestone]) -> set[str]:
    reached: set[str] = set()
    waiting = [one]
    while waiting:
        for need in needed_by(waiting.pop(), plan):
            if need.id not in reached:
                reached.add(need.id)
                waiting.append(need)
    return reached


def _need_unknown(plan: Sequence[Milestone], _facts: Facts) -> Iterator[Contradiction]:
    known = {name for one in plan for name in (one.id, one.number)}
    for one in plan:
        for need in one.needs:
            if need not in known:
                yield Contradiction(code="need_unknown", milestones=(one.id,), facts={"number": need})


def _double_number(plan: Sequence[Milestone], _facts: Facts) -> Iterator[Contradiction]:
    bearers: dict[str, list[str]] = defaultdict(list)
    for one in plan:
        bearers[one.number].append(one.id)
    for number, ids in bearers.items():
        if number and len(ids) > 1:
            yield Contradiction(code="double_number", milestones=tuple(ids), facts={"number": number})


def _number_missing(plan: Sequence[Milestone], _facts: Facts) -> Iterator[Contradiction]:
    """Numbers left out between the first and the last, and milestones without one where others have it."""
    numbers = sorted({int(one.number) for one in plan if one.number.isascii() and one.number.isdigit()})
    for before, after in pairwise(numbers):
        if after > before + 1:
            left_out = str(before + 1) if after == before + 2 else f"{before + 1}–{after - 1}"
            yield Contradiction(code="number_missing", facts={"number": left_out})
    if any(one.number for one in plan):
        for one in plan:
            if not one.number:
                yield Contradiction(code="number_missing", milestones=(one.id,), facts={"number": ""})


def _due_twice(plan: Sequence[Milestone], _facts: Facts) -> Iterator[Contradiction]:
    """More than one date in the words that say when; none of them is chosen."""
    for one in plan:
        if one.due.first is None and len(list(find_dates(one.due.words))) > 1:
            yield Contradiction(code="due_twice", milestones=(one.id,), facts={"due": one.due.words})


def _date_past(plan: Sequence[Milestone], facts: Facts) -> Iterator[Contradiction]:
    for one in plan:
        if one.due.last is not None and one.due.last < facts.today and one.id not in facts.fulfilled:
            yield Contradiction(code="date_past", milestones=(one.id,), facts={"due": one.due.words})


def _due_otherwise(plan: Sequence[Milestone], facts: Facts) -> Iterator[Contradiction]:
    """What another source says differently; a source that is merely more or less exact says the same."""
    for one in plan:
        for said in facts.statements:
            if said.milestone_id == one.id and not overlaps(one.due, said.due):
                words = {"due": one.due.words, "source": said.source, "said": said.due.words}
                yield Contradiction(code="due_otherwise", milestones=(one.id,), facts=words)


_KINDS: tuple[Callable[[Sequence[Milestone], Facts], Iterator[Contradiction]], ...] = (
    _before_body,
    _before_need,
    _needs_cycle,
    _need_unknown,
    _double_number,
    _number_missing,
    _due_twice,
    _date_past,
    _due_otherwise,
)
