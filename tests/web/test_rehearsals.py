"""The page on which a coordinator asks when a document would be ready if its people acted so."""

from playwright.sync_api import expect

from tests.web.browser import Look, Seats
from tests.web.site import Site


def test_coordinator_sees_when_all_would_end_if_everybody_or_somebody_were_late(
    seat: Seats, site: Site, look: Look
) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    name = str(stage.read(f"/people/{stage.approver.id}")["name"])
    address = f"{paper.path}/rehearsal"
    page = seat(stage.coordinator, scripts=False)
    page.goto(paper.path)
    page.get_by_role("link", name="Репетиция сроков").click()
    result = page.get_by_role("region", name="Что получится")
    expect(result).to_contain_text("все действуют в срок")
    expect(result).to_contain_text("Документ в целом")
    look(address, stage.coordinator)
    look(address, stage.coordinator, language="en")
    page.get_by_label("Как действуют все").select_option("late")
    page.get_by_label("Если с опозданием, на сколько рабочих дней").fill("3")
    page.get_by_role("button", name="Посчитать").click()
    expect(result).to_contain_text("все опаздывают на 3 рабочих дня")
    expect(page.get_by_label("Как действуют все")).to_have_value("late")
    page.get_by_label("Как действуют все").select_option("in_time")
    page.get_by_text("Кто действует иначе").first.click()
    page.get_by_label(name).check()
    page.get_by_role("button", name="Посчитать").click()
    expect(result).to_contain_text(f"{name} не отвечает")
    expect(result).to_contain_text("не заканчивается")
    expect(page.get_by_label(name)).to_be_checked()


def test_launch_is_supposed_on_a_day_and_who_has_no_part_in_it_is_not_asked(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.paper()
    page = seat(stage.coordinator, scripts=False)
    page.goto(f"{paper.path}/rehearsal")
    page.get_by_label("День запуска").fill("2027-03-01")
    page.get_by_role("button", name="Посчитать").click()
    expect(page.get_by_role("region", name="Что получится")).to_contain_text("Начало: 1 марта 2027 года в 09:00")
    other = seat(stage.editor, scripts=False)
    assert other.goto(f"{paper.path}/rehearsal").status in (403, 404)  # type: ignore[union-attr]
