"""Whether everything the service needs answers now."""

from sqlmodel import select

from schemas.problems import Refused
from schemas.views.health import Check, Readiness
from services.house import House


def readiness(house: House) -> Readiness:
    """All checks, if all vital ones hold; else Refused("not_ready") with them."""
    checks = [
        Check(name="database", ok=_database_answers(house)),
        Check(name="object_store", ok=house.store.ready()),
        *(Check(name=name, ok=holds()) for name, holds in house.checks.items()),
        *(Check(name=name, ok=holds(), vital=False) for name, holds in house.concerns.items()),
    ]
    failing = [check.name for check in checks if check.vital and not check.ok]
    if failing:
        processes = [process.model_dump() for process in house.processes()]
        shown = [check.model_dump() for check in checks]
        raise Refused("not_ready", failing=", ".join(failing), checks=shown, processes=processes)
    status = "ready" if house.pause() is None else "paused"
    return Readiness(status=status, checks=checks, processes=house.processes())


def _database_answers(house: House) -> bool:
    try:
        with house.database.read() as session:
            return session.exec(select(1)).one() == 1
    except Refused:
        return False
