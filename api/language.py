"""The language that a request asks to be answered in."""

from fastapi import Request

from schemas.language import LANGUAGES, Language


def language_of(request: Request) -> Language:
    """The best of Accept-Language that Veche speaks (RFC 9110, 12.5.4); Russian without one."""
    wishes = [_wish(part) for part in request.headers.get("accept-language", "").split(",")]
    best = max(wishes, key=lambda wish: wish[1])  # the first of equals
    return best[0] if best[1] > 0 else LANGUAGES[0]


def _wish(part: str) -> tuple[Language, float]:
    tag, _, weight = part.partition(";")
    language = tag.strip().lower().partition("-")[0]
    if language not in LANGUAGES:
        return LANGUAGES[0], 0.0
    try:
        return language, float(weight.partition("=")[2]) if weight.strip() else 1.0
    except ValueError:
        return language, 0.0
