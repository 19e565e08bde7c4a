"""The check that every service makes first: may this actor do this operation?"""

from collections.abc import Collection

from domain.rights import RIGHTS, Relation, relations_of
from schemas.actor import Actor
from schemas.problems import Refused


def admit(operation: str, actor: Actor) -> None:
    """Check what can be known before the object is looked at: is somebody signed in, does the token reach so far.

    Raises Refused with `sign_in_required` or `scope_missing`.
    """
    right = RIGHTS[operation]
    if Relation.ANYONE not in right.who:
        if actor.is_anonymous:
            raise Refused("sign_in_required")
        if actor.scopes is not None and right.scope not in actor.scopes:
            raise Refused("scope_missing", scope=right.scope.value)


def permit(operation: str, actor: Actor, relations: Collection[Relation] = (), *, refusal: str = "not_allowed") -> None:
    """Check that the actor, with `relations` to the object besides those of their role, may do the operation.

    Raises Refused with `sign_in_required`, `scope_missing`, or `refusal`; give "not_found" there
    where even the existence of the object is not for everybody.
    """
    admit(operation, actor)
    if not may(operation, actor, relations):
        raise Refused(refusal)


def may(operation: str, actor: Actor, relations: Collection[Relation] = ()) -> bool:
    """Whether the actor, with these relations, is among those who may do the operation."""
    return not RIGHTS[operation].who.isdisjoint({*relations, *relations_of(actor)})
