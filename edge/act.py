"""The act that a writing request stands for: what makes its repetition the same act."""

import re

from fastapi import Request

from edge.actor import operation_of
from schemas.act import Act
from schemas.actor import Actor
from schemas.problems import Refused
from services.house import House

_KEY = re.compile(r"[\x21-\x7e]{1,200}")


def checked_key(key: str | None) -> str:
    """The random value that names an act. Raises Refused: idempotency_key_missing, idempotency_key_invalid."""
    if not key:
        raise Refused("idempotency_key_missing")
    if _KEY.fullmatch(key) is None:
        raise Refused("idempotency_key_invalid")
    return key


def act_named(request: Request, house: House, actor: Actor, key: str, asked: str) -> Act:
    """The act: its id from actor, operation and key, its hash from all that was asked for, as text."""
    return house.act_of(actor.id, operation_of(request), key, asked)


def seed_of(house: House, act: Act, key: str, asked: str) -> str:
    """What a token given out by this act is made from, the same for every repetition.

    The key itself and what was asked go in, and neither is stored: the database and the secret in it are not
    enough to make the tokens again.
    """
    return house.keyed_hash("token", act.id, key, asked)
