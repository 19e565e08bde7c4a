"""The cookie that a browser keeps its session in."""

from fastapi import Response

from edge.actor import cookie_name
from services.house import House
from services.identity.signin import SESSION_LASTS


def give_cookie(response: Response, house: House, token: str) -> None:
    """Have the browser keep the session's token as long as the session lasts."""
    _set(response, house, token, round(SESSION_LASTS.total_seconds()))


def take_cookie(response: Response, house: House) -> None:
    """Have the browser forget it."""
    _set(response, house, "", 0)


def _set(response: Response, house: House, token: str, seconds: int) -> None:
    secure = house.public_url.startswith("https://")
    response.set_cookie(
        cookie_name(house.public_url), token, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax"
    )
