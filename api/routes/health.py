"""Routes about the service itself: health, the list of problems, the description of the API."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response

from api.paging import paged
from edge.actor import Acting, AtHouse
from edge.paging import AskedPage
from schemas.problems import PROBLEMS
from schemas.views.health import Alive, Readiness
from schemas.views.page import Items
from schemas.views.problem import ProblemKind
from services.health import readiness
from services.pages import cut

router = APIRouter(tags=["service"])


@router.get("/health/live", operation_id="health.live")
async def live() -> Alive:
    """Whether the process answers."""
    return Alive()


@router.get("/health/ready", operation_id="health.ready")
async def ready(house: AtHouse) -> Readiness:
    """Whether everything the service needs answers; problem `not_ready` with the checks otherwise.

    `stuck` names the streams that do not go on; the service is ready nevertheless.
    """
    return await readiness(house)


@router.get("/problems", operation_id="problems.list")
def list_problems(request: Request, response: Response, _actor: Acting, page: AskedPage) -> Items[ProblemKind]:
    """All codes that a problem can have, in the order of the alphabet."""
    found = cut(sorted(PROBLEMS), str, page).each(lambda code: ProblemKind.model_validate(asdict(PROBLEMS[code])))
    return paged(request, response, found)


@router.get("/openapi.json", operation_id="openapi.read", include_in_schema=False)
def read_openapi(request: Request, _actor: Acting) -> dict[str, Any]:
    """The description of the API, OpenAPI 3.1."""
    description: dict[str, Any] = request.app.openapi()
    return description
