"""Routes about the service itself: health, the list of problems, the description of the API."""

from typing import Any

from fastapi import APIRouter, Request

from api.actor import Acting, AtHouse
from schemas.problems import PROBLEMS
from schemas.views.health import Alive, Readiness
from schemas.views.page import Items
from schemas.views.problem import ProblemKind
from services.health import readiness

router = APIRouter(tags=["service"])


@router.get("/health/live", operation_id="health.live")
def live() -> Alive:
    """Whether the process answers."""
    return Alive()


@router.get("/health/ready", operation_id="health.ready")
def ready(house: AtHouse) -> Readiness:
    """Whether everything the service needs answers; problem `not_ready` with the checks otherwise."""
    return readiness(house)


@router.get("/problems", operation_id="problems.list")
def list_problems(_actor: Acting) -> Items[ProblemKind]:
    """All codes that a problem can have, on one page."""
    kinds = [ProblemKind(code=kind.code, status=kind.status, ru=kind.ru, en=kind.en) for kind in PROBLEMS.values()]
    return Items(items=sorted(kinds, key=lambda kind: kind.code))


@router.get("/openapi.json", operation_id="openapi.read", include_in_schema=False)
def read_openapi(request: Request, _actor: Acting) -> dict[str, Any]:
    """The description of the API, OpenAPI 3.1."""
    description: dict[str, Any] = request.app.openapi()
    return description
