"""Accounts: that one whose person was erased is never used again."""

from schemas.problems import Refused
from storage.tables import Person


def require_not_erased(person: Person) -> None:
    """What was erased stays so: with a name or an address again it could not be erased a second time.

    Raises Refused("already_erased").
    """
    if person.erased_at is not None:
        raise Refused("already_erased", name=person.name)
