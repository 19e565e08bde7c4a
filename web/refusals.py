"""Refusals as people meet them: the form again with what they typed, the way to sign in, or a page that says why."""

import contextlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from domain.refusal_words import refusal_in_words
from edge.actor import SAFE_METHODS
from edge.field_errors import described
from edge.refusals import note_refusal
from schemas.problems import PROBLEMS, Refused
from web.sending import Sent, Unfilled, read_sent
from web.trouble import Trouble
from web.visit import nobodys_visit
from web.words import WORDS

_BY_STATUS = {404: "not_found", 405: "method_not_allowed"}
_SIGN_IN_FIRST = ("sign_in_required", "credential_invalid")


def answer_with_pages(app: FastAPI) -> None:
    """Give every failure inside the application the form of a page."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(Unfilled, _unfilled)
    app.add_exception_handler(RequestValidationError, _no_such_page)
    app.add_exception_handler(HTTPException, _http_error)


def refusal_page(
    request: Request, code: str, facts: Mapping[str, Any], headers: Mapping[str, str] | None = None
) -> Response:
    """A page that says a refusal of `PROBLEMS`, what to do, and what the person had typed."""
    visit = nobodys_visit(request)
    status = PROBLEMS[code].status
    key, sent = f"errors.title_{status}", _sent(request)
    response = visit.page(
        "errors/error.html",
        status=status,
        title=key if key in WORDS else "errors.title",
        sentence=refusal_in_words(code, facts, visit.language, visit.house.zone),
        back=sent.back if sent is not None else "",
    )
    response.headers.update(headers or {})
    if "retry_after" in facts:
        response.headers["Retry-After"] = str(facts["retry_after"])
    return response


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    if request.method not in SAFE_METHODS and error.code != "cross_site":
        await _read_what_was_typed(request)
    response = _answer(request, error)
    # Once the answer is out: whoever is refused does not wait for the record.
    response.background = BackgroundTask(note_refusal, request, error.code)
    return response


def _answer(request: Request, refused: Refused) -> Response:
    if request.method in SAFE_METHODS:
        if refused.code in _SIGN_IN_FIRST and not hasattr(request.state, "trouble"):
            return RedirectResponse(f"/sign-in?next={quote(nobodys_visit(request).here, safe='/')}", 303)
        return refusal_page(request, refused.code, refused.facts)
    visit, sent = nobodys_visit(request), _sent(request)
    if refused.code in _SIGN_IN_FIRST and sent is not None:
        return visit.page("errors/signed_out.html", status=401, sent=sent, action=request.url.path)
    sentence = refusal_in_words(refused.code, refused.facts, visit.language, visit.house.zone)
    return _again(request, refused.code, sentence) or refusal_page(request, refused.code, refused.facts)


async def _unfilled(request: Request, error: Exception) -> Response:
    assert isinstance(error, Unfilled)
    visit = nobodys_visit(request)
    wrong = {}
    for one in error.errors:
        name = str(one["loc"][0]) if one["loc"] else ""
        wrong[name] = described({**one, "loc": ("body", *one["loc"])}, visit.language)["detail"]
    sentence = str(visit.speech.say("errors.unfilled"))
    return _again(request, "invalid_request", sentence, wrong) or refusal_page(
        request, "invalid_request", {"detail": ", ".join(sorted(wrong))}
    )


async def _no_such_page(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return refusal_page(request, "not_found", {})


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return refusal_page(request, _BY_STATUS.get(error.status_code, "request_unreadable"), {}, error.headers)


async def _read_what_was_typed(request: Request) -> None:
    """Whoever was refused before their form was read is shown it all the same."""
    if _sent(request) is None:
        with contextlib.suppress(Refused, HTTPException):
            await read_sent(request)


def _sent(request: Request) -> Sent | None:
    sent: Sent | None = getattr(request.state, "sent", None)
    return sent


def _again(request: Request, code: str, sentence: str, wrong: Mapping[str, str] | None = None) -> Response | None:
    """The page that the form stands on, drawn anew with what went wrong and what was typed."""
    sent = _sent(request)
    if sent is None:
        return None
    trouble = Trouble(PROBLEMS[code].status, code, sentence, wrong or {}, sent.repeatable, bool(sent.files))
    if not sent.back or code == "cross_site":
        return None
    return _PageAgain(request.app, sent.back, trouble)


class _PageAgain(Response):
    """Answers with another page of the same application, as if it had been asked for, but with the trouble's status."""

    def __init__(self, app: FastAPI, back: str, trouble: Trouble) -> None:
        super().__init__()
        self._app, self._back, self._trouble = app, back, trouble

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask for the page and pass its answer on."""
        path, _, query = self._back.partition("?")
        headers = [(name, value) for name, value in scope["headers"] if not name.startswith(b"content-")]
        asked = {
            **{name: value for name, value in scope.items() if name not in ("path_params", "endpoint", "route")},
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": headers,
            "state": {"trouble": self._trouble},
        }

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                message = {**message, "status": self._trouble.status}
            await send(message)

        await self._app.router(asked, receive, told)
        if self.background is not None:
            await self.background()
