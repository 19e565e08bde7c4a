"""The reference lists that ship with Veche, read from their data files once."""

from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from schemas.problems import Refused
from schemas.reference import Reference, ReferenceList

_ENTRIES = TypeAdapter(tuple[Reference, ...])


@cache
def references(name: ReferenceList) -> tuple[Reference, ...]:
    """The entries of a list, in its order."""
    return _ENTRIES.validate_json((files("schemas") / "references" / f"{name}.json").read_bytes())


def region(code: str) -> Reference:
    """The subject of the Federation with this code. Raises Refused("region_unknown")."""
    for entry in references("regions"):
        if entry.code == code:
            return entry
    raise Refused("region_unknown", region=code)
