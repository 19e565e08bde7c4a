"""The checkpoints as administrators see them."""

import json
import re

from sqlmodel import col, select

from schemas.actor import Actor
from schemas.problems import Refused
from schemas.views.audit import CheckpointView
from schemas.views.page import Page, Slice
from services.house import House
from services.rights import permit
from storage.tables import Checkpoint

_NUMBER = re.compile(r"[0-9]{1,15}")


def list_checkpoints(house: House, *, actor: Actor, page: Page) -> Slice[CheckpointView]:
    """The checkpoints, first to last."""
    permit("audit.list_checkpoints", actor)
    if page.after is not None and _NUMBER.fullmatch(page.after) is None:
        raise Refused("cursor_invalid")
    query = select(Checkpoint.number, Checkpoint.statement, Checkpoint.hash).order_by(col(Checkpoint.number))
    query = query.where(col(Checkpoint.number) > int(page.after or 0)).limit(page.limit + 1)
    with house.database.read() as session:
        rows = session.exec(query).all()
    kept = rows[: page.limit]
    views = [CheckpointView.model_validate(json.loads(text) | {"hash": found}) for _, text, found in kept]
    return Slice(items=views, next_after=str(kept[-1][0]) if len(rows) > page.limit else None)
