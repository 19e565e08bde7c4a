"""The act of a request by its Idempotency-Key."""

import hashlib
from typing import Annotated

from fastapi import Depends, Header, Request

from edge.act import act_named, checked_key, seed_of
from edge.actor import Acting, AtHouse
from schemas.act import Act


async def given_key(
    idempotency_key: Annotated[str | None, Header(description="A random value; a repetition sends the same.")] = None,
) -> str:
    """The request's Idempotency-Key. Raises Refused with `idempotency_key_missing` or `idempotency_key_invalid`."""
    return checked_key(idempotency_key)


Key = Annotated[str, Depends(given_key)]


async def _asked(request: Request) -> str:
    body = hashlib.sha256(await request.body()).hexdigest()
    return f"{request.method} {request.url.path}?{request.url.query} {body}"


async def read_act(request: Request, house: AtHouse, actor: Acting, key: Key) -> Act:
    """The act: its id from actor, operation and Idempotency-Key, its hash from method, path, query and body."""
    return act_named(request, house, actor, key, await _asked(request))


ThisAct = Annotated[Act, Depends(read_act)]


async def token_seed(request: Request, house: AtHouse, act: ThisAct, key: Key) -> str:
    """What a token given out by this request is made from; see `edge.act.seed_of`."""
    return seed_of(house, act, key, await _asked(request))


TokenSeed = Annotated[str, Depends(token_seed)]
