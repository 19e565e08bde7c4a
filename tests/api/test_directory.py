"""The directory of routes leads where trying all of them one by one would."""

import re
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Match

from api.application import PREFIX, application
from api.directory import Directory

APP = application(None)  # no request is answered here
DIRECTORY = APP.router.routes[0]
NAME = re.compile(r"\{(\w+)\}")
ROUTES = [route for route in iter_route_contexts(APP.routes) if isinstance(route.original_route, APIRoute)]


def scope(method: str, path: str, **more: Any) -> dict[str, Any]:
    return {"type": "http", "method": method, "path": path, **more}


def test_every_route_is_found_by_its_shape(count: Any) -> None:
    assert isinstance(DIRECTORY, Directory)
    for route in ROUTES:
        (method,), path = route.methods or (), route.path or ""
        match, found = DIRECTORY.matches(scope(method, NAME.sub(r"one-\1", path)))
        assert match is Match.FULL, route.path
        assert found["route"] is route.original_route, route.path
        assert found["path_params"] == {name: f"one-{name}" for name in NAME.findall(path)}
    count("routes found by their shape", len(ROUTES))


@pytest.mark.parametrize(
    "asked",
    [
        scope("DELETE", f"{PREFIX}/documents"),
        scope("GET", f"{PREFIX}/nothing"),
        scope("GET", f"{PREFIX}/documents/"),
        scope("GET", "/documents"),
        scope("GET", PREFIX),
        scope("GET", f"{PREFIX}/documents", root_path="/below"),
        {"type": "websocket", "path": f"{PREFIX}/documents"},
    ],
)
def test_what_it_cannot_tell_is_left_to_the_routes_behind(asked: dict[str, Any]) -> None:
    assert DIRECTORY.matches(asked) == (Match.NONE, {})


@pytest.mark.parametrize("path", ["/{anything}", "/files/{name:path}"])
def test_path_without_a_shape_is_no_route_for_it(path: str) -> None:
    router = APIRouter()
    router.get(path)(lambda: None)
    with pytest.raises(ValueError, match="no shape"):
        Directory("", router.routes)
