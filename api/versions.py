"""ETag and If-Match: an edit names the version it was made from."""

import re
from typing import Annotated

from fastapi import Depends, Header, Response

from schemas.problems import Refused

_TAG = re.compile(r'\s*"([0-9]{1,9})(?:-[0-9]{1,12}){0,2}"\s*')
"""The version that an edit names, and after it what else the answer was made of, which no edit looks at."""


def set_version(response: Response, version: int) -> None:
    """Give the version as the answer's ETag."""
    response.headers["ETag"] = f'"{version}"'


async def _expected_version(
    if_match: Annotated[str | None, Header(description="The ETag of what is being edited.")] = None,
) -> int:
    if if_match is None:
        raise Refused("version_required")
    tag = _TAG.fullmatch(if_match)
    # Whatever else stands there names no version of ours, and 0 never matches.
    return int(tag[1]) if tag else 0


ExpectedVersion = Annotated[int, Depends(_expected_version)]
"""The version that If-Match names; without the header the request is refused with `version_required`."""
