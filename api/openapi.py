"""The OpenAPI description: what FastAPI finds in the routes, with headers, rights and problems made exact."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problems import MEDIA_TYPE
from domain.rights import RIGHTS, Relation
from schemas.views.problem import ProblemView

_REQUIRED_HEADERS = ("idempotency-key", "if-match")
_SECURITY = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "`veche_pat_…` (an API token with the scopes read, write, admin) or `veche_ses_…` (a session).",
    },
    "cookie": {"type": "apiKey", "in": "cookie", "name": "__Host-veche", "description": "A browser's session."},
}


def describe(app: FastAPI) -> None:
    """Let `app.openapi()` give the exact description."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            found = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
            app.openapi_schema = _exact(found)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _exact(description: dict[str, Any]) -> dict[str, Any]:
    components = description.setdefault("components", {})
    components["securitySchemes"] = _SECURITY
    components.setdefault("schemas", {})["Problem"] = ProblemView.model_json_schema()
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    problem = {"description": "A problem", "content": content}
    for path in description["paths"].values():
        for operation in path.values():
            _say_rights(operation)
            # FastAPI's own form of a validation error is not the one we answer with.
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = problem
            for parameter in operation.get("parameters", ()):
                parameter["required"] = parameter["required"] or parameter["name"] in _REQUIRED_HEADERS
    for unused in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(unused, None)
    return description


def _say_rights(operation: dict[str, Any]) -> None:
    right = RIGHTS[operation["operationId"]]
    operation["x-scope"] = right.scope.value
    operation["x-who"] = sorted(relation.value for relation in right.who)
    if Relation.ANYONE not in right.who:
        operation["security"] = [{"bearer": []}, {"cookie": []}]
