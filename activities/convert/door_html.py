"""What a page in HTML must be to be let in; what is not text in it is left out by the converter, and told."""

import re

from activities.convert.door_markdown import CONTROLS
from schemas.conversion import ConvertSettings
from schemas.problems import Refused

_ACTIVE = re.compile(r"<\s*(?:script|iframe|object|embed|applet|form|svg|link)\b", re.IGNORECASE)
_FOREIGN = re.compile(
    r"<\s*(?:img|image|video|audio|source)\b[^<>]{0,2000}?\bsrc\s*=\s*[\"']?(?!\s*data:)", re.IGNORECASE
)
_CHARSET = re.compile(rb"<meta[^<>]{0,300}charset\s*=\s*[\"']?\s*windows-1251", re.IGNORECASE)


def check_html(content: bytes, settings: ConvertSettings) -> tuple[str, set[str]]:
    """The page, and warnings about it.

    Raises Refused: upload_too_large, text_not_utf8, text_bad_characters.
    """
    if len(content) > settings.markdown_bytes:
        raise Refused("upload_too_large", limit_mb=settings.markdown_bytes // 2**20)
    try:
        text = content.decode("cp1251" if _CHARSET.search(content[:4096]) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("text_not_utf8") from error
    if CONTROLS.search(text):
        raise Refused("text_bad_characters")
    warnings = {"active_dropped"} if _ACTIVE.search(text) else set()
    return text, warnings | ({"image_external"} if _FOREIGN.search(text) else set())
