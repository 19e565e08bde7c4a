"""How much a section's page weighs over the wire, and that nothing outside is waited for."""

from collections.abc import Callable

from playwright.sync_api import Response

from tests.api.stage import Form
from tests.web.browser import Seats
from tests.web.site import Site

MOST = 150_000
SENTENCES = (
    "Землячество {n} объединяет выходцев из региона, которые живут и работают в столице, и помогает им обустроиться. "
    "Совет землячества в {n}-м году проводит встречи, ведёт просветительскую работу и поддерживает связи с областью. "
    "О принятых решениях № {n} он сообщает участникам письмом и отчитывается перед общим собранием раз в полугодие."
)


def test_long_section_with_its_margin_weighs_less_than_its_limit(
    seat: Seats, site: Site, count: Callable[[str, int], None]
) -> None:
    """About thirty typed pages with forty comments, in a browser that has nothing of us yet."""
    stage = site.stage
    paper = stage.launched()
    stage.hand_in(paper.section, "\n\n".join(SENTENCES.format(n=n * 7919 % 1000) for n in range(160)))
    head = stage.head(paper.section)
    for n in range(40):
        form: Form = {
            "revision_id": head,
            "quote": f"Землячество {n * 4 * 7919 % 1000} объединяет",
            "text": "Уточнить.",
        }
        stage.done("POST", f"{paper.section}/comments", stage.reviewer, form)
    page = seat(stage.reviewer)
    answers: list[Response] = []
    # The browser's library puts a mark on its listener, and a built-in method takes none.
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108
    page.goto(paper.section)
    page.evaluate("document.fonts.ready.then(() => null)")
    known = [one for one in answers if not one.url.endswith("/news") and "/news?" not in one.url]
    weight = {
        one.url.removeprefix(site.url): sum(one.request.sizes()[k] for k in ("responseBodySize", "responseHeadersSize"))
        for one in known
    }
    count("bytes of a long section's page", sum(weight.values()))
    assert sum(weight.values()) < MOST, weight
    assert page.locator("article.thread").count() == 40
    blocking = page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.renderBlockingStatus === 'blocking').map(e => e.name)"
    )
    assert {one.partition("/static/")[2].partition("/")[2] for one in blocking} == {"veche.css", "sections.css"}
