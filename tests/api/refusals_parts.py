"""How the codes of failing parts are provoked: a store that is gone or damaged, an engine or database that is away."""

from collections.abc import Iterator
from contextlib import contextmanager

from httpx2 import Response

from services.house import NoEngine
from storage.objects import ObjectStore
from tests.api.refusals_process import Ask, asking, provokes
from tests.api.stage import Stage, house_with


def _text_of(stage: Stage) -> tuple[Ask, str]:
    """Reads a text that was just handed in, and its address."""
    shown = stage.read(stage.in_phase("review").section)
    return asking(stage, "GET", f"/revisions/{shown['head_id']}/text", stage.editor), str(shown["text_hash"])


@provokes("object_missing")
def _(stage: Stage) -> Ask:
    ask, address = _text_of(stage)

    def while_it_is_gone(language: str) -> Response:
        with deleted(stage.parts.store, address):
            return ask(language)

    return while_it_is_gone


@contextmanager
def deleted(store: ObjectStore, address: str) -> Iterator[None]:
    """An object that is not there while the block lasts."""
    content = store.get(address)
    store.delete(address)
    try:
        yield
    finally:
        store.put(content)


@provokes("object_damaged")
def _(stage: Stage) -> Ask:
    ask, address = _text_of(stage)
    file = stage.parts.settings.data / "objects" / address[:2] / address

    def with_a_byte_turned(language: str) -> Response:
        content = file.read_bytes()
        file.write_bytes(bytes([content[0] ^ 1]) + content[1:])
        try:
            return ask(language)
        finally:
            file.write_bytes(content)

    return with_a_byte_turned


@provokes("object_store_unavailable")
def _(stage: Stage) -> Ask:
    ask, address = _text_of(stage)
    fan = stage.parts.settings.data / "objects" / address[:2]

    def while_the_disk_is_away(language: str) -> Response:
        away = fan.rename(fan.with_name(f"{fan.name}-away"))
        try:
            return ask(language)
        finally:
            away.rename(fan)

    return while_the_disk_is_away


@provokes("engine_unavailable")
def _(stage: Stage) -> Ask:
    paper = stage.paper()

    def in_a_process_without_a_way_to_the_workflows(language: str) -> Response:
        with house_with(stage.world, engine=NoEngine()):
            return asking(stage, "POST", f"{paper.path}/launch", stage.coordinator)(language)

    return in_a_process_without_a_way_to_the_workflows


INTRUDER = (
    "CREATE TRIGGER intruder AFTER INSERT ON events "
    "BEGIN UPDATE streams SET seq = seq + 1 WHERE id = NEW.stream_id; END"
)


@provokes("try_again")
def _(stage: Stage) -> Ask:
    """Another writer, who does not heed the lock, takes the end of the chain."""
    paper = stage.paper()

    def while_another_writes(language: str) -> Response:
        with stage.parts.database.writer.connect() as connection:
            connection.exec_driver_sql(INTRUDER)
            connection.commit()
        try:
            return asking(stage, "PATCH", paper.path, stage.coordinator, {"title": "Иначе"}, version=1)(language)
        finally:
            with stage.parts.database.writer.connect() as connection:
                connection.exec_driver_sql("DROP TRIGGER intruder")
                connection.commit()

    return while_another_writes
