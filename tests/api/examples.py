"""What must be there before an operation's example can be sent; a family of routes adds its own entries.

`READY` maps an operation to a function that sets the world up and says who sends the example, and where to.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from activities.notices.proofs import code_of
from schemas.views.document_forms import EXAMPLE_ID
from schemas.views.invitations import EXAMPLE_TOKEN
from storage.link_tokens import kept_hash
from storage.tables import Link
from tests.api.world import Account, World

GUEST = "gost@example.org"


@dataclass(frozen=True)
class Ready:
    """Who sends the example; `places` fill the path, `version` is what If-Match names.

    `form` stands in for what only the addressee can know, such as a code.
    """

    by: Account | None = None
    places: dict[str, str] = field(default_factory=dict)
    version: int | None = None
    form: dict[str, str] = field(default_factory=dict)


def _by_administrator(world: World) -> Ready:
    return Ready(world.person("administrator"))


def _about_somebody(world: World) -> Ready:
    return Ready(world.person("administrator"), {"person_id": world.person().id}, 1)


def _about_somebody_deactivated(world: World) -> Ready:
    ready = _about_somebody(world)
    path = f"/people/{ready.places['person_id']}"
    assert world.call("PATCH", path, ready.by, version=1, json={"active": False}).is_success
    return Ready(ready.by, ready.places)


def _about_oneself(world: World) -> Ready:
    person = world.person()
    return Ready(person, {"person_id": person.id}, 1)


def _about_an_organisation(world: World) -> Ready:
    administrator = world.person("administrator")
    return Ready(
        administrator, {"organisation_id": world.made("/organisations", administrator, {"name": "Землячество"})}, 1
    )


def _about_a_body(world: World) -> Ready:
    administrator = world.person("administrator")
    body_id = world.made("/bodies", administrator, {"name": "Совет"})
    return Ready(administrator, {"body_id": body_id, "person_id": administrator.id}, 1)


def _known_account(world: World) -> Ready:
    world.person(email="chitatel@example.org")
    return Ready()


def _own_day(world: World) -> Ready:
    administrator = world.person("administrator")
    form = {"working": False, "reason": "так надо"}
    assert world.call("PUT", "/calendar/days/2026-12-07", administrator, json=form).is_success
    return Ready(administrator, {"day": "2026-12-07"})


def _about_one_s_mail(world: World) -> Ready:
    person = world.person()
    return Ready(person, {"person_id": person.id, "kind": "email"}, 1)


def _with_a_code(world: World) -> Ready:
    ready = _about_one_s_mail(world)
    path, form = f"/people/{ready.places['person_id']}/channels/email/address", {"address": "novyj@example.org"}
    proof = world.call("POST", path, ready.by, json=form).json()["id"]
    return replace(ready, form={"code": code_of(world.house.secret, proof)})


def _with_link(kind: str) -> Callable[[World], Ready]:
    """The link of the examples is there: a letter left with its token."""

    def prepare(world: World) -> Ready:
        invitation = world.made("/invitations", world.person("administrator"), {"email": GUEST, "name": "Гость"})
        person = world.person()
        whose = {"invitation_id": invitation} if kind == "invitation" else {"person_id": person.id}
        now = world.clock()
        link = Link(
            id=EXAMPLE_ID,
            kind=kind,
            token_hashes=[kept_hash(EXAMPLE_TOKEN)],
            made_at=now,
            next_try_at=now,
            expires_at=now + timedelta(minutes=15),
            **whose,  # type: ignore[arg-type]
        )
        with world.house.database.write() as session:
            session.add(link)
        return Ready(person if kind == "confirm" else None)

    return prepare


READY: dict[str, Callable[[World], Ready]] = {
    "sessions.sign_in": _known_account,
    "sessions.ask_link": _known_account,
    "sessions.sign_in_by_link": _with_link("sign_in"),
    "invitations.add": _by_administrator,
    "invitations.accept": _with_link("invitation"),
    "confirmations.add": lambda world: Ready(world.person()),
    "confirmations.by_link": _with_link("confirm"),
    "tokens.add": _by_administrator,
    "people.add": _by_administrator,
    "people.update": _about_somebody,
    "people.update_profile": _about_oneself,
    "people.change_password": _about_oneself,
    "people.reset_password": _about_somebody,
    "people.consent": _about_oneself,
    "people.erase": _about_somebody_deactivated,
    "channels.update": _about_oneself,
    "channels.set_address": _about_one_s_mail,
    "channels.confirm": _with_a_code,
    "organisations.add": _by_administrator,
    "organisations.update": _about_an_organisation,
    "bodies.add": _by_administrator,
    "bodies.update": _about_a_body,
    "policies.preview": lambda world: Ready(world.person()),
    "calendar.set_day": _own_day,
    "calendar.end_day": _own_day,
    "bodies.set_member": _about_a_body,
    "absences.add": _by_administrator,
}
