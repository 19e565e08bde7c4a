"""How an entry binds what people typed into a row without holding it."""

from schemas.frozen import Frozen


class Typed(Frozen):
    """The keyed hash of what was typed into the row with this id; see `storage.typed`."""

    id: str
    typed: str
