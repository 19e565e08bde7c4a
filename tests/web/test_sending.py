"""What a form says while its file is on the way, or a long answer is worked out."""

from playwright.sync_api import expect

from tests.web.browser import Seats
from tests.web.site import Site


def test_form_says_that_its_file_is_on_the_way(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.launched()
    page = seat(stage.editor)
    page.goto(f"{paper.section}/write")
    form = page.locator("form[enctype='multipart/form-data']").first
    form.locator("input[type=file]").set_input_files(
        {"name": "text.md", "mimeType": "text/markdown", "buffer": "Текст.\n".encode()}
    )
    # The page stays: what is said stands there only until the answer comes.
    form.evaluate("form => { form.onsubmit = () => false; form.requestSubmit(); }")
    expect(form.get_by_role("status")).to_contain_text("Файл отправляется и читается")
    expect(form.locator("button").first).to_be_disabled()


def test_check_of_the_record_says_that_it_goes_on(seat: Seats, site: Site) -> None:
    page = seat(site.stage.administrator)
    page.goto("/audit")
    form = page.locator("#form-verify")
    form.evaluate("form => { form.onsubmit = () => false; form.requestSubmit(); }")
    expect(form.get_by_role("status")).to_contain_text("Журнал проверяется")
    expect(form.locator("progress")).to_be_visible()
    expect(form.locator("button")).to_be_disabled()
