"""Which refusals go into the record: of attempts to change something by somebody who is, or was, signed in."""

import contextlib
import re

from fastapi import Request

from domain.rights import RIGHTS
from schemas.actor import Scope
from schemas.problems import PROBLEMS, Refused
from services.house import House
from services.identity.actors import owner_of
from storage.refusals import RefusedAct

STATUSES = frozenset({401, 403, 404, 409, 429})
"""A typing mistake (422), an edit made from an older version (412) and what is out of order (503) are no attempts."""
_NOBODYS = frozenset({"try_again"})
_INSIDE = frozenset({"contributions.add"})
"""What members are refused inside their body is told to nobody; that somebody from outside knocked, is."""
_UNKNOWN = frozenset({"credential_invalid", "cross_site"})
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def note_refusal(request: Request, code: str) -> None:
    """Note who was refused what, where and when; nothing of what they sent."""
    operation = getattr(request.scope.get("route"), "operation_id", None)
    if PROBLEMS[code].status not in STATUSES or code in _NOBODYS or operation not in RIGHTS:
        return
    if RIGHTS[operation].scope is Scope.READ:
        return
    house: House = request.app.state.house
    if operation in _INSIDE and code != "not_found":
        return
    # A database that does not answer is told of elsewhere; the refusal has its answer already.
    with contextlib.suppress(Refused):
        actor_id = _who(request, house, code)
        if actor_id:
            house.refusals.note(house.database, RefusedAct(actor_id, operation, code, _place(request)), house.clock())


def _who(request: Request, house: House, code: str) -> str:
    if code in _UNKNOWN:
        return owner_of(house, getattr(request.state, "credential", ""))
    actor = getattr(request.state, "actor", None)
    return actor.id if actor else ""


def _place(request: Request) -> str:
    """The ids of the path as "section/ID", one after the other; whatever is no id is left out."""
    ids = request.path_params.items()
    return "/".join(f"{name.removesuffix('_id')}/{id_}" for name, id_ in ids if _ID.fullmatch(str(id_)))
