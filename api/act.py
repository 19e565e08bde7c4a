"""The act that a writing request stands for: what makes its repetition the same act."""

import hashlib
import re
from typing import Annotated

from fastapi import Depends, Header, Request

from api.actor import Acting, AtHouse, operation_of
from schemas.act import Act
from schemas.problems import Refused

_KEY = re.compile(r"[\x21-\x7e]{1,200}")


async def given_key(
    idempotency_key: Annotated[str | None, Header(description="A random value; a repetition sends the same.")] = None,
) -> str:
    """The request's Idempotency-Key. Raises Refused with `idempotency_key_missing` or `idempotency_key_invalid`."""
    if not idempotency_key:
        raise Refused("idempotency_key_missing")
    if _KEY.fullmatch(idempotency_key) is None:
        raise Refused("idempotency_key_invalid")
    return idempotency_key


Key = Annotated[str, Depends(given_key)]


async def _asked(request: Request) -> str:
    body = hashlib.sha256(await request.body()).hexdigest()
    return f"{request.method} {request.url.path}?{request.url.query} {body}"


async def read_act(request: Request, house: AtHouse, actor: Acting, key: Key) -> Act:
    """The act: its id from actor, operation and Idempotency-Key, its hash from method, path, query and body."""
    return house.act_of(actor.id, operation_of(request), key, await _asked(request))


ThisAct = Annotated[Act, Depends(read_act)]


async def token_seed(request: Request, house: AtHouse, act: ThisAct, key: Key) -> str:
    """What a token given out by this request is made from, the same for every repetition.

    The Idempotency-Key itself and the body go in, and neither is stored: the database and the secret in
    it are not enough to make the tokens again.
    """
    return house.keyed_hash("token", act.id, key, await _asked(request))


TokenSeed = Annotated[str, Depends(token_seed)]
