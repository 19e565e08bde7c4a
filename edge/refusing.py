"""How an edge says a refusal: the API as a problem, the pages as a page; what stands before both is given one."""

from collections.abc import Mapping
from typing import Any, Protocol

from fastapi import Request, Response


class Refusing(Protocol):
    """Makes the answer that says a refusal."""

    def __call__(
        self, request: Request, code: str, facts: Mapping[str, Any], headers: Mapping[str, str] | None = None, /
    ) -> Response:
        """The answer with this code of `PROBLEMS`, its facts, and these headers besides its own."""
