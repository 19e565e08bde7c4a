"""What registers have in common: rows with a version that administrators list, read, add and change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from pydantic import BaseModel
from sqlmodel import Session as Unit
from sqlmodel import select

from schemas.act import Act
from schemas.actor import Actor
from schemas.problems import Refused
from schemas.views.form import Done
from schemas.views.page import Page, Slice
from services.house import House
from services.rights import permit
from storage.earlier_names import Keeping
from storage.journal import Journal
from storage.paging import page_of
from storage.tables import Stream
from storage.versions import take_version


class Kept(Protocol):
    """A row of a register."""

    id: str
    name: str
    version: int


Row = TypeVar("Row", bound=Kept)
View = TypeVar("View", bound=BaseModel)


@dataclass(frozen=True)
class Register(Generic[Row, View]):
    """The register named `name`: its operations are `name.list`, `name.read`, `name.add` and `name.update`."""

    name: str
    table: type[Row]
    view: type[View]

    def list(self, house: House, actor: Actor, page: Page, **equal: str | None) -> Slice[View]:
        """Rows in the order they were added, those whose columns are `equal` to what is given."""
        permit(f"{self.name}.list", actor)
        key: Any = self.table.id
        wanted = [getattr(self.table, column) == value for column, value in equal.items() if value is not None]
        with house.database.read() as unit:
            return page_of(unit, select(self.table).where(*wanted), key, lambda row: row.id, page).each(self._view)

    def read(self, house: House, actor: Actor, row_id: str) -> View:
        """One row. Raises Refused("not_found")."""
        permit(f"{self.name}.read", actor)
        with house.database.read() as unit:
            row = unit.get(self.table, row_id)
        if row is None:
            raise Refused("not_found")
        return self._view(row)

    def add(self, house: House, actor: Actor, act: Act, make: Callable[[Journal], tuple[Row, BaseModel]]) -> Done:
        """Add the row that `make` makes, and record the event that it gives with it."""
        permit(f"{self.name}.add", actor)

        def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
            made, event = make(journal)
            journal.session.add(made)
            return {"id": made.id, "version": made.version}, [event]

        return Done.model_validate(house.administer(act, effect).facts)

    def change(
        self, house: House, actor: Actor, act: Act, row_id: str, version: int, alter: Callable[[Unit, Row], BaseModel]
    ) -> Done:
        """Let `alter` change the row as read at `version`, and record the event that it gives.

        Raises Refused with `not_found` or `version_outdated`.
        """
        permit(f"{self.name}.update", actor)

        def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
            row = take_version(journal.session, self.table, row_id, version)
            called = Keeping(row)
            event = alter(journal.session, row)
            called.done(journal.session, journal.now)
            return {"id": row_id, "version": row.version}, [event]

        return Done.model_validate(house.administer(act, effect).facts)

    def _view(self, row: Row) -> View:
        return self.view.model_validate(row, from_attributes=True)
