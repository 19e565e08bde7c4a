"""Files as answers: their bytes never change, so they are cached by their hash."""

from urllib.parse import quote

from fastapi import Request, Response

from edge.headers import POLICY
from services.sections.texts import File


class FileAnswer(Response):
    """What routes that give out files answer with, for their description: bytes of the kind that Content-Type says."""

    media_type = "*/*"


def file_response(request: Request, file: File) -> Response:
    """The file, or 304 if the asker has exactly these bytes; always offered to be saved, never shown."""
    tag = f'"{file.etag}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Content-Security-Policy": f"{POLICY}; sandbox"}
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    return Response(file.read(), media_type=file.media_type, headers=headers)


def is_known(request: Request, tag: str) -> bool:
    """Whether If-None-Match names the tag, by the weak comparison of RFC 9110, 13.1.2."""
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return tag in known or known == ["*"]
