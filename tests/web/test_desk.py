"""The coordinator's desk: what is overdue and escalated, and deadlines moved with a reason."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.api.stage import POLICY, Paper, Stage
from tests.web.browser import Look, Seats
from tests.web.site import Site

LATE = {
    **POLICY,
    "drafting": {
        "limit": {"duration": "PT1S"},
        "ladder": [{"after": {"duration": "PT0S"}, "tell": ["editors", "coordinator"]}],
    },
}
"""Rules whose drafting is late, and escalated, at once."""


def late_paper(stage: Stage) -> Paper:
    """A document whose section was escalated to its coordinator."""
    paper = stage.launched(policy=LATE)
    stage.until(lambda: "escalation" in stage.told(stage.coordinator, section_id=paper.sections[0]))
    return paper


def test_desk_shows_what_is_late_and_escalated_and_moves_its_deadline(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = late_paper(stage)
    page = seat(stage.coordinator, scripts=False)
    page.goto("/")
    page.get_by_role("link", name="Стол координатора").click()
    late = page.get_by_role("region", name="Просрочено").locator(f"li[id='{paper.sections[0]}']")
    expect(late).to_contain_text("Эскалация: 1 ступень")
    expect(late).to_contain_text(str(stage.read(f"/people/{stage.editor.id}")["name"]))
    look("/desk", stage.coordinator)
    look("/desk", stage.coordinator, language="en")
    late.get_by_text("Перенести срок").first.click()
    day = stage.world.today() + timedelta(days=30)
    late.get_by_label("Новый последний день").fill(day.isoformat())
    late.get_by_label("Причина").fill("Ждём данных <b>переписи</b>")
    late.get_by_role("button", name="Перенести срок").click()
    expect(page.get_by_role("status")).to_contain_text("Срок перенесён")
    later = page.get_by_role("region", name="Позже").locator(f"li[id='{paper.sections[0]}']")
    expect(later).to_be_visible()
    expect(later).not_to_contain_text("Эскалация")
    told = stage.items(f"{paper.section}/timeline")[-1]
    assert (told["type"], told["reason"]) == ("extended", "Ждём данных <b>переписи</b>")


def test_day_that_is_past_is_refused_and_the_reason_is_kept(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = late_paper(stage)
    page = seat(stage.coordinator, scripts=False)
    page.goto("/desk")
    row = page.locator(f"li[id='{paper.sections[0]}']")
    row.get_by_text("Перенести срок").first.click()
    row.get_by_label("Новый последний день").fill("2020-01-01")
    row.get_by_label("Причина").fill("Так решил совет")
    row.get_by_role("button", name="Перенести срок").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(row.get_by_label("Причина")).to_have_value("Так решил совет")


def test_who_coordinates_nothing_has_no_desk(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    page = seat(stage.editor, scripts=False)
    page.goto("/")
    expect(page.get_by_role("link", name="Стол координатора")).to_have_count(0)
    look("/desk", stage.world.person("coordinator"))


def test_coordinator_replaces_a_reviewer_and_decides_where_votes_lack(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.undecided()
    page = seat(stage.coordinator, scripts=False)
    page.goto("/desk")
    row = page.get_by_role("region", name="Ждёт вашего решения").locator(f"li[id='{paper.sections[0]}']")
    row.get_by_role("link", name="Люди и решения").click()
    own = page.url.removeprefix(site.url)
    look(own, stage.coordinator)
    page.locator("summary", has_text="Заменить или добавить").click()
    form = page.locator("#form-place")
    form.get_by_label("Чьё место").select_option(f"approver:{stage.approver.id}")
    form.get_by_label("Кто его займёт").select_option(stage.member.id)
    form.get_by_label("Причина").fill("Новый председатель")
    form.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("Сделано")
    page.get_by_label("согласована").check()
    page.locator("#form-decision").get_by_label("Причина").fill("Возражений нет")
    page.get_by_role("button", name="Решить").click()
    expect(page.get_by_role("status")).to_contain_text("Решение записано")
    assert stage.phase(paper.section) == "sign_off"
    assert stage.read(paper.section)["approvers"] == [stage.member.id]
    look(f"/desk{paper.path}", stage.coordinator, language="en")


def test_only_who_coordinates_manages_a_section(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.launched()
    for path in (f"/desk{paper.section}", f"/desk{paper.path}"):
        answer = seat(stage.editor).goto(path)
        assert answer is not None
        assert answer.status == 403


def test_deadline_is_dragged_to_another_day(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.launched()
    page = seat(stage.coordinator)
    page.goto("/desk")
    mark = page.locator(f"svg.load .duty[data-id='{paper.sections[0]}']").first
    before = page.locator(f"#form-move-{paper.sections[0]} [name=day]").input_value()
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] - 150, middle, steps=4)
    page.mouse.up()
    form = page.locator(f"#form-move-{paper.sections[0]}")
    expect(form.get_by_label("Причина")).to_be_focused()
    assert form.locator("[name=day]").input_value() < before
