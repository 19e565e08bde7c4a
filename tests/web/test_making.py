"""The making of an edition, shown as it goes on, with scripts and without."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import expect

from schemas.ids import new_id
from storage.tables import Edition
from tests.api.stage import Stage
from tests.web.browser import Look, Seats
from tests.web.site import Site


def test_making_of_an_edition_is_shown_as_it_goes_on(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.launched()
    with building(stage, paper.id, "edition.pdf") as edition_id:
        page, plain = seat(stage.leader), seat(stage.leader, scripts=False)
        for one in (page, plain):
            one.goto(paper.path)
            expect(one.locator("#publication")).to_contain_text("Делаем файл 3 из 10: PDF для печати.")
        look(paper.path, stage.leader)
        note(stage, edition_id, progress="remarks.docx", trouble="converter_failed")
        expect(page.locator("#publication")).to_contain_text("Делаем файл 9 из 10: Сводка замечаний", timeout=60_000)
        expect(page.locator("#publication")).to_contain_text("попытки продолжаются")
        plain.get_by_role("link", name="Посмотреть ещё раз").click()
        plain.reload()
        expect(plain.get_by_role("progressbar")).to_have_attribute("value", "8")


@contextmanager
def building(stage: Stage, document_id: str, progress: str) -> Iterator[str]:
    """An edition that is being made, while the block lasts."""
    row = {"id": new_id(), "document_id": document_id, "candidate_hash": "", "ordered_at": stage.world.clock()}
    with stage.parts.database.write() as session:
        session.add(Edition.model_validate({**row, "state": "building", "progress": progress}))
    yield row["id"]
    with stage.parts.database.write() as session:
        session.delete(session.get_one(Edition, row["id"]))


def note(stage: Stage, edition_id: str, **changed: str) -> None:
    with stage.parts.database.write() as session:
        session.get_one(Edition, edition_id).sqlmodel_update(changed)
