"""The HTTP client: an address, people who sign in, and what each of them asks for; no part of Veche is imported."""

import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2 as httpx

_PATIENCE = 60.0
"""Seconds for which a request that the service could not take is sent again."""
_BETWEEN = 0.5


class WrongAnswer(Exception):
    """The service answered otherwise than the story expected."""


class Address:
    """Where the service is, and for how many seconds it is asked again when it is busy or away."""

    def __init__(self, address: str, patience: float = _PATIENCE) -> None:
        self._patience = patience
        self._http = httpx.Client(base_url=f"{address}/api/v1", timeout=30)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def send(
        self,
        method: str,
        path: str,
        *,
        token: str = "",
        json: Any = None,
        content: bytes | None = None,
        query: Mapping[str, str] | None = None,
        version: int | None = None,
    ) -> httpx.Response:
        """One request, and its answer whatever it is; `token` says who asks, and nobody does without one.

        A service that is busy or restarts is asked again with the same Idempotency-Key, so that nothing is
        done twice.
        """
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if method != "GET":
            headers["Idempotency-Key"] = uuid.uuid4().hex
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        body: dict[str, Any] = {"content": content} if json is None else {"json": json}
        give_up_at = time.monotonic() + self._patience
        while True:
            try:
                answer = self._http.request(method, path, headers=headers, params=query, **body)
            except httpx.TransportError as trouble:
                if time.monotonic() > give_up_at:
                    raise WrongAnswer(f"{method} {path}: expected an answer, found {trouble!r}") from trouble
            else:
                if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE or time.monotonic() > give_up_at:
                    return answer
            time.sleep(_BETWEEN)

    def sign_in(self, email: str, password: str) -> "Person":
        """The person with this account, signed in."""
        answer = self.send("POST", "/sessions", json={"email": email, "password": password})
        begun = _given(answer, "POST /sessions", 201)
        return Person(id=begun["person_id"], token=begun["token"], address=self)


@dataclass(frozen=True)
class Person:
    """Somebody signed in; every method raises WrongAnswer unless the answer is the expected one."""

    id: str
    token: str
    address: Address

    def get(self, path: str) -> dict[str, Any]:
        """What stands at `path`."""
        return _given(self.address.send("GET", path, token=self.token), f"GET {path}", 200)

    def find(self, path: str) -> dict[str, Any] | None:
        """What stands at `path`, or None while there is nothing."""
        answer = self.address.send("GET", path, token=self.token)
        return None if answer.status_code == httpx.codes.NOT_FOUND else _given(answer, f"GET {path}", 200)

    def list(self, path: str) -> list[dict[str, Any]]:
        """All items of a list, page after page."""
        items: list[dict[str, Any]] = []
        query: dict[str, str] | None = {"limit": "100"}
        url = path
        while url:
            answer = self.address.send("GET", url, token=self.token, query=query)
            items += _given(answer, f"GET {path}", 200)["items"]
            url = answer.links.get("next", {}).get("url", "").removeprefix("/api/v1")
            query = None
        return items

    def text(self, path: str, form: str = "markdown") -> str:
        """A text in the form that is asked for."""
        answer = self.address.send("GET", path, token=self.token, query={"format": form})
        _require(answer, f"GET {path}", 200)
        return answer.text

    def file(self, path: str, form: str) -> bytes:
        """A file in the form that is asked for."""
        answer = self.address.send("GET", path, token=self.token, query={"format": form})
        _require(answer, f"GET {path}", 200)
        return answer.content

    def do(self, method: str, path: str, form: Any = None, *, version: int | None = None) -> dict[str, Any]:
        """Carry out an act; the answer's content."""
        answer = self.address.send(method, path, token=self.token, json=form or {}, version=version)
        return _given(answer, f"{method} {path}", 200, 201, 202, 204)

    def upload(self, path: str, filename: str, content: bytes, *, base_id: str = "", status: int = 201) -> Any:
        """Hand in a file, edited from the revision `base_id`; the answer's content, a problem's too."""
        query = {"filename": filename} | ({"base_id": base_id} if base_id else {})
        answer = self.address.send("POST", path, token=self.token, content=content, query=query)
        return _given(answer, f"POST {path}", status)


def _given(answer: httpx.Response, asked: str, *expected: int) -> dict[str, Any]:
    _require(answer, asked, *expected)
    content: dict[str, Any] = answer.json() if answer.content else {}
    return content


def _require(answer: httpx.Response, asked: str, *expected: int) -> None:
    if answer.status_code not in expected:
        wanted = " or ".join(map(str, expected))
        raise WrongAnswer(f"{asked}: expected {wanted}, found {answer.status_code} {answer.text[:600]}")
