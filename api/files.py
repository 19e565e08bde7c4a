"""Files as answers: their bytes never change, so they are cached by their hash."""

from urllib.parse import quote

from fastapi import Request, Response

from services.texts import File


def file_response(request: Request, file: File, *, inline: bool = False) -> Response:
    """The file, or 304 if the asker has exactly these bytes; `inline` shows it instead of offering to save it."""
    tag = f'"{file.etag}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    kind = "inline" if inline else "attachment"
    headers["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(file.name, safe='')}"
    return Response(file.content, media_type=file.media_type, headers=headers)
