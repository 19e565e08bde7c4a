"""Failures as RFC 9457 problems: every refusal, validation error and mishap is answered in this one form."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException

from domain.refusal_words import refusal_in_words
from domain.zone_words import MOSCOW
from edge.field_errors import described, place_of
from edge.language import language_of
from edge.refusals import note_refusal
from schemas.problems import PROBLEMS, Refused

MEDIA_TYPE = "application/problem+json"
_BY_STATUS = {404: "not_found", 405: "method_not_allowed"}
_HEADERS_WITH = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "1"}}


def problem_response(
    request: Request,
    code: str,
    facts: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
    zone: str = MOSCOW,
) -> JSONResponse:
    """The problem with this code, its sentence in the language that the request asks for, by the clocks of `zone`."""
    problem = PROBLEMS[code]
    language = language_of(request)
    sentence = refusal_in_words(code, facts, language, zone)
    content = {
        "type": f"/problems/{code}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "code": code,
        "detail": sentence,
        **jsonable_encoder({name: value for name, value in facts.items() if name != "detail"}),
    }
    extra = {**_HEADERS_WITH.get(problem.status, {}), **(headers or {})}
    if "retry_after" in facts:
        extra["Retry-After"] = str(facts["retry_after"])
    extra |= {"Content-Language": language, "Vary": "Accept-Language"}
    return JSONResponse(content, problem.status, extra, MEDIA_TYPE)


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refused)
    response = problem_response(request, error.code, error.facts, zone=request.app.state.house.zone)
    # Once the answer is out: whoever is refused does not wait for the record.
    response.background = BackgroundTask(note_refusal, request, error.code)
    return response


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    # A path that no object can have is answered like one that no object has.
    if any(one["loc"][0] == "path" for one in found):
        return problem_response(request, "not_found", {})
    errors = [described(one, language_of(request)) for one in found]
    where = ", ".join(sorted({place_of(one) for one in found}))
    return problem_response(request, "invalid_request", {"detail": where, "errors": errors})


async def _http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = _BY_STATUS.get(error.status_code, "request_unreadable")
    return problem_response(request, code, {}, error.headers)


def answer_with_problems(app: FastAPI) -> None:
    """Give every failure inside the application the form of a problem."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
