"""What everybody sets for themselves: name and language, notices, password, API tokens, consent and data."""

from datetime import datetime, timedelta

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.actor import Scope
from schemas.language import LANGUAGES
from schemas.views.consent import ConsentForm
from schemas.views.keys import NewToken
from schemas.views.people import PasswordChange, ProfileChange
from services.bodies.references import list_references
from services.identity import consent, password_change, signin, tokens
from services.identity.passwords import SHORTEST
from services.notices.channels import read_channels
from services.pages import every
from services.people import erasure, people
from web.pages.people import tokens_of
from web.sending import Sending, Sent
from web.visit import LANGUAGE, Visit, Visiting

router = APIRouter(prefix="/me")
LASTING = ("30", "90", "365", "")
"""For how many days a token is made, or until it is revoked."""


@router.get("", operation_id="sessions.read")
def show_own(visit: Visiting) -> Response:
    """All of one's own settings."""
    channels = read_channels(visit.house, actor=visit.actor, person_id=visit.actor.id)
    say = visit.speech.say
    return visit.page(
        "own/own.html",
        channels=channels,
        open_channels=[one for one in channels.channels if one.open],
        zones=_zones(visit, channels.zone),
        tokens=[one for one in tokens_of(visit, visit.actor.id) if one.revoked_at is None],
        consent=consent.read_text(visit.house, actor=visit.actor),
        shortest=SHORTEST,
        languages=[(one, say(f"people.language_{one}")) for one in LANGUAGES],
        lasting=[(one, say(f"own.lasts_{one or 'on'}")) for one in LASTING],
        scopes=[scope.value for scope in Scope],
    )


@router.post("/profile", operation_id="people.update_profile")
def update_profile(visit: Visiting, sent: Sending) -> Response:
    """Change one's name, position or language; the language that was chosen for this browser gives way."""
    form = sent.read(ProfileChange, position=sent.one("position"))
    people.update_profile(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        person_id=visit.actor.id,
        version=sent.version,
        form=form,
    )
    response = visit.go("/me", said="own.saved")
    response.delete_cookie(LANGUAGE, path="/")
    return response


@router.post("/password", operation_id="people.change_password")
def change_password(visit: Visiting, sent: Sending) -> Response:
    """Change one's password."""
    password_change.change_password(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        person_id=visit.actor.id,
        form=sent.read(PasswordChange),
    )
    return visit.go("/me#password", said="own.password_changed")


@router.post("/sessions", operation_id="sessions.sign_out_elsewhere")
def sign_out_elsewhere(visit: Visiting, sent: Sending) -> Response:
    """End one's sessions in other browsers."""
    signin.sign_out_elsewhere(visit.house, actor=visit.actor, act=visit.act(sent))
    return visit.go("/me#password", said="own.signed_out_elsewhere")


@router.post("/tokens", operation_id="tokens.add")
def add_token(visit: Visiting, sent: Sending) -> Response:
    """Make an API token, shown here only."""
    form = sent.read(NewToken, scopes=sent.many("scopes"), expires_at=_expiry(visit, sent))
    made = tokens.add_token(visit.house, actor=visit.actor, act=visit.act(sent), seed=visit.seed(sent), form=form)
    return visit.page("own/secret.html", title="own.token", secret=made.token)


@router.post("/tokens/{token_id}/revocation", operation_id="tokens.revoke")
def revoke_token(visit: Visiting, sent: Sending, token_id: Id) -> Response:
    """Make one's API token invalid."""
    tokens.revoke_token(visit.house, actor=visit.actor, act=visit.act(sent), token_id=token_id)
    return visit.go("/me#tokens", said="people.token_revoked")


@router.post("/consent", operation_id="people.consent")
def set_consent(visit: Visiting, sent: Sending) -> Response:
    """Consent to the processing of one's data, or take that back."""
    consent.set_consent(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        person_id=visit.actor.id,
        form=sent.read(ConsentForm),
    )
    return visit.go("/me#data", said="own.saved")


@router.post("/erasure", operation_id="people.ask_erasure")
def ask_erasure(visit: Visiting, sent: Sending) -> Response:
    """Ask to be erased."""
    erasure.ask_erasure(visit.house, actor=visit.actor, act=visit.act(sent), person_id=visit.actor.id)
    return visit.go("/me#data", said="own.erasure_asked")


def _expiry(visit: Visit, sent: Sent) -> datetime | None:
    days = sent.one("lasts")
    return visit.house.clock() + timedelta(days=int(days)) if days in LASTING and days else None


def _zones(visit: Visit, own: str) -> list[tuple[str, str]]:
    """The zones of the country's regions, and the person's own."""
    regions = every(lambda page: list_references(visit.house, actor=visit.actor, name="regions", page=page))
    known = sorted({one.zone for one in regions if one.zone} | {own, visit.house.zone})
    return [(zone, visit.speech.zone_named(zone)) for zone in known]
