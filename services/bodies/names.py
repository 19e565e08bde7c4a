"""Names of bodies and organisations: each is borne by one of them, or lists and imports could not tell them apart."""

from sqlmodel import Session as Unit
from sqlmodel import select

from domain.lookup import name_key
from schemas.problems import Refused
from storage.tables import Body, Organisation


def require_new_name(
    unit: Unit, table: type[Body | Organisation], name: str, code: str, *, instead_of: str = ""
) -> None:
    """Raises Refused(`code`) if a row has this name, however it is written; to write the own name anew is free.

    Within an act of administration two cannot take a name at once: those acts stand in line for the installation's
    stream.
    """
    key = name_key(name)
    if key == name_key(instead_of):
        return
    for row_id, taken in unit.exec(select(table.id, table.name).order_by(table.id)):
        if name_key(taken) == key:
            raise Refused(code, id=row_id, name=taken)
