"""Style, scripts and fonts: read once, and named by a hash of them all, so that browsers keep them for good."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

FOLDER = Path(__file__).parent / "static"
_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_FOR_GOOD = "public, max-age=31536000, immutable"

router = APIRouter()


@dataclass(frozen=True)
class Static:
    """One file: its bytes, the same packed if that is worth it, and its media type."""

    content: bytes
    packed: bytes | None
    media_type: str


@cache
def files() -> dict[str, Static]:
    """All files by their path in the folder."""
    found = {}
    for path in sorted(FOLDER.rglob("*")):
        if path.suffix in _KINDS:
            content = path.read_bytes()
            packed = None if path.suffix == ".woff2" else gzip.compress(content, mtime=0)
            found[path.relative_to(FOLDER).as_posix()] = Static(content, packed, _KINDS[path.suffix])
    return found


@cache
def tag() -> str:
    """What names this state of all files."""
    whole = hashlib.sha256()
    for name, file in files().items():
        whole.update(f"{name} {hashlib.sha256(file.content).hexdigest()}\n".encode())
    return whole.hexdigest()[:16]


def address_of(name: str) -> str:
    """Where a page finds a file of the folder."""
    if name not in files():
        raise KeyError(name)
    return f"/static/{tag()}/{name}"


@router.get("/static/{asked_tag}/{name:path}")
def read_static(request: Request, asked_tag: str, name: str) -> Response:
    """The file; one asked for by another state's tag is not kept."""
    file = files().get(name)
    if file is None:
        raise HTTPException(404)
    headers = {"Vary": "Accept-Encoding", "Cache-Control": _FOR_GOOD if asked_tag == tag() else "no-cache"}
    if file.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.packed, media_type=file.media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(file.content, media_type=file.media_type, headers=headers)
