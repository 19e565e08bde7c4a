"""One visit of somebody to one page: what they may see it by, and how it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from domain.rights import Relation
from edge.act import act_named, seed_of
from edge.actor import SAFE_METHODS, Acting, AtHouse, is_same_site
from edge.client import client_address
from edge.language import language_of
from schemas.act import Act
from schemas.actor import ANONYMOUS, Actor
from schemas.language import LANGUAGES, Language
from schemas.problems import Refused
from schemas.views.people import PersonView
from services.deadlines.desk import coordinates
from services.house import House
from services.people.people import read_person
from services.rights import may
from web.menu import menu_for
from web.sending import Sent
from web.speech import Speech
from web.templating import ENVIRONMENT
from web.trouble import FormOnPage, Trouble
from web.words import WORDS

SAID, LANGUAGE = "veche_said", "veche_language"
"""The cookies that bring one sentence to the next page, and keep the language that was chosen."""


@dataclass(frozen=True)
class Visit:
    """Who asks for what, in which language."""

    request: Request
    house: House
    actor: Actor
    language: Language

    @cached_property
    def speech(self) -> Speech:
        """How the pages speak to them."""
        return Speech(self.language, self.house.zone, self.house.clock())

    @cached_property
    def me(self) -> PersonView | None:
        """The person who is signed in."""
        if self.actor.is_anonymous:
            return None
        return read_person(self.house, actor=self.actor, person_id=self.actor.id)

    @property
    def address(self) -> str:
        """The network address they come from."""
        return client_address(self.request, self.house.trusted_proxies)

    @property
    def here(self) -> str:
        """The path of this page, with its query."""
        query = self.request.url.query
        return f"{self.request.url.path}?{query}" if query else self.request.url.path

    @property
    def trouble(self) -> Trouble | None:
        """What went wrong with the form that was sent from this page just now."""
        return getattr(self.request.state, "trouble", None)

    def may(self, operation: str, *relations: Relation) -> bool:
        """Whether they, with these relations to the object, may do the operation: for showing or not."""
        return may(operation, self.actor, relations)

    def act(self, sent: Sent) -> Act:
        """The act that the form stands for."""
        return act_named(self.request, self.house, self.actor, sent.key, sent.asked)

    def seed(self, sent: Sent) -> str:
        """What a token given out by the act is made from."""
        return seed_of(self.house, self.act(sent), sent.key, sent.asked)

    def page(self, template: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
        """The page that a template makes of what is `shown`."""
        said = self.request.cookies.get(SAID, "")
        drawn = ENVIRONMENT.get_template(template).render({**self._context(said), **shown})
        response = HTMLResponse(drawn, status, _headers(self.language))
        if said:
            response.delete_cookie(SAID, path="/")
        return response

    def go(self, href: str, *, said: str = "") -> RedirectResponse:
        """Have the browser go on to another page of ours, which says the sentence with that key of `WORDS`."""
        response = RedirectResponse(href, 303)
        if said:
            assert said in WORDS, said
            response.set_cookie(SAID, said, max_age=60, path="/", httponly=True, samesite="lax")
        return response

    def _context(self, said: str) -> Mapping[str, Any]:
        return {
            **self.speech.context(),
            "visit": self,
            "menu": menu_for(self.actor, coordinates=coordinates(self.house, actor=self.actor)),
            "said": said if said in WORDS else "",
            "trouble": self.trouble,
            "form": lambda name: FormOnPage.drawn(name, self.trouble),
        }


def _headers(language: Language) -> dict[str, str]:
    # Kept for the way back, so that nothing typed is lost on it, and asked for anew otherwise.
    return {"Content-Language": language, "Vary": "Cookie, Accept-Language", "Cache-Control": "private, no-cache"}


def visit_of(request: Request, house: House, actor: Actor) -> Visit:
    """The visit of a request whose actor is known."""
    chosen = request.cookies.get(LANGUAGE, "")
    own = actor.language if not actor.is_anonymous else language_of(request)
    language = chosen if chosen in LANGUAGES else own
    return Visit(request, house, actor, "en" if language == "en" else "ru")


def nobodys_visit(request: Request) -> Visit:
    """The visit of a request that was stopped before, or without, knowing who sent it."""
    actor = getattr(request.state, "actor", ANONYMOUS)
    return visit_of(request, request.app.state.house, actor)


async def _visit(request: Request, house: AtHouse, actor: Acting) -> Visit:
    # Without a cookie, too: nobody may be signed in by another site's form.
    if request.method not in SAFE_METHODS and not is_same_site(request, house.public_url):
        raise Refused("cross_site")
    return visit_of(request, house, actor)


Visiting = Annotated[Visit, Depends(_visit)]
"""The visit of a page whose route has the `operation_id` of a right in `domain/rights.py`."""
