"""One page of rows by one query, in the stable order of a key."""

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple, overload

from sqlmodel import Session
from sqlmodel.sql.expression import Select, SelectOfScalar

from schemas.views.page import Page, Slice

Row = TypeVar("Row")
Columns = TypeVarTuple("Columns")


@overload
def page_of(
    session: Session, query: SelectOfScalar[Row], key: Any, key_of: Callable[[Row], str], page: Page
) -> Slice[Row]: ...
@overload
def page_of(
    session: Session, query: Select[*Columns], key: Any, key_of: Callable[[tuple[*Columns]], str], page: Page
) -> Slice[tuple[*Columns]]: ...
def page_of(session: Session, query: Any, key: Any, key_of: Callable[[Any], str], page: Page) -> Slice[Any]:
    """The rows of `query` in the order of its text column `key`, which `key_of` reads from a row.

    The order is ascending, or descending for a page that asks for the newest first. The key must be unique within
    what `query` selects; ids are, and sort by the time they were made.
    """
    if page.after is not None:
        query = query.where(key < page.after if page.newest_first else key > page.after)
    ordered = query.order_by(key.desc() if page.newest_first else key)
    rows = session.exec(ordered.limit(page.limit + 1)).all()
    kept = rows[: page.limit]
    return Slice(items=kept, next_after=key_of(kept[-1]) if len(rows) > page.limit else None)
