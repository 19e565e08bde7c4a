"""The language that a request asks to be answered in."""

from fastapi import Request, Response

from schemas.language import LANGUAGES, Language


def language_of(request: Request) -> Language:
    """The best of Accept-Language that Veche speaks (RFC 9110, 12.5.4); Russian without one."""
    wishes = [_wish(part) for part in request.headers.get("accept-language", "").split(",")]
    best = max(wishes, key=lambda wish: wish[1])  # the first of equals
    return best[0] if best[1] > 0 else LANGUAGES[0]


def answer_in_language_of(request: Request, response: Response) -> Language:
    """The same, said in the answer's headers, so that no cache gives it to who asks for another."""
    language = language_of(request)
    response.headers.update({"Content-Language": language, "Vary": "Accept-Language"})
    return language


def _wish(part: str) -> tuple[Language, float]:
    tag, _, weight = part.partition(";")
    language = tag.strip().lower().partition("-")[0]
    if language not in LANGUAGES:
        return LANGUAGES[0], 0.0
    try:
        return language, float(weight.partition("=")[2]) if weight.strip() else 1.0
    except ValueError:
        return language, 0.0
