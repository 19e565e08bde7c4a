"""What the database, the objects and the workflows say of each other, as `veche reconcile` found and left it."""

from schemas.frozen import Frozen


class Reconciliation(Frozen):
    """`open` streams were looked at, of which the rest is told by their ids.

    Mended: workflows that were missing are `started`, those that had missed something were `nudged`, and with the
    operator's word those that knew more than the record were `restarted` and those of no stream `ended`.
    For a person: `ahead` know more than the record, `strays` belong to no stream, `elsewhere` run on another task
    queue, as those of another copy of this installation in the same namespace do, `troubled` streams have follow-ups
    that keep failing, `missing_objects` are named by rows and not in the store (address and table).
    Neither: `unanswered` are workflows that no worker carries just now, `unnamed_objects` counts those that no row
    names (yet): the sweep takes them when they are a day old.
    """

    open: int
    started: tuple[str, ...] = ()
    nudged: tuple[str, ...] = ()
    restarted: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    troubled: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    missing_objects: tuple[tuple[str, str], ...] = ()
    unnamed_objects: int = 0

    @property
    def needs_a_person(self) -> bool:
        """Whether something disagrees that was not mended."""
        return bool(self.ahead or self.strays or self.elsewhere or self.troubled or self.missing_objects)
