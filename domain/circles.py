"""Whether one thing rests on another, directly or through others."""

from collections.abc import Iterable


def reaches(pairs: Iterable[tuple[str, str]], start: str, goal: str) -> bool:
    """Whether a way leads from `start` to `goal` along the pairs (what rests, what it rests on)."""
    ways: dict[str, list[str]] = {}
    for above, below in pairs:
        ways.setdefault(above, []).append(below)
    seen, waiting = {start}, [start]
    while waiting:
        place = waiting.pop()
        if place == goal:
            return True
        following = [below for below in ways.get(place, ()) if below not in seen]
        seen.update(following)
        waiting.extend(following)
    return False
