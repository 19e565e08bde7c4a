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


@provokes("body_exists")
def _(world: World, language: str) -> Response:
    administrator = world.person("administrator")
    world.made("/bodies", administrator, {"name": "Совет"})
    return world.call("POST", "/bodies", administrator, json={"name": "совет"}, language=language)


@provokes("organisation_exists")
def _(world: World, language: str) -> Response:
    administrator = world.person("administrator")
    world.made("/organisations", administrator, {"name": "Союз «Свет»"})
    return world.call("POST", "/organisations", administrator, json={"name": 'Союз "Свет"'}, language=language)


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


@provokes("term_overlaps")
def _(world: World, language: str) -> Response:
    administrator = world.person("administrator")
    path = f"/bodies/{world.made('/bodies', administrator, {'name': 'Совет'})}/members/{world.person().id}"
    terms = [("2024-01-01", "2024-12-31"), ("2026-01-01", "2026-12-31"), ("2024-06-01", "2026-12-31")]
    for since, until in terms:
        form = {"since": since, "until": until}
        answer = world.call("PUT", path, administrator, json=form, language=language)
    return answer


@provokes("deputy_unfit")
def _(world: World, language: str) -> Response:
    return _member(world, language, {"deputy_id": ABSENT})


def _away(
    world: World, language: str, person_id: str, since: str, until: str, deputy_id: str | None = None
) -> Response:
    form = {"person_id": person_id, "since": since, "until": until, "deputy_id": deputy_id}
    return world.call("POST", "/absences", world.person("administrator"), json=form, language=language)


@provokes("absence_over")
def _(world: World, language: str) -> Response:
    return _away(world, language, world.person().id, "2026-11-01", "2026-11-02")


@provokes("absence_overlaps")
def _(world: World, language: str) -> Response:
    person = world.person().id
    _away(world, language, person, "2026-12-01", "2026-12-02")
    return _away(world, language, person, "2026-12-02", "2026-12-03")


@provokes("stands_in")
def _(world: World, language: str) -> Response:
    person, deputy = world.person().id, world.person().id
    _away(world, language, person, "2026-12-01", "2026-12-02", deputy)
    return _away(world, language, deputy, "2026-12-02", "2026-12-03")


@provokes("deputy_absent")
def _(world: World, language: str) -> Response:
    person, deputy = world.person().id, world.person().id
    _away(world, language, deputy, "2026-12-01", "2026-12-02")
    return _away(world, language, person, "2026-12-02", "2026-12-03", deputy)


def _matrix(world: World, language: str, row: dict[str, str]) -> Response:
    coordinator = world.person("coordinator")
    document = world.made("/documents", coordinator, {"title": "Стратегия"})
    path = f"/documents/{document}/responsibilities"
    return world.call("PUT", path, coordinator, version=1, json={"rows": [row]}, language=language)


@provokes("body_unknown")
def _(world: World, language: str) -> Response:
    return _matrix(world, language, {"task": "review", "body_id": ABSENT})


@provokes("section_unknown")
def _(world: World, language: str) -> Response:
    person = world.person().id
    return _matrix(world, language, {"task": "review", "person_id": person, "section_id": ABSENT})


def _list(world: World, language: str, content: str, filename: str = "люди.csv") -> Response:
    path = f"/people/imports?filename={filename}"
    return world.call("POST", path, world.person("administrator"), content=content.encode(), language=language)


@provokes("sheet_unknown_format")
def _(world: World, language: str) -> Response:
    return _list(world, language, "ФИО;Почта\n", "люди.pdf")


@provokes("sheet_too_large")
def _(world: World, language: str) -> Response:
    return _list(world, language, "ФИО;Почта\n" + "а;б\n" * 5000)


@provokes("sheet_row_unreadable")
def _(world: World, language: str) -> Response:
    return _list(world, language, 'ФИО;Почта\n"Гостев;gost@example.org\nОрлова;anna@example.org\n')


@provokes("sheet_without_columns")
def _(world: World, language: str) -> Response:
    return _list(world, language, "Город;Год\nМосква;2026\n")


@provokes("people_import_used")
def _(world: World, language: str) -> Response:
    path = f"/people/imports/{_list(world, language, 'ФИО;Почта').json()['id']}/confirm"
    by = world.person("administrator")
    world.call("POST", path, by, json={})
    return world.call("POST", path, by, json={}, language=language)
