"""The checkpoints and the refused attempts as administrators see them."""

import json
import re

from sqlmodel import col, select

from schemas.actor import Actor
from schemas.problems import Refused
from schemas.views.audit import CheckpointView, RefusalView
from schemas.views.page import Page, Slice
from services.house import House
from services.rights import permit
from storage.paging import page_of
from storage.tables import Checkpoint, Refusal

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


def list_refusals(house: House, *, actor: Actor, page: Page) -> Slice[RefusalView]:
    """Refused attempts in the order they were first noted."""
    permit("audit.list_refusals", actor)
    with house.database.read() as unit:
        found = page_of(unit, select(Refusal), col(Refusal.id), lambda row: row.id, page)
    return found.each(lambda row: RefusalView.model_validate(row, from_attributes=True))
