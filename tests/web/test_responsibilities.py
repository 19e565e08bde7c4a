"""Who answers for what: the table that everybody in the document reads, and its coordinator changes."""

from playwright.sync_api import expect

from tests.api.associations import association
from tests.web.browser import Look, Seats
from tests.web.site import Site


def test_coordinator_has_an_association_review_with_one_voice(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    body, paper = association(stage), stage.paper()
    page = seat(stage.coordinator, scripts=False)
    page.goto(f"{paper.path}/setup")
    page.get_by_role("link", name="Кто за что отвечает").click()
    page.get_by_label("Орган или человек").select_option(label=body.name)
    page.get_by_label("Раздел", exact=False).last.select_option(label="1. Раздел 1")
    page.get_by_label("Орган даёт один голос").check()
    page.get_by_role("button", name="Добавить").click()
    expect(page.get_by_role("status")).to_contain_text("Добавлено")
    row = page.locator("tr", has_text="1. Раздел 1")
    expect(row).to_contain_text(body.name)
    expect(row).to_contain_text("один голос")
    look(f"{paper.path}/responsibilities", stage.coordinator)
    look(f"{paper.path}/responsibilities", stage.coordinator, language="en")
    (held,) = (one for one in stage.read(f"{paper.path}/responsibilities")["rows"] if one["section_id"])
    assert [(one["body_id"], one["as_one"]) for one in held["review"]] == [(body.id, True)]
    row.get_by_role("button", name="Убрать").click()
    expect(row).not_to_contain_text(body.name)


def test_who_does_not_coordinate_reads_it_and_a_table_that_is_another_by_now_is_left_alone(
    seat: Seats, site: Site
) -> None:
    stage = site.stage
    paper = stage.launched()
    page = seat(stage.coordinator, scripts=False)
    page.goto(f"{paper.path}/responsibilities")
    rows = {"rows": [{"task": "information", "person_id": stage.member.id}]}
    version = stage.read(paper.path)["version"]
    stage.done("PUT", f"{paper.path}/responsibilities", stage.coordinator, rows, version=version)
    page.get_by_label("Орган или человек").select_option(index=1)
    page.get_by_label("Что делают").select_option("drafting")
    page.get_by_role("button", name="Добавить").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Что делают")).to_have_value("drafting")
    reader = seat(stage.editor, scripts=False)
    reader.goto(f"{paper.path}/responsibilities")
    name = str(stage.read(f"/people/{stage.member.id}")["name"])
    expect(reader.locator("tr", has_text="Все разделы")).to_contain_text(name)
    expect(reader.locator("main form")).to_have_count(0)
