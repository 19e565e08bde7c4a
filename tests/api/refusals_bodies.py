"""How every code about organisations, bodies, absences and invitations is provoked over HTTP."""

from httpx2 import Response

from tests.api.refusals_identity import ABSENT, provokes
from tests.api.world import World


def _member(world: World, language: str, *forms: dict[str, object]) -> Response:
    administrator = world.person("administrator")
    body = world.made("/bodies", administrator, {"name": "Совет"})
    for form in forms:
        path = f"/bodies/{body}/members/{world.person().id}"
        answer = world.call("PUT", path, administrator, json=form, language=language)
    return answer


@provokes("region_unknown")
def _(world: World, language: str) -> Response:
    form = {"name": "Землячество", "region": "00"}
    return world.call("POST", "/organisations", world.person("administrator"), json=form, language=language)


@provokes("district_contradicts")
def _(world: World, language: str) -> Response:
    form = {"name": "Землячество", "region": "77", "district": "ural"}
    return world.call("POST", "/organisations", world.person("administrator"), json=form, language=language)


@provokes("body_misplaced")
def _(world: World, language: str) -> Response:
    form = {"name": "Совет", "kind": "expert_council", "parent_id": ABSENT}
    return world.call("POST", "/bodies", world.person("administrator"), json=form, language=language)


@provokes("term_backwards")
def _(world: World, language: str) -> Response:
    return _member(world, language, {"since": "2026-02-01", "until": "2026-01-31"})


@provokes("chair_taken")
def _(world: World, language: str) -> Response:
    return _member(world, language, {"office": "chair"}, {"office": "chair"})


@provokes("deputy_unfit")
def _(world: World, language: str) -> Response:
    return _member(world, language, {"deputy_id": ABSENT})
