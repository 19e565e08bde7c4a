"""What the API says of the parts it stands on."""

import asyncio
from pathlib import Path

from app.migrate import migrate
from app.serve import build_house
from app.settings import Settings
from app.wiring import connect, open_parts
from tests.conftest import part_missing
from tests.servers.process import PartMissing
from tests.servers.temporal import running_temporal


def test_temporal_that_hangs_is_told_apart_from_one_that_answers(tmp_path: Path) -> None:
    try:
        with running_temporal() as (server, address):
            settings = Settings.for_folder(tmp_path, temporal_address=address, temporal_namespace="default")
            migrate(settings)
            parts = open_parts(settings)
            answers = build_house(parts, asyncio.run(connect(settings, lazy=True))).checks["workflows"]
            found = []
            for step in (lambda: None, server.pause, server.resume, server.end):
                step()
                found.append(answers())
            parts.database.close()
    except PartMissing as missing:
        part_missing(str(missing))
    assert found == [True, False, True, False]
